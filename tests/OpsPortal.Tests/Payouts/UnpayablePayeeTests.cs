using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Compliance;
using OpsPortal.Features.Parties;
using OpsPortal.Tests.Events;
using static OpsPortal.Tests.Payouts.PaidPayout;

namespace OpsPortal.Tests.Payouts;

/// <summary>Between release and sending a payee may become one who must not be paid: what has not left stays here.</summary>
[Trait("Requirement", "PAY-11")]
public sealed class UnpayablePayeeTests
{
    [Theory, OnSqlite, OnPostgres]
    public Task Pause_StopsWhatHasNotLeft(StoreKind kind) =>
        StopsAsync(kind, FailureReasons.PayeeStopped, async (payouts, payee) =>
            Done(await payouts.Use<ChangePayee>().PauseAsync(payee, "A letter came back", payouts.As("ops"), default)));

    [Theory, OnSqlite, OnPostgres]
    public Task Deactivate_StopsWhatHasNotLeft(StoreKind kind) =>
        StopsAsync(kind, FailureReasons.PayeeStopped, async (payouts, payee) =>
            Done(await payouts.Use<ChangePayee>().DeactivateAsync(payee, payouts.As("ops"), default)));

    [Theory, OnSqlite, OnPostgres]
    public Task OtherBankDetails_StopWhatHasNotLeft(StoreKind kind) =>
        StopsAsync(kind, FailureReasons.DetailsReplaced, async (payouts, payee) =>
            Done(await payouts.Use<AddPayeeAccount>().RunAsync(
                new(payee, "Ada", "DE02120300000000202051", "", "DE", "EUR"), payouts.As("ops"), default)));

    [Theory, OnSqlite, OnPostgres]
    public Task Gate_ThatFails_StopsWhatHasNotLeft(StoreKind kind) =>
        StopsAsync(kind, FailureReasons.GateNotClear, (payouts, payee) =>
            DecideAsync(payouts, payee, GateKind.Sanctions, GateOutcome.Failed));

    [Theory, OnSqlite, OnPostgres]
    public Task Gate_ThatIsCheckedAgain_StopsWhatHasNotLeft(StoreKind kind) =>
        StopsAsync(kind, FailureReasons.GateNotClear, (payouts, payee) =>
            DecideAsync(payouts, payee, GateKind.Aml, GateOutcome.Pending));

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CMP-7")]
    public Task OtherName_LeavesItsGatesUndecided_AndStopsWhatHasNotLeft(StoreKind kind) =>
        StopsAsync(kind, FailureReasons.GateNotClear, async (payouts, payee) =>
        {
            await MendAsync(payouts, payee, now => now with { Name = "Somebody Else" });
            Assert.Equal("Kyc Aml Sanctions TaxForm", await UndecidedAsync(payouts, payee));
        });

    [Theory, OnSqlite, OnPostgres]
    [Trait("Control", "T16")]
    public Task TaxNumberOfAnother_HoldsThePayee_AndStopsWhatHasNotLeft(StoreKind kind) =>
        StopsAsync(kind, FailureReasons.PayeeStopped, async (payouts, payee) =>
        {
            var other = Done(await payouts.Use<CreatePayee>().RunAsync(
                new(World.Ireland, new("Ole Works", "US", PayeeKind.Company, "ole@x.test")), payouts.Finance, default));
            await TaxAsync(payouts, other);
            await TaxAsync(payouts, payee);
        });

    /// <summary>What says nothing against paying leaves the payout.</summary>
    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CMP-7")]
    public async Task OrdinaryChange_LeavesThePayoutAndTheGates(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind, CashWorld.Settings);
        var (payouts, _, batch) = await ReleasedAsync(world, kind);
        var payee = payouts.Payees[0];

        await DecideAsync(payouts, payee, GateKind.Sanctions, GateOutcome.Clear);
        await DecideAsync(payouts, payee, GateKind.Vat, GateOutcome.Failed);
        await MendAsync(payouts, payee, now => now with { Name = now.Name.ToUpperInvariant(), Email = "new@x.test" });

