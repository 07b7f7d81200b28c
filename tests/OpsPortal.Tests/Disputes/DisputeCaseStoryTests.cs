using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Disputes;
using OpsPortal.Features.Exceptions;
using OpsPortal.Providers.Sandbox;
using OpsPortal.Providers.Stripe;
using OpsPortal.Tests.Events;

namespace OpsPortal.Tests.Disputes;

/// <summary>Warnings, inquiries and disputes as cases with a deadline.</summary>
[Trait("Requirement", "EXC-4")]
public sealed class DisputeCaseStoryTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task FraudWarning_GivesTwoHours_MovesNoMoney_AndARefundEndsIt(StoreKind kind)
    {
        await using var world = await DisputeWorld.NewAsync(kind);
        await world.TellAsync("fraud_warning.created", "fw_1");

        var warning = await world.DisputeAsync();
        Assert.Equal((DisputeKind.FraudWarning, DisputeState.Open), (warning.Kind, warning.State));
        Assert.Equal(warning.OpenedAt + Duration.FromHours(2), warning.DueBy);
        Assert.Equal(0, await world.Payouts.BalanceAsync(Account.FundsInDispute));
        await using var db = await world.World.DbAsync();
        Assert.Equal(1, await db.Set<ExceptionCase>().CountAsync(found => found.Type == ExceptionType.EarlyFraudWarning));

        await world.Provider.RefundAsync(world.Payment, DisputeWorld.Order, DisputeWorld.Gross);
        Assert.Equal(DisputeState.Refunded, (await world.DisputeAsync()).State);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task FraudWarning_Unanswered_Lapses_AndAcceptedStays(StoreKind kind)
    {
        await using var world = await DisputeWorld.NewAsync(kind);
        await world.TellAsync("fraud_warning.created", "fw_1");
        var id = (await world.DisputeAsync()).Id;
        var work = world.World.Use<WorkDispute>();
        Assert.NotNull((await work.AcceptRiskAsync(id, "Known buyer", world.World.As(Role.Auditor), default)).Refusal);
        Assert.Equal("cash.warning-takes-no-evidence",
            (await work.SendEvidenceAsync(id, "Receipt", world.World.As(Role.Ops), default)).Refusal?.Code);

        world.World.Clock.Advance(Duration.FromHours(2));
        Assert.Equal(1, (await world.World.Use<MissDisputeDeadlines>().RunAsync(Actor.System("test"), default)).Value);

        Assert.Equal(DisputeState.Lapsed, (await world.DisputeAsync()).State);
        Assert.Equal(0, await world.Payouts.BalanceAsync(Account.DisputeLosses));
        Assert.Equal("cash.dispute-ended",
            (await work.AcceptRiskAsync(id, "Known buyer", world.World.As(Role.Ops), default)).Refusal?.Code);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Inquiry_BecomesFormal_TakesTheMoneyOnce_AndEvidenceIsKept(StoreKind kind)
    {
        await using var world = await DisputeWorld.NewAsync(kind);
        await world.TellAsync("dispute.opened", inquiry: true);
        Assert.Equal(0, await world.Payouts.BalanceAsync(Account.FundsInDispute));
        await world.TellAsync("dispute.opened");
        await world.TellAsync("dispute.opened");
        Assert.Equal(-DisputeWorld.Gross, await world.Payouts.BalanceAsync(Account.FundsInDispute));
        var id = (await world.DisputeAsync()).Id;

        var ops = world.World.As(Role.Ops);
        var sent = await world.World.Use<WorkDispute>().SendEvidenceAsync(id, "Contract, delivery note", ops, default);

        Assert.Null(sent.Refusal);
        var dispute = await world.DisputeAsync();
        Assert.Equal((DisputeState.Answered, ops.Person, "Contract, delivery note"),
            (dispute.State, dispute.EvidenceSentBy, dispute.Evidence));
        world.World.Clock.Advance(Duration.FromDays(30));
        Assert.Equal(0, (await world.World.Use<MissDisputeDeadlines>().RunAsync(Actor.System("test"), default)).Value);
        var shown = await world.World.Use<DisputeDetail>().RunAsync(id, ops, default);
        Assert.Single(shown.Value.Entries);
        Assert.NotNull(shown.Value.Case);
    }

    /// <summary>Answering is offered while the provider awaits an answer, and refused afterwards.</summary>
    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "EXC-9")]
    public async Task DecidedDispute_IsNotOfferedToAnswer_AndTakesNoEvidence(StoreKind kind)
    {
        await using var world = await DisputeWorld.NewAsync(kind);
        await world.TellAsync("dispute.opened");
        var (id, ops) = ((await world.DisputeAsync()).Id, world.World.As(Role.Ops));
        Assert.Equal(new CasePlace($"/disputes/{id}"), await AnswerPlaceAsync(world));
        Assert.True((await world.World.Use<DisputeDetail>().RunAsync(id, ops, default)).Value.AwaitsAnswer);

        await world.TellAsync("dispute.closed", won: true);

        var sent = await world.World.Use<WorkDispute>().SendEvidenceAsync(id, "Contract", ops, default);
        Assert.Equal("cash.dispute-ended", sent.Refusal?.Code);
        Assert.Equal(new CasePlace(null, "The provider awaits no answer: won."), await AnswerPlaceAsync(world));
        Assert.False((await world.World.Use<DisputeDetail>().RunAsync(id, ops, default)).Value.AwaitsAnswer);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Exposure_OfDirectDebits_IsWatchedForEightWeeksAndThirteenMonths(StoreKind kind)
    {
        await using var cash = await CashWorld.NewAsync(kind);
        await cash.IssueAsync("IE-1", 50_000);
        await cash.DeliverAsync([SandboxEvents.Payment(
            CashWorld.Payment("pay_1", "IE-1", 50_000, cash.World.Now, Rail.SepaDebit), "payment.succeeded", 50_000,
            cash.World.Now)]);
        Assert.Equal(["8 weeks", "13 months"], await OpenAsync(cash));

        cash.World.Clock.Set(Instant.FromUtc(2026, 4, 29, 0, 0));
        Assert.Equal(["13 months"], await OpenAsync(cash));
        cash.World.Clock.Set(Instant.FromUtc(2027, 4, 4, 0, 0));
        Assert.Empty(await OpenAsync(cash));
    }

    [Fact]
    public void StripeReader_OfAnEarlyFraudWarning_NeedsNoCurrency()
    {
        var read = new StripeEventReader().Read("evt_1", """
            {"id":"evt_1","type":"radar.early_fraud_warning.created","created":1772445600,"data":{"object":
            {"id":"issfr_1","charge":"ch_1","payment_intent":"pi_1","fraud_type":"made_with_stolen_card"}}}
            """u8.ToArray());
        Assert.Equal((ProviderEventKind.FraudWarning, "issfr_1", "pi_1", "made_with_stolen_card"),
            (read.Value.Kind, read.Value.Reference, read.Value.PaymentReference, read.Value.Reason));
    }

    private static async Task<CasePlace> AnswerPlaceAsync(DisputeWorld world)
    {
        await using var db = await world.World.DbAsync();
        var found = await db.Set<ExceptionCase>().SingleAsync(one => one.Type == ExceptionType.Dispute);
        var detail = await world.World.Use<ExceptionDetail>().RunAsync(found.Id, world.World.As(Role.Ops), default);
        return CasePlaces.Of(CaseStep.AnswerDispute, detail.Value.Around);
    }

    private static async Task<List<string>> OpenAsync(CashWorld cash)
    {
        var list = await cash.World.Use<DisputeList>().RunAsync(new(true, ListPlace.First), cash.World.As(Role.Ops), default);
        Assert.All(list.Value.Debits, row => Assert.Equal((1, 50_000), (row.Count, row.Minor)));
        return [.. list.Value.Debits.Select(row => row.Window.Words)];
    }
}
