namespace OpsPortal.Domain.Shared;

/// <summary>
/// An expected "no", in three parts that stand on screen as they are: what was refused, why, and what to do next.
/// </summary>
/// <param name="Code">Stable name, <c>room.reason</c>, for tests, logs and API problems.</param>
/// <param name="What">What was refused, as a sentence.</param>
/// <param name="Why">The reason, as a sentence.</param>
/// <param name="Next">What the person can do now, as a sentence.</param>
public sealed record Refusal(string Code, string What, string Why, string Next)
{
    public string What { get; init; } = Readable.Of(What);

    public string Why { get; init; } = Readable.Of(Why);

    public string Next { get; init; } = Readable.Of(Next);

    /// <summary>The input field at fault, or null where the whole request is refused.</summary>
    public string? Field { get; init; }

    /// <summary>The three parts as one text.</summary>
    public string Text => $"{What} {Why} {Next}";

    public Refusal On(string field) => this with { Field = field };
}
