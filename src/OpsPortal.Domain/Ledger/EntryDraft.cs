using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Ledger;

/// <summary>One leg of a draft: debit positive, credit negative, with the dimensions that its account keeps apart.</summary>
public sealed record EntryLeg(Account Account, long AmountMinor)
{
    public InvoiceId? InvoiceId { get; init; }

    public PayeeId? PayeeId { get; init; }

    public ReceiptId? ReceiptId { get; init; }

    public BatchId? BatchId { get; init; }

    public BankAccountId? BankAccountId { get; init; }
}

/// <summary>
/// An entry that may be written: balanced, without empty legs; a marker has none. Only <see cref="PostingRules"/> and
/// <see cref="Reversal"/> make one.
/// </summary>
public sealed record EntryDraft
{
    private EntryDraft(IReadOnlyList<EntryLeg> legs) => Legs = legs;

    public required LegalEntityId LegalEntityId { get; init; }

    public required Currency Currency { get; init; }

    public required EventFamily Family { get; init; }

    public required int RuleVersion { get; init; }

    public required string PostingKey { get; init; }

    public required Instant EffectiveAt { get; init; }

    public required TraceKeys Trace { get; init; }

    public EntryId? ReversalOf { get; init; }

    public IReadOnlyList<EntryLeg> Legs { get; }

    internal static Outcome<EntryDraft> Of(PostingRule rule, PostingFacts facts, IEnumerable<EntryLeg> legs)
    {
        EntryLeg[] kept = [.. legs.Where(leg => leg.AmountMinor != 0)];
        if (kept.Length == 0 && !rule.IsMarker)
            return LedgerRefusals.NothingToPost(rule);
        var sum = kept.Aggregate(0L, (total, leg) => checked(total + leg.AmountMinor));
        if (sum != 0)
            return LedgerRefusals.Unbalanced(rule, new Money(sum, facts.Currency));
        return new EntryDraft(kept)
        {
            LegalEntityId = facts.LegalEntityId,
            Currency = facts.Currency,
            Family = rule.Family,
            RuleVersion = rule.Version,
            PostingKey = facts.PostingKey,
            EffectiveAt = facts.EffectiveAt,
            Trace = facts.Trace,
            ReversalOf = facts.ReversalOf,
        };
    }
}