        Assert.Equal("", await UndecidedAsync(payouts, payee));
        Assert.Equal(PayoutItemState.Released, (await StandAsync(payouts, batch)).Item);
        var bank = new FakeBank();
        await bank.DispatchAsync(world.Services);
        Assert.Single(bank.Taken);
    }

    /// <summary>A payout of which nobody knows whether it left is stopped once the provider says that it never got it.</summary>
    [Theory, OnSqlite, OnPostgres]
    public async Task Pause_WhileItIsNotKnownWhetherThePayoutWasSent_StopsItOnceTheProviderNeverGotIt(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind, CashWorld.Settings);
        var (payouts, _, batch) = await ReleasedAsync(world, kind);
        var bank = new FakeBank { IsDown = true };
        await bank.DispatchAsync(world.Services);

        Done(await payouts.Use<ChangePayee>().PauseAsync(payouts.Payees[0], "A letter came back", payouts.As("ops"), default));
        Assert.Equal(PayoutItemState.Unknown, (await StandAsync(payouts, batch)).Item);
        bank.IsDown = false;
        world.Clock.Advance(Duration.FromMinutes(1));
        await bank.EnquireAsync(world.Services);
        await bank.DispatchAsync(world.Services);

        Assert.Empty(bank.Taken);
        Assert.Equal((BatchState.Settled, PayoutItemState.Cancelled, FailureReasons.PayeeStopped),
            await StandAsync(payouts, batch));
    }

    /// <summary>A failure that was none takes back its own pause, and not that of the look-alike found meanwhile.</summary>
    [Theory, OnSqlite, OnPostgres]
    [Trait("Control", "T16")]
    public async Task LookAlike_FoundWhilePausedByAFailure_OutlastsTheFailure(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind, CashWorld.Settings);
        var (payouts, _, batch) = await ReleasedAsync(world, kind);
        var bank = new FakeBank();
        await bank.DispatchAsync(world.Services);
        var item = (await payouts.BatchAsync(batch)).Items[0];
        await TellAsync(world, AtProvider(item, world.Now), "failed", world.Now, "could_not_process");
        Assert.StartsWith("Payout ", (await PayeeAsync(payouts)).PausedReason, StringComparison.Ordinal);
        var other = Done(await payouts.Use<CreatePayee>().RunAsync(
            new(World.Ireland, new("Ole Works", "US", PayeeKind.Company, "ole@x.test")), payouts.Finance, default));
        await TaxAsync(payouts, other);
        await TaxAsync(payouts, payouts.Payees[0]);

        world.Clock.Advance(Duration.FromMinutes(1));
        await TellAsync(world, AtProvider(item, world.Now), "paid", world.Now);

        Assert.Equal(PayoutItemState.Paid, (await StandAsync(payouts, batch)).Item);
        Assert.StartsWith("The tax number is that of the payee Ole Works", (await PayeeAsync(payouts)).PausedReason,
            StringComparison.Ordinal);
    }

    private static async Task StopsAsync(StoreKind kind, string code, Func<PayoutWorld, PayeeId, Task> change)
    {
        await using var world = await World.NewAsync(kind, CashWorld.Settings);
        var (payouts, _, batch) = await ReleasedAsync(world, kind);
        var inFlight = await payouts.BalanceAsync(Account.SettlementPayables);
        Assert.True(inFlight > 0);
        world.Clock.Advance(Duration.FromMinutes(1));

        await change(payouts, payouts.Payees[0]);
        var bank = new FakeBank();
        await bank.DispatchAsync(world.Services);

        Assert.Empty(bank.Taken);
        Assert.Equal((BatchState.Settled, PayoutItemState.Cancelled, code), await StandAsync(payouts, batch));
        Assert.Equal((0, inFlight), (await payouts.BalanceAsync(Account.SettlementPayables),
            await payouts.BalanceAsync(Account.HeldSettled)));
    }

    private static async Task DecideAsync(PayoutWorld payouts, PayeeId payee, GateKind gate, GateOutcome outcome) =>
        Done(await payouts.Use<SetGate>().RunAsync(new(payee, gate, outcome, "case 8"), payouts.As("compliance"), default));

    private static async Task TaxAsync(PayoutWorld payouts, PayeeId payee) => Done(await payouts.Use<AddTaxId>().RunAsync(
        new(payee, TaxNumberKind.Ein, "US", "21-9099999", new("W-9", TaxCheckResult.NotChecked, null, null)),
        payouts.Finance, default));

    private static async Task MendAsync(PayoutWorld payouts, PayeeId payee, Func<PayeeParticulars, PayeeParticulars> mend) =>
        Done(await payouts.Use<ChangePayee>().MendAsync(
            payee, mend((await PayeeAsync(payouts)).ToParticulars()), payouts.As("ops"), default));

    private static async Task<Payee> PayeeAsync(PayoutWorld payouts)
    {
        await using var db = await payouts.DbAsync();
        var payee = payouts.Payees[0];
        return await db.Set<Payee>().SingleAsync(one => one.Id == payee);
    }

    private static async Task<string> UndecidedAsync(PayoutWorld payouts, PayeeId payee)
    {
        var gates = Done(await payouts.Use<PayeeGates>().RunAsync(payee, payouts.As("compliance"), default)).Gates;
        return string.Join(' ', gates.Where(gate => gate.Last?.Outcome == GateOutcome.Unknown).Select(gate => gate.Kind));
    }
}
