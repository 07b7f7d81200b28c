using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Close;

/// <summary>One figure of a tie-out, seen from both sides: minor units of the currency, or a plain count where there is
/// none.</summary>
/// <param name="Subject">What the figure is about, in words: an account, a bucket, a queue.</param>
/// <param name="Link">Where the rows behind it are seen in the portal.</param>
public sealed record TieOutLine(string Subject, Currency? Currency, long Left, long Right, string Link)
{
    /// <summary>What the right figure is made of, where not all of it is the same on the left.</summary>
    public string? Words { get; init; }

    public bool Ties => Left == Right;
}

/// <summary>
/// Two views of the same money that must agree to the unit before a month may be closed: what was compared, on which basis,
/// and each figure from both sides.
/// </summary>
/// <param name="Code">Its stable name, for example <c>receivables</c>.</param>
/// <param name="Basis">As of when and by which date it was taken, in words.</param>
public sealed record TieOut(
    string Code, string Name, string Basis, string LeftName, string RightName, IReadOnlyList<TieOutLine> Lines)
{
    public bool Ties => Lines.All(line => line.Ties);
}
