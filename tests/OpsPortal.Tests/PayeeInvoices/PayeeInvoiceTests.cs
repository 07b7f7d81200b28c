using Microsoft.EntityFrameworkCore;
using OpsPortal.Components;
using OpsPortal.Domain.Cash.Matching;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Milestones;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Cash.Matching;
using OpsPortal.Features.PayeeInvoices;
using OpsPortal.Features.Payouts;
using OpsPortal.Tests.Invoices;
using OpsPortal.Tests.Payouts;

namespace OpsPortal.Tests.PayeeInvoices;

/// <summary>A payee's invoice against the contract (two ways) and the accepted milestone (three ways).</summary>
[Trait("Requirement", "CSH-6")]
public sealed class PayeeInvoiceTests
{
    /// <summary>Two payees, two to one; 10 % fee and 21 % tax: of a milestone of 400.00 Ada's part is 198.35.</summary>
    [Theory, OnSqlite, OnPostgres]
    public async Task Record_ComparesWithTheContractAndTheAcceptedMilestone(StoreKind kind)
    {
        await using var world = await BillingWorld.NewAsync(kind);
        await world.ContractAsync("C1");
        var ada = await AdaAsync(world);

        Assert.Equal(PayeeInvoiceState.Matched, (await RecordAsync(world, ada, "A-1", "198.35", "Milestone")).State);
        var over = await RecordAsync(world, ada, "A-2", "200.00", "Milestone");
        Assert.Equal(PayeeInvoiceState.Held, over.State);
        Assert.Contains("more than the payee's EUR 198.35 of that milestone", Assert.Single(over.Failures),
            StringComparison.Ordinal);
        Assert.Equal(PayeeInvoiceState.Matched, (await RecordAsync(world, ada, "A-3", "90.00", "")).State);
        Assert.Contains("of the contract", Assert.Single((await RecordAsync(world, ada, "A-4", "100.00", "")).Failures),
            StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Record_WithinTheTolerance_Matches_AndACentBeyondIsHeld(StoreKind kind)
    {
        await using var world = await BillingWorld.NewAsync(kind);
        await world.ContractAsync("C1");
        var ada = await AdaAsync(world);
        Assert.Equal(PayeeInvoiceState.Matched, (await RecordAsync(world, ada, "A-1", "199.34", "Milestone")).State);
        Assert.Equal(PayeeInvoiceState.Held, (await RecordAsync(world, ada, "A-2", "199.35", "Milestone")).State);
    }

    /// <summary>The hold follows the policy's version: an invoice that the delivered tolerance lets pass is held by a stricter
    /// one.</summary>
    [Theory, OnSqlite, OnPostgres]
    public async Task Record_UnderAStricterVersionOfThePolicy_IsHeld(StoreKind kind)
    {
        await using var world = await BillingWorld.NewAsync(kind);
        await world.ContractAsync("C1");
        var ada = await AdaAsync(world);
        Assert.Equal(PayeeInvoiceState.Matched, (await RecordAsync(world, ada, "A-1", "99.00", "Milestone")).State);
        var change = world.World.Use<ChangeMatchPolicy>();
        var controller = world.World.As("controller1");
        Assert.NotNull((await change.RunAsync(new(World.Ireland, MatchingRules.Delivered with { Supplier = new(-1, 0) },
            "Stricter"), controller, default)).Refusal);
        Assert.Null((await change.RunAsync(new(World.Ireland, MatchingRules.Delivered with { Supplier = new(50, 98) },
            "Stricter"), controller, default)).Refusal);
        Assert.Equal(PayeeInvoiceState.Held, (await RecordAsync(world, ada, "A-2", "199.34", "Milestone")).State);
        Assert.Equal(PayeeInvoiceState.Held, (await RecordAsync(world, ada, "A-3", "1.00", "", "USD")).State);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Record_BeforeTheWorkIsAccepted_IsHeld_AndMatchesOnceItIs(StoreKind kind)
    {
        await using var world = await BillingWorld.NewAsync(kind);
        await world.ContractAsync("C1", approved: false);
        var ada = await AdaAsync(world);
        var held = await RecordAsync(world, ada, "A-1", "198.35", "Milestone");
        Assert.Contains("is not accepted", Assert.Single(held.Failures), StringComparison.Ordinal);

        await using (var db = await world.World.DbAsync())
        {
            var milestone = await db.Set<Milestone>().SingleAsync(m => m.Id == held.MilestoneId);
            var (maker, approver) = (new PersonId(Guid.CreateVersion7()), milestone.ApproverId!.Value);
            Assert.Null(milestone.AddEvidence(
                new(Guid.CreateVersion7()), new("proof.pdf", "application/pdf", 10, new string('a', 64)), maker,
                    world.World.Now).Refusal);
            Assert.Null(milestone.Submit(maker, world.World.Now).Refusal);
            Assert.Null(milestone.Approve(approver, new HashSet<int> { 1 }, "Fine", world.World.Now).Refusal);
            await db.SaveChangesAsync();
        }

        Assert.Null((await world.World.Use<ReleasePayeeInvoice>().CheckAgainAsync(held.Id, world.Finance, default)).Refusal);
        Assert.Equal(PayeeInvoiceState.Matched, (await ReadAsync(world, held.Id)).State);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Record_OfANumberThatIsKnown_IsRefused_HoweverItIsWritten(StoreKind kind)
    {
        await using var world = await BillingWorld.NewAsync(kind);
        await world.ContractAsync("C1");
        var ada = await AdaAsync(world);
        await RecordAsync(world, ada, "RE-2026/001", "10.00", "");
        var again = await world.World.Use<RecordPayeeInvoice>().RunAsync(
            new(ada, "C1", "", "re 2026 001", "10.00"), world.Finance, default);
        Assert.Equal("payouts.payee-invoice-known", again.Refusal?.Code);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Hold_StopsThePayeesPayouts_UntilAnotherPersonReleasesItWithAReason(StoreKind kind)
    {
        await using var world = await PayoutWorld.NewAsync(kind, payees: 1);
        var recorded = await world.Use<RecordPayeeInvoice>().RunAsync(
            new(world.Payees[0], "C-1", "", "A-1", "9999.00"), world.Finance, default);
        Assert.Null(recorded.Refusal);
        var failed = (await EligibilityAsync(world)).Decision.Conditions.Where(c => c.Blocks).Select(c => c.Code);
        Assert.Equal(["release.payee-invoice-held"], failed);

        var release = world.Use<ReleasePayeeInvoice>();
        Assert.NotNull((await release.ReleaseAsync(recorded.Value, "Agreed by mail", world.Finance, default)).Refusal);
        Assert.NotNull((await release.ReleaseAsync(recorded.Value, " ", world.Controller1, default)).Refusal);
        Assert.Null((await release.ReleaseAsync(recorded.Value, "Agreed by mail", world.Controller1, default)).Refusal);

        Assert.DoesNotContain((await EligibilityAsync(world)).Decision.Conditions, c => c.Blocks);
        var shown = (await world.Use<PayeeInvoiceList>()
            .RunAsync(false, ListPlace.First, world.Finance, default)).Value.Rows.Single();
        Assert.Equal((PayeeInvoiceState.Released, "Agreed by mail", "Carla Meyer"),
            (shown.Invoice.State, shown.Invoice.ReleaseReason, shown.ReleasedBy));
        Assert.Equal("payouts.payee-invoice-not-held",
            (await release.ReleaseAsync(recorded.Value, "Again", world.Controller2, default)).Refusal?.Code);
    }

    [Fact]
    public void Release_ByWhoRecordedIt_IsRefused()
    {
        var by = new PersonId(Guid.CreateVersion7());
        var invoice = PayeeInvoice.Record(
            Guid.CreateVersion7(), World.Ireland,
            new(new(Guid.CreateVersion7()), new(Guid.CreateVersion7()), null, "A-1", new Money(100, Currency.Of("EUR"))), by,
            Instant.FromUtc(2026, 3, 2, 9, 0)).Value;
        invoice.Check(["Too much."]);
        Assert.Equal("payouts.payee-invoice-four-eyes", invoice.Release(by, "Fine", invoice.RecordedAt).Refusal?.Code);
        Assert.Null(invoice.Release(new(Guid.CreateVersion7()), "Fine", invoice.RecordedAt).Refusal);
    }

    private static async Task<EligibilityList.Row> EligibilityAsync(PayoutWorld world) => Assert.Single(
        (await world.Use<EligibilityList>()
            .RunAsync(new(null, null, null, null, ListPlace.First), world.Finance, default)).Value.Rows);

    private static async Task<PayeeId> AdaAsync(BillingWorld world)
    {
        await using var db = await world.World.DbAsync();
        return (await db.Set<Payee>().SingleAsync(payee => payee.Name == "Ada")).Id;
    }

    private static async Task<PayeeInvoice> RecordAsync(
        BillingWorld world, PayeeId payee, string number, string amount, string milestone, string? currency = null)
    {
        var recorded = await world.World.Use<RecordPayeeInvoice>().RunAsync(
            new(payee, "C1", milestone, number, amount, currency), world.Finance, default);
        Assert.Null(recorded.Refusal?.Text);
        return await ReadAsync(world, recorded.Value);
    }

    private static async Task<PayeeInvoice> ReadAsync(BillingWorld world, Guid id)
    {
        await using var db = await world.World.DbAsync();
        return await db.Set<PayeeInvoice>().AsNoTracking().SingleAsync(invoice => invoice.Id == id);
    }
}
