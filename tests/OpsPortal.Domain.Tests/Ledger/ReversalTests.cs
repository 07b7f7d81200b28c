using NodaTime;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Ledger;

public sealed class ReversalTests
{
    [Fact]
    [Trait("Requirement", "LED-1")]
    public void Of_AnEntry_MirrorsEveryLineAndLinksToIt()
    {
        var draft = Draft(EventFamily.InvoicedEntityOwesTax);
        var entry = Posted(draft.Value);
        var reversal = Reversal.Of(entry, SomeFacts.Now, "wrong buyer", family: EventFamily.InvoiceVoided).Value;
        Assert.Equal(entry.Id, reversal.ReversalOf);
        Assert.Equal(EventFamily.InvoiceVoided, reversal.Family);
        Assert.Equal(PostingKeys.Reversal(entry.Id), reversal.PostingKey);
        Assert.Equal(entry.Lines.Select(line => line.Leg() with { AmountMinor = -line.AmountMinor }), reversal.Legs);
        Assert.Equal(entry.InvoiceId, reversal.Trace.InvoiceId);
    }

    [Fact]
    public void Of_AReversal_IsRefused()
    {
        var draft = Draft(EventFamily.SweepSent);
        var reversal = Posted(Reversal.Of(Posted(draft.Value), SomeFacts.Now, "mistake").Value);
        Assert.Equal("ledger.already-a-reversal", Reversal.Of(reversal, SomeFacts.Now, "again").Refusal?.Code);
    }

    [Fact]
    public void Of_WithoutAReason_IsRefused()
    {
        var draft = Draft(EventFamily.SweepSent);
        Assert.Equal("ledger.missing-reference", Reversal.Of(Posted(draft.Value), SomeFacts.Now, " ").Refusal?.Code);
    }

    private static Outcome<EntryDraft> Draft(EventFamily family) =>
        PostingRules.Draft(family, PostingRulesTests.Random(family, 5, 7, 3) with { ReversalOf = null });

    private static JournalEntry Posted(EntryDraft draft)
    {
        var number = 500;
        return JournalEntry.Of(
            draft, new EntryId(SomeFacts.Id(400)), new LocalDate(2026, 3, 14), SomeFacts.Now, false,
            () => new LineId(SomeFacts.Id(number++)));
    }
}
