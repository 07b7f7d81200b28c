using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Features.Disputes;
using OpsPortal.Features.Exceptions;
using OpsPortal.Features.Invoices;
using OpsPortal.Providers.Sandbox;

namespace OpsPortal.Tests.Disputes;

/// <summary>The case of a dispute says how far the dispute has come, and no longer sorts by a deadline that is met.</summary>
[Trait("Requirement", "EXC-9")]
public sealed class DisputeAndItsCaseTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Case_WhenTheDisputeMoves_TellsIt_AndDropsTheDeadline(StoreKind kind)
    {
        await using var world = await DisputeWorld.NewAsync(kind);
        await world.TellAsync("dispute.opened");
        Assert.NotNull((await CaseAsync(world)).OutsideDueAt);
        var id = (await world.DisputeAsync()).Id;

        var sent = await world.World.Use<WorkDispute>()
            .SendEvidenceAsync(id, "Delivery note", world.World.As(Role.Ops), default);
        Assert.Null(sent.Refusal?.Text);
        await world.World.Use<AgeExceptions>().RunAsync(Actor.System("ageing"), default);
        Assert.Null((await CaseAsync(world)).OutsideDueAt);

        await world.TellAsync("dispute.closed", won: false);
        Assert.Equal(DisputeState.Lost, (await world.DisputeAsync()).State);
        Assert.Equal(
            ["Evidence sent: Delivery note", "Formal dispute lost. " + DisputeWords.Money(await world.DisputeAsync())],
            (await CaseAsync(world)).Notes.OrderBy(note => note.Number).Select(note => note.Text));
        var shown = await world.World.Use<DisputeDetail>().RunAsync(id, world.World.As(Role.Ops), default);
        Assert.Equal(["IE-R1"], shown.Value.Invoices.Select(invoice => invoice.Number));
        var over = await CaseAsync(world);
        Assert.Equal((ExceptionState.Resolved, true), (over.State, over.ResolvingEntryId is not null));
    }

    /// <summary>What the clock recorded as lost stays for a person; the provider's later word ends it.</summary>
    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "EXC-2")]
    public async Task Case_AfterAMissedDeadline_StaysOpenUntilTheProviderDecides(StoreKind kind)
    {
        await using var world = await DisputeWorld.NewAsync(kind);
        await world.TellAsync("dispute.opened");
        world.World.Clock.Advance(Duration.FromDays(30));
        await world.World.Use<MissDisputeDeadlines>().RunAsync(Actor.System("test"), default);
        Assert.NotEqual(ExceptionState.Resolved, (await CaseAsync(world)).State);

        await world.TellAsync("dispute.closed", won: true);

        Assert.Equal(ExceptionState.Resolved, (await CaseAsync(world)).State);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "EXC-4")]
    public async Task Warning_WhenFinanceCreditsAndRefunds_EndsWithTheProvidersWord(StoreKind kind)
    {
        await using var world = await DisputeWorld.NewAsync(kind);
        await world.TellAsync("fraud_warning.created", "fw_1");

        await RefundAsync(world, DisputeWorld.Gross - 1, "re_1");
        Assert.Equal(DisputeState.Open, (await world.DisputeAsync()).State);
        await RefundAsync(world, 1, "re_2");

        Assert.Equal(DisputeState.Refunded, (await world.DisputeAsync()).State);
        var told = await CaseAsync(world);
        Assert.Null(told.OutsideDueAt);
        Assert.StartsWith("Fraud warning refunded.", Assert.Single(told.Notes).Text, StringComparison.Ordinal);
        Assert.Equal(ExceptionState.Resolved, told.State);
    }

    private static async Task<ExceptionCase> CaseAsync(DisputeWorld world)
    {
        await using var db = await world.World.DbAsync();
        return await db.Set<ExceptionCase>().AsNoTracking().Include(found => found.Notes)
            .SingleAsync(found => found.Type == ExceptionType.Dispute || found.Type == ExceptionType.EarlyFraudWarning);
    }

    private static async Task RefundAsync(DisputeWorld world, long minor, string reference)
    {
        await using var db = await world.World.DbAsync();
        var payment = await db.Set<Receipt>().SingleAsync(found => found.ProviderReference == world.Payment);
        var invoice = await db.Set<Invoice>().SingleAsync(found => found.Number == DisputeWorld.Order.InvoiceNumber);
        var finance = world.World.As(Role.Finance);
        var note = await world.World.Use<CreditInvoice>().RunAsync(new(invoice.Id, minor, "Stolen card"), finance, default);
        Assert.Null(note.Refusal?.Text);
        var refund = await world.World.Use<RefundCredit>()
            .RunAsync(new(note.Value, minor, payment.Id, reference), finance, default);
        Assert.Null(refund.Refusal?.Text);
        var told = SandboxEvents.Refund(
            reference, world.Payment, new Money(minor, payment.Currency), succeeds: true, world.World.Now);
        await world.Provider.DeliverAsync(told.EventId, told.Body);
        await world.Provider.SweepAsync();
    }
}
