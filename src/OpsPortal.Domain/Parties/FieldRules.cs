using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Parties;

/// <summary>What typed-in fields must look like. The first field at fault is the refusal.</summary>
public static class FieldRules
{
    // What separates, groups or quotes in a list of addresses: with one of them a single field could name several people.
    private const string ListSigns = ",;:<>()[]\"\\";

    public static Refusal? Text(string? value, string field, int limit) =>
        string.IsNullOrWhiteSpace(value) ? SharedRefusals.Required(field) : AtMost(value, field, limit);

    public static Refusal? AtMost(string? value, string field, int limit) =>
        value?.Length > limit ? SharedRefusals.TooLong(field, limit) : null;

    public static Refusal? Country(string? value, string field) =>
        value is { Length: 2 } && value.All(char.IsAsciiLetterUpper) ? null : PartiesRefusals.NotACountry(value).On(field);

    public static Refusal? Code(string? value, string field, int limit) =>
        Text(value, field, limit) ?? (value!.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '-')
            ? null
            : PartiesRefusals.NotACode(value!).On(field));

    /// <summary>One address: e-mail that is typed here goes to one person.</summary>
    public static Refusal? Email(string? value, string field)
    {
        if (Text(value, field, 254) is { } refusal)
            return refusal;
        var at = value!.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at < value.Length - 1 && at == value.LastIndexOf('@')
            && !value.Any(sign => char.IsWhiteSpace(sign) || char.IsControl(sign) || ListSigns.Contains(sign))
            ? null
            : PartiesRefusals.NotAnEmail(value).On(field);
    }

    public static Refusal? BasisPoints(int value, string field) =>
        value is >= 0 and <= Rounding.BasisPointsInWhole ? null : PartiesRefusals.NotARate(value).On(field);
}
