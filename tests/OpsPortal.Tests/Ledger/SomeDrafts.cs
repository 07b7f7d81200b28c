using OpsPortal.Domain.Ledger;

namespace OpsPortal.Tests.Ledger;

/// <summary>Drafts of simple events for the store's tests.</summary>
internal static class SomeDrafts
{
    public static readonly Currency Eur = Currency.Of("EUR");

    public static EntryDraft Payment(string reference, long minor, Instant at, ReceiptId? receipt = null) => PostingRules.Draft(
        EventFamily.PaymentSucceeded, Facts(PostingKeys.Payment("test", reference), reference, at, receipt) with
        {
            Amounts = new PostingAmounts { A = minor },
        }).Value;

    public static EntryDraft SweepSent(string reference, long minor, Instant at) =>
        PostingRules.Draft(EventFamily.SweepSent, Facts($"sweep:{reference}", reference, at, null) with
        {
            Amounts = new PostingAmounts { A = minor },
        }).Value;

    public static EntryDraft PayoutReleased(BatchId batch, PayeeId payee, long minor, Instant at)
    {
        var item = new PayoutItemId(Guid.CreateVersion7());
        var facts = Facts(PostingKeys.PayoutReleased(item), item.ToString(), at, null);
        return PostingRules.Draft(EventFamily.PayoutReleased, facts with
        {
            Trace = facts.Trace with { BatchId = batch, PayoutItemId = item },
            Parts = [new PayeePart(payee, minor, new InvoiceId(Guid.CreateVersion7()))],
        }).Value;
    }

    public static EntryDraft Block(string name, PayeeId payee, ReceiptId receipt, long minor, Instant at)
    {
        var facts = Facts($"block:{name}", name, at, receipt);
        return PostingRules.Draft(EventFamily.ComplianceBlockPlaced, facts with
        {
            Held = Account.HeldSettled,
            Trace = facts.Trace with { HoldId = new HoldId(Guid.CreateVersion7()), Memo = "under review" },
            Parts = [new PayeePart(payee, minor, new InvoiceId(Guid.CreateVersion7()))],
        }).Value;
    }

    private static PostingFacts Facts(string key, string reference, Instant at, ReceiptId? receipt) => new()
    {
        LegalEntityId = World.Ireland,
        Currency = Eur,
        PostingKey = key,
        EffectiveAt = at,
        Trace = new TraceKeys { ReceiptId = receipt ?? new ReceiptId(Guid.CreateVersion7()), ProviderObject = reference },
        Amounts = new PostingAmounts(),
    };
}
