using System.Security.Cryptography;
using System.Text;
using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Ledger.CutOvers;

public readonly record struct CutOverId(Guid Value) : IId<CutOverId>
{
    public static CutOverId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

/// <summary>A file of a cut-over as it was sent, and who sent it.</summary>
public sealed class CutOverFile
{
    private CutOverFile()
    {
    }

    public CutOverFile(CutOverId cutOver, CutOverFileKind kind) => (CutOverId, Kind) = (cutOver, kind);

    public CutOverId CutOverId { get; private set; }

    public CutOverFileKind Kind { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>SHA-256 of the bytes.</summary>
    public string Hash { get; private set; } = "";

    public byte[] Content { get; private set; } = [];

    public int RowCount { get; private set; }

    public PersonId SentBy { get; private set; }

    public Instant SentAt { get; private set; }

    public void Take(string name, byte[] content, int rows, PersonId by, Instant now)
    {
        var plain = name.Trim().Length == 0 ? CutOverFiles.Of(Kind).Name : name.Trim();
        Name = plain.Length > 200 ? plain[..200] : plain;
        (Content, Hash, RowCount, SentBy, SentAt) = (content, HashOf(content), rows, by, now);
    }

    public static string HashOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}

/// <summary>
/// The one hand-over of a company's books from its former system: a date, the files, and two people. It is posted once, when
/// another person approves exactly the files that were prepared.
/// </summary>
public sealed class CutOver : IOfCompany
{
    private CutOver()
    {
    }

    public CutOverId Id { get; private set; }

    public LegalEntityId LegalEntityId { get; private set; }

    /// <summary>The balances are those at the end of this day.</summary>
    public LocalDate Day { get; private set; }

    public CutOverState State { get; private set; }

    public PersonId BegunBy { get; private set; }

    public Instant BegunAt { get; private set; }

    /// <summary>How often a file or the day was changed.</summary>
    public int Changes { get; private set; }

    public PersonId? PreparedBy { get; private set; }

    public Instant? PreparedAt { get; private set; }

    /// <summary>What was prepared: the day and every file.</summary>
    public string? ContentHash { get; private set; }

    public PersonId? DecidedBy { get; private set; }

    public Instant? DecidedAt { get; private set; }

    /// <summary>Why it was sent back the last time.</summary>
    public string? Note { get; private set; }

    public int Revision { get; private set; }

    public static CutOver Begin(CutOverId id, LegalEntityId entity, LocalDate day, PersonId by, Instant now) => new()
    {
        Id = id, LegalEntityId = entity, Day = day, State = CutOverState.Draft, BegunBy = by, BegunAt = now,
    };

    /// <summary>The hash of the day and the files, in the order of the table.</summary>
    public string HashOf(IEnumerable<CutOverFile> files)
    {
        var parts = files.OrderBy(file => file.Kind).Select(file => $"{file.Kind}:{file.Hash}");
        var text = $"{LegalEntityId}\n{Day:uuuu'-'MM'-'dd}\n{string.Join('\n', parts)}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>A file came or went; only while nobody waits for a decision on it.</summary>
    public Outcome Change()
    {
        if (State != CutOverState.Draft)
            return CutOverRefusals.NotIn(State);
        Changes++;
        return Outcome.Done;
    }

    public Outcome MoveTo(LocalDate day)
    {
        var changed = Change();
        if (!changed.IsRefused)
            Day = day;
        return changed;
    }

    public Outcome Prepare(PersonId by, string hash, Instant now)
    {
        if (Move(CutOverAction.Prepare) is { } refusal)
            return refusal;
        (PreparedBy, PreparedAt, ContentHash, Note) = (by, now, hash, null);
        return Outcome.Done;
    }

    public Outcome Withdraw(PersonId by) => State == CutOverState.Prepared && by != PreparedBy
        ? CutOverRefusals.NotYours
        : Move(CutOverAction.Withdraw) is { } refusal ? refusal : Outcome.Done;

    public Outcome SendBack(PersonId by, string note, Instant now)
    {
        if (Reasons.WhyNot(note) is { } wrong)
            return wrong;
        if (Move(CutOverAction.SendBack) is { } refusal)
            return refusal;
        (DecidedBy, DecidedAt, Note) = (by, now, note.Trim());
        return Outcome.Done;
    }

    /// <summary>A second person approves what was prepared, and nothing else.</summary>
    /// <param name="shownHash">Of what the person saw.</param>
    /// <param name="files">As they are now.</param>
    public Outcome Approve(PersonId by, string shownHash, IReadOnlyCollection<CutOverFile> files, Instant now)
    {
        if (State == CutOverState.Prepared && (by == PreparedBy || files.Any(file => file.SentBy == by)))
            return CutOverRefusals.PreparedByYou;
        if (State == CutOverState.Prepared && (shownHash != ContentHash || HashOf(files) != ContentHash))
            return CutOverRefusals.FilesMoved;
        if (Move(CutOverAction.Approve) is { } refusal)
            return refusal;
        (DecidedBy, DecidedAt) = (by, now);
        return Outcome.Done;
    }

    private Refusal? Move(CutOverAction action)
    {
        if (CutOverLifecycle.Next(State, action) is not { } next)
            return CutOverRefusals.NotIn(State);
        State = next;
        return null;
    }
}
