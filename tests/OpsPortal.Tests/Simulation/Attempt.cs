using OpsPortal.Domain.Access;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Tests.Simulation;

internal enum Word
{
    /// <summary>The app died before it answered: it may have happened.</summary>
    NoAnswer,
    Done,
    Refused,
}

/// <summary>What one person tried, and the answer that this person got. The simulation's own memory, never read from the
/// app.</summary>
internal sealed class Attempt(string account, string action, Permission permission, Instant at)
{
    public string Account => account;

    /// <summary>The words under which the app must have written it into its log.</summary>
    public string Action => action;

    public Permission Permission => permission;

    public Instant At => at;

    public BatchId? Batch { get; init; }

    /// <summary>The content that was shown to this person.</summary>
    public string? Hash { get; init; }

    public bool HasProof { get; init; }

    public Word Word { get; private set; }

    public string? Code { get; private set; }

    public bool MayHaveHappened => Word != Word.Refused;

    public void Answer(Refusal? refusal) =>
        (Word, Code) = refusal is null ? (Word.Done, null) : (Word.Refused, refusal.Code);

    public override string ToString() => $"{account}: {action}: {Word} {Code}".TrimEnd();
}

/// <summary>One payout of a batch as it stood on somebody's screen.</summary>
internal sealed record ShownPayout(string Key, long Minor, PayeeAccountId Account);

/// <summary>Bank details as the simulation saw them being added and confirmed.</summary>
internal sealed class KnownAccount(PayeeId payee, string addedBy, Instant addedAt)
{
    public PayeeId Payee => payee;

    public string AddedBy => addedBy;

    public Instant AddedAt => addedAt;

    public List<Attempt> CallBacks { get; } = [];
}

/// <summary>All that people did and saw in one simulated world.</summary>
internal sealed class Memory
{
    public List<Attempt> Attempts { get; } = [];

    public Dictionary<string, IReadOnlyList<ShownPayout>> Shown { get; } = new(StringComparer.Ordinal);

    public Dictionary<PayeeAccountId, KnownAccount> Accounts { get; } = [];

    /// <summary>States of payouts as they were last seen.</summary>
    public Dictionary<string, PayoutItemState> Seen { get; } = new(StringComparer.Ordinal);

    /// <summary>Balances by account as they were at past instants.</summary>
    public List<(Instant At, Dictionary<int, long> Balances)> Past { get; } = [];

    public IEnumerable<Attempt> Of(string action, BatchId batch) =>
        Attempts.Where(attempt => attempt.Action == action && attempt.Batch == batch && attempt.MayHaveHappened);
}
