using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Ledger;

/// <summary>The exact mirror of a posted entry, linked to it: how corrections are made, since nothing posted is ever
/// changed.</summary>
public static class Reversal
{
    /// <param name="entry">The posted entry, with its lines.</param>
    /// <param name="effectiveAt">When the cause of the reversal happened.</param>
    /// <param name="reason">Why, in words for people.</param>
    /// <param name="requestId">The request that asked for it.</param>
    /// <param name="family">The family of the reversal; by default that of the entry.</param>
    public static Outcome<EntryDraft> Of(
        JournalEntry entry, Instant effectiveAt, string reason, string? requestId = null, EventFamily? family = null)
    {
        if (entry.ReversalOf is not null)
            return LedgerRefusals.AlreadyAReversal;
        var rule = PostingRules.Of(family ?? entry.Family);
        if (string.IsNullOrWhiteSpace(reason))
            return LedgerRefusals.MissingReference(rule, TraceKey.Reason.Words());
        var facts = new PostingFacts
        {
            LegalEntityId = entry.LegalEntityId,
            Currency = entry.Lines[0].Currency,
            PostingKey = PostingKeys.Reversal(entry.Id),
            EffectiveAt = effectiveAt,
            Trace = entry.Trace() with { Memo = reason, RequestId = requestId, EventId = null },
            Amounts = new PostingAmounts(),
            ReversalOf = entry.Id,
        };
        return EntryDraft.Of(rule, facts, entry.Lines.Select(line => line.Leg() with { AmountMinor = -line.AmountMinor }));
    }
}
