using NodaTime;
using OpsPortal.Domain.Payouts;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Payouts;

/// <summary>Builds a batch of two payouts at a fixed time, with named people.</summary>
internal static class ABatch
{
    public static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 10, 0);
    public static readonly Currency Euro = Currency.Of("EUR");
    public static readonly PersonId Maker = Person(1);
    public static readonly PersonId Ann = Person(2);
    public static readonly PersonId Bob = Person(3);
    public static readonly PersonId Cleo = Person(4);
    public static readonly PersonId AccountEditor = Person(5);

    public static readonly IReadOnlyList<BatchControl> Green = BatchControls.Check([ControlFact()]);
    public static readonly IReadOnlyList<BatchControl> Red = BatchControls.Check([ControlFact() with { IsBlocked = true }]);

    public static Guid Id(int n) => new(n, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);

    public static PersonId Person(int n) => new(Id(n));

    public static ItemControlFact ControlFact() => new(new PayoutItemId(Id(20)), "Lena", 60_000)
    {
        SourcesMinor = 60_000, SettledMinor = 60_000, IsTaxFormClear = true,
    };

    public static BatchHeader Header() => new(new BatchId(Id(10)), "PB-2026-0001", new LegalEntityId(Id(11)), Euro)
    {
        Rail = "SEPA", Provider = "sandbox", ValueDate = new LocalDate(2026, 3, 3),
    };

    public static PayoutItemDraft Item(int n, long minor, bool unusual = false) =>
        new(new PayoutItemId(Id(20 + n)), new PayeeId(Id(30 + n)), $"Payee {n}", minor)
    {
        Account = new AccountSnapshot(new PayeeAccountId(Id(40 + n)), 1, "•••• 4242", "d1", AccountEditor),
        Sources = [new PayoutSourceDraft(new InvoiceId(Id(50 + n)), "DE-1", new ContractId(Id(60 + n)), null,
            new ReceiptId(Id(70 + n)), minor)],
        Key = $"po_{n}", Reference = "Work in March", IsUnusual = unusual,
    };

    public static PayoutBatch Draft(bool unusual = false) =>
        PayoutBatch.Build(Header(), [Item(1, 60_000, unusual), Item(2, 40_000)], Maker, Now).Value;

    public static ApprovalPolicy Policy(params ApprovalRule[] rules) => ApprovalPolicy.Make(
        new PolicyId(Id(90)), 1, Now, "Start", new ApprovalRules(rules, [new PayoutLimit("EUR", 1_000_000, 5_000_000)]), null,
            Now).Value;

    public static ApprovalContext Context(long total = 100_000) => new("DE", "EUR", "SEPA", Maker.ToString(), total)
    {
        Items = [new ApprovalItemContext(60_000), new ApprovalItemContext(40_000)],
    };

    public static PayoutBatch Submitted()
    {
        var batch = Draft();
        Assert.False(batch.Submit(new SubmitFact(Context(), Green), Policy(), Maker, Now).IsRefused);
        return batch;
    }

    public static ApproverFact By(PersonId person, PayoutBatch batch, Instant? stepUp = null) =>
        new(new ApprovalId(person.Value), person, "Somebody", "Controller") { StepUpAt = stepUp ?? Now, ShownHash =
            batch.ContentHash ?? "", NewPolicies = [] };

    public static PayoutBatch Approved()
    {
        var batch = Submitted();
        Assert.False(batch.Approve(By(Ann, batch), Green, Now).IsRefused);
        Assert.False(batch.Approve(By(Bob, batch), Green, Now).IsRefused);
        return batch;
    }

    public static TransmitFact Transmit(PayoutBatch batch, PersonId by) => new(by, batch.ContentHash ?? "", Policy(), Context())
    {
        Controls = Green, StillApprovers = [Ann, Bob, Cleo], NewPolicies = [], StepUpAt = Now,
    };
}
