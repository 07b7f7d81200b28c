using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Cash.Matching;

/// <summary>What became of a result.</summary>
public enum MatchOutcome
{
    /// <summary>A person has not decided yet.</summary>
    Waiting,

    /// <summary>The rule was certain and it was posted by itself.</summary>
    Applied,

    /// <summary>A person posted one of its candidates.</summary>
    Confirmed,

    /// <summary>A person wants none of its candidates.</summary>
    Discarded,

    /// <summary>A later run found something else.</summary>
    Superseded,
}

/// <summary>
/// The evidence of one result of the engine for one receipt: rule, score, reasons, candidates and policy version, with the
/// reviewer and outcome. The newest of a receipt is its current one; none is ever deleted.
/// </summary>
public sealed class MatchRecord
{
    // Kept for the thread: making one takes as long as hashing a result.
    [ThreadStatic]
    private static IncrementalHash? hash;

    /// <summary>Null where the row itself says the only candidate: the invoice, its amount and difference.</summary>
    private readonly IReadOnlyList<MatchCandidate>? listed;

    private MatchRecord()
    {
    }

    public MatchRecord(MatchId id, ReceiptId receipt, LegalEntityId entity, MatchResult result, int policy, Instant at)
    {
        Id = id;
        ReceiptId = receipt;
        LegalEntityId = entity;
        Decision = result.Decision;
        Rule = result.Rule;
        Score = result.Score;
        Reasons = result.Reasons;
        if (result is { Decision: MatchDecision.Automatic, Allocations: [var part] }
            && Guid.TryParseExact(part.InvoiceId, "D", out var invoice))
            (InvoiceId, AmountMinor, DifferenceMinor) = (new InvoiceId(invoice), part.AmountMinor, part.DifferenceMinor);
        else
            listed = result.Decision == MatchDecision.Automatic
                ? [new MatchCandidate(result.Allocations, result.Rule, result.Score, [])] : result.Candidates;
        PolicyNumber = policy;
        MatchedAt = at;
        Fingerprint = FingerprintOf(result);
        Outcome = result.Decision == MatchDecision.Automatic ? MatchOutcome.Applied : MatchOutcome.Waiting;
        IsCurrent = true;
    }

    public MatchId Id { get; private set; }

    public ReceiptId ReceiptId { get; private set; }

    public LegalEntityId LegalEntityId { get; private set; }

    public MatchDecision Decision { get; private set; }

    public MatchRule Rule { get; private set; }

    /// <summary>From 0 to 1.</summary>
    public double Score { get; private set; }

    public IReadOnlyList<string> Reasons { get; private set; } = [];

    public IReadOnlyList<MatchCandidate> Candidates => listed ??
    [
        new MatchCandidate(
            [new MatchAllocation(InvoiceId!.Value.ToString(), AmountMinor!.Value, DifferenceMinor!.Value)], Rule, Score, []),
    ];

    /// <summary>The only invoice that an automatic match pays; null where there are several, or a person decides.</summary>
    public InvoiceId? InvoiceId { get; private set; }

    /// <summary>What is paid of the only invoice.</summary>
    public long? AmountMinor { get; private set; }

    /// <summary>What the payment is short of the only invoice, and the policy or a known fee explains.</summary>
    public long? DifferenceMinor { get; private set; }

    /// <summary>Which version of the entity's matching policy was in force; 0 for the delivered one.</summary>
    public int PolicyNumber { get; private set; }

    public Instant MatchedAt { get; private set; }

    /// <summary>The same result has the same fingerprint, so that a run that finds nothing new writes nothing.</summary>
    public string Fingerprint { get; private set; } = "";

    public MatchOutcome Outcome { get; private set; }

    public PersonId? DecidedBy { get; private set; }

    public Instant? DecidedAt { get; private set; }

    public bool IsCurrent { get; private set; }

    public int Revision { get; private set; }

    /// <summary>What is proposed, not how it is weighed: learning alone never brings back what somebody discarded.</summary>
    public static string FingerprintOf(MatchResult result)
    {
        Span<byte> words = stackalloc byte[256];
        return result is { Decision: MatchDecision.Automatic, Allocations: [var only], Candidates: [] }
            && Utf8.TryWrite(words, CultureInfo.InvariantCulture,
                $"{result.Decision} {result.Rule} {only.InvoiceId}:{only.AmountMinor}:{only.DifferenceMinor}", out var length)
            ? Hash(words[..length]) : Hash(Encoding.UTF8.GetBytes(Proposed(result)));
    }

    private static string Proposed(MatchResult result)
    {
        var words = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"{result.Decision} {result.Rule}"));
        foreach (var part in result.Decision == MatchDecision.Automatic ? result.Allocations : [])
            words.Append(CultureInfo.InvariantCulture, $" {part.InvoiceId}:{part.AmountMinor}:{part.DifferenceMinor}");
        foreach (var proposed in result.Candidates.Select(candidate => string.Join(',', candidate.Allocations))
            .Order(StringComparer.Ordinal))
            words.Append(CultureInfo.InvariantCulture, $" {proposed}");
        return words.ToString();
    }

    private static string Hash(ReadOnlySpan<byte> words)
    {
        Span<byte> whole = stackalloc byte[SHA256.HashSizeInBytes];
        hash ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(words);
        hash.GetHashAndReset(whole);
        return Convert.ToHexStringLower(whole[..(whole.Length / 2)]);
    }

    public void Supersede()
    {
        IsCurrent = false;
        if (Outcome == MatchOutcome.Waiting)
            Outcome = MatchOutcome.Superseded;
    }

    /// <summary>A person wants none of the candidates.</summary>
    public Outcome Discard(PersonId by, Instant now) => Decide(MatchOutcome.Discarded, by, now);

    /// <summary>A person posted one of the candidates.</summary>
    public Outcome Confirm(PersonId by, Instant now) => Decide(MatchOutcome.Confirmed, by, now);

    /// <summary>What was posted was taken back: a person decides anew.</summary>
    public void Reopen() => (Outcome, DecidedBy, DecidedAt) = (MatchOutcome.Waiting, null, null);

    private Outcome Decide(MatchOutcome outcome, PersonId by, Instant now)
    {
        if (!IsCurrent || Outcome != MatchOutcome.Waiting)
            return MatchingRefusals.NotWaiting;
        (Outcome, DecidedBy, DecidedAt) = (outcome, by, now);
        return Shared.Outcome.Done;
    }
}

/// <summary>How often a piece of evidence stood on the side that people took: what the ranking learns from.</summary>
public sealed class FeatureTally
{
    private FeatureTally()
    {
    }

    public FeatureTally(MatchFeature feature) => Feature = feature;

    public MatchFeature Feature { get; private set; }

    public long Confirmed { get; private set; }

    public long Discarded { get; private set; }

    public int Revision { get; private set; }

    public FeatureCount Count => new(Feature, Confirmed, Discarded);

    public void Add(bool confirmed)
    {
        if (confirmed)
            Confirmed++;
        else
            Discarded++;
    }
}
