using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Close;

/// <summary>
/// The stored result of one tie-out for one close: figures of both sides, basis, when and by whom. Never changed, but signed: a
/// signature is a person's name on exactly these figures. When figures move, a further run stands beside the signed one.
/// </summary>
public sealed class TieOutRun
{
    private TieOutRun()
    {
    }

    public TieOutRunId Id { get; private set; }

    public PeriodCloseId CloseId { get; private set; }

    /// <summary>Counts the runs of one tie-out in one close from 1.</summary>
    public int Number { get; private set; }

    public string Code { get; private set; } = "";

    public int Place { get; private set; }

    public string Name { get; private set; } = "";

    public string Basis { get; private set; } = "";

    public string LeftName { get; private set; } = "";

    public string RightName { get; private set; } = "";

    public IReadOnlyList<StoredTieOutLine> Lines { get; private set; } = [];

    public bool Ties { get; private set; }

    public string Hash { get; private set; } = "";

    public Instant RanAt { get; private set; }

    /// <summary>Null where the clock ran it.</summary>
    public PersonId? RanBy { get; private set; }

    public PersonId? SignedBy { get; private set; }

    public Instant? SignedAt { get; private set; }

    public int Revision { get; private set; }

    public static TieOutRun Of(TieOutRunId id, PeriodCloseId close, int number, TieOut found, TieOutRunFacts facts) => new()
    {
        Id = id, CloseId = close, Number = number, Code = found.Code, Place = facts.Place, Name = found.Name, Basis = found.Basis,
        LeftName = found.LeftName, RightName = found.RightName,
        Lines = [.. found.Lines.Select(line =>
            new StoredTieOutLine(line.Subject, line.Currency?.Code, line.Left, line.Right, line.Link, line.Words))],
        Ties = found.Ties, Hash = HashOf(found, facts.IsOfTheMoment), RanAt = facts.At, RanBy = facts.By,
    };

    /// <summary>What ties by an explanation, in the words of its lines.</summary>
    public IEnumerable<string> Told() => Lines.Where(line => line.Words is not null).Select(line => line.InFull());

    /// <summary>A person's name on these figures.</summary>
    public Outcome Sign(PersonId by, Instant now)
    {
        if (SignedBy is not null)
            return CloseRefusals.NothingToSign;
        if (!Ties)
            return CloseRefusals.DoesNotTie(Name);
        (SignedBy, SignedAt) = (by, now);
        return Outcome.Done;
    }

    /// <summary>64 lower-case hex digits over the figures. What is true of a moment only counts as tying or not.</summary>
    public static string HashOf(TieOut found, bool isOfTheMoment)
    {
        var text = new StringBuilder(found.Code).Append('\n').Append(found.Ties ? "ties" : "differs").Append('\n');
        if (!isOfTheMoment)
            foreach (var line in found.Lines)
                text.Append(CultureInfo.InvariantCulture,
                    $"{line.Subject.Length}:{line.Subject}|{line.Currency?.Code}|{line.Left}|{line.Right}\n");
        return Hex(text.ToString());
    }

    /// <summary>What the three people of a close sign: every tie-out's latest figures.</summary>
    public static string ContentOf(PeriodClose close, IEnumerable<TieOutRun> latest)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture,
            $"{close.LegalEntityId}|{close.Name}|{close.Version}\n");
        foreach (var run in latest.OrderBy(run => run.Code, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"{run.Code}={run.Hash}\n");
        return Hex(text.ToString());
    }

    private static string Hex(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>When, by whom and as what a tie-out was run.</summary>
/// <param name="IsOfTheMoment">True where the figures are those of now and not of the month's last day.</param>
public sealed record TieOutRunFacts(int Place, bool IsOfTheMoment, PersonId? By, Instant At);

/// <summary>A figure as it is stored; no currency where it is a count.</summary>
public sealed record StoredTieOutLine(
    string Subject, string? CurrencyCode, long Left, long Right, string Link, string? Words = null)
{
    public bool Agrees() => Left == Right;

    /// <summary>The subject, and what is behind its figures.</summary>
    public string InFull() => Words is null ? Subject : $"{Subject}: {Words}";

    public Currency? InCurrency() => CurrencyCode is null ? null : Currency.Of(CurrencyCode);
}
