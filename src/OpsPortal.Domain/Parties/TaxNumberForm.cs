namespace OpsPortal.Domain.Parties;

/// <summary>What is known of one kind of tax number in one country.</summary>
/// <param name="Prefix">What stands before each number; it may be left out when the number is typed.</param>
/// <param name="Shapes">The shapes apart from the prefix, with a bar between them: d a digit, a a letter, x either, and any other
/// sign itself.</param>
internal sealed record TaxNumberForm(string Prefix, string Shapes)
{
    private const string Fitting = "Its check digits do not fit the rest of it.";

    /// <summary>What else holds of the number without its prefix; true where nothing else is published.</summary>
    public Func<string, bool> Fits { get; init; } = _ => true;

    /// <summary>What is wrong with a number of the right shape that does not fit, as a sentence.</summary>
    public string Flaw { get; init; } = Fitting;

    /// <summary>What is written behind a number and is no part of it.</summary>
    public IReadOnlyList<string> Endings { get; init; } = [];

    /// <summary>How such a number looks, where that is shorter than its shapes.</summary>
    public string? Look { get; init; }

    /// <summary>How such a number looks, as the tax offices write it: 9 a digit, A a letter, X either.</summary>
    public string Example => Look ?? string.Join(" or ", Shapes.Split('|').Select(shape =>
        Prefix + shape.Replace('d', '9').Replace('a', 'A').Replace('x', 'X')));

    public string BodyOf(string plain)
    {
        var body = plain.StartsWith(Prefix, StringComparison.Ordinal) ? plain[Prefix.Length..] : plain;
        var ending = Endings.FirstOrDefault(end => body.EndsWith(end, StringComparison.Ordinal)) ?? "";
        return body[..^ending.Length];
    }

    public bool HasForm(string body) => Shapes.Split('|').Any(shape => shape.Length == body.Length
        && body.Zip(shape).All(pair => IsOf(pair.Second, pair.First)));

    private static bool IsOf(char shape, char sign) => shape switch
    {
        'd' => char.IsAsciiDigit(sign),
        'a' => char.IsAsciiLetterUpper(sign),
        'x' => char.IsAsciiDigit(sign) || char.IsAsciiLetterUpper(sign),
        _ => sign == shape,
    };
}
