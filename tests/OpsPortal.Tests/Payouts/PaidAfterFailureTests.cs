using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Payouts;
using OpsPortal.Events;
using OpsPortal.Features.Payouts;
using OpsPortal.Features.Payouts.Sending;
using static OpsPortal.Tests.Payouts.PayoutWorld;

namespace OpsPortal.Tests.Payouts;

/// <summary>A payout that counted as failed, whose money was given back, is paid after all.</summary>
[Trait("Requirement", "PAY-6")]
public sealed class PaidAfterFailureTests
{
    private static readonly Account[] Accounts =
        [Account.HeldSettled, Account.SettlementPayables, Account.RecoverableFromPayees, Account.PayoutsInTransit];

    [Theory, OnSqlite, OnPostgres]
    public async Task PaidAfterFailed_WithItsMoneyStillHere_TakesItAndStopsThePayee(StoreKind kind)
    {
        await using var world = await NewAsync(kind, payees: 1);
        var item = await SentAsync(world);
        var (provider, amount) = (await world.BalanceAsync(Account.ProviderAvailable), item.AmountMinor);
        Assert.Equal(
            "The payout is failed.", await TellAsync(world, item, ProviderEventKind.PayoutItemFailed, FailureReasons.NeverSent));

        Assert.Equal("The payout is paid.", await TellAsync(world, item, ProviderEventKind.PayoutItemPaid));
        Assert.StartsWith(
            "Nothing new", await TellAsync(world, item, ProviderEventKind.PayoutItemPaid), StringComparison.Ordinal);

        Assert.Equal([0, 0, 0, 0], await BalancesAsync(world));
        Assert.Equal(amount, Math.Abs(await world.BalanceAsync(Account.ProviderAvailable) - provider));
        await using var db = await world.DbAsync();
        var found = await db.Set<ExceptionCase>().SingleAsync(one => one.Type == ExceptionType.PaidAfterFailure);
        Assert.Equal((item.PayeeId, item.Id), (found.PayeeId!.Value, found.PayoutItemId!.Value));
        Assert.Contains("Its money was still here", found.Summary, StringComparison.Ordinal);
        Assert.Equal(1, await db.Set<Domain.Audit.AuditRow>().CountAsync(row =>
            row.Action == "Payout paid" && row.Before == "Failed" && row.After == "Paid"));

        await world.PaidInvoiceAsync(7, item.PayeeId, 20_000);
        Assert.NotNull((await BuildAsync(world)).Refusal);
        await ResolveAsync(world);
        Assert.Null((await BuildAsync(world)).Refusal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task PaidAfterFailed_WhenItWasPaidAgainMeanwhile_IsADebtOfThePayee(StoreKind kind)
    {
        await using var world = await NewAsync(kind, payees: 1);
        var first = await SentAsync(world);
        await TellAsync(world, first, ProviderEventKind.PayoutItemFailed, FailureReasons.NeverSent);
        var second = await SentAsync(world);
        await TellAsync(world, second, ProviderEventKind.PayoutItemPaid);

        Assert.Equal("The payout is paid.", await TellAsync(world, first, ProviderEventKind.PayoutItemPaid));

        Assert.Equal([0, 0, first.AmountMinor, 0], await BalancesAsync(world));
        await using var db = await world.DbAsync();
        var found = await db.Set<ExceptionCase>().SingleAsync(one => one.Type == ExceptionType.PaidAfterFailure);
        Assert.Contains("the payee owes that", found.Summary, StringComparison.Ordinal);

        Assert.Equal("The payout is returned.", await TellAsync(world, first, ProviderEventKind.PayoutItemReturned));
        Assert.Equal([first.AmountMinor, 0, first.AmountMinor, 0], await BalancesAsync(world));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task PaidAfterFailed_WhileItWaitsToBeSentAgain_StopsTheSecond(StoreKind kind)
    {
        await using var world = await NewAsync(kind, payees: 1);
        var first = await SentAsync(world);
        await TellAsync(world, first, ProviderEventKind.PayoutItemFailed, FailureReasons.NeverSent);
        var second = await world.TransmittedAsync();

        Assert.Equal("The payout is paid.", await TellAsync(world, first, ProviderEventKind.PayoutItemPaid));

        var stopped = (await world.BatchAsync(second)).Items[0];
        Assert.Equal((PayoutItemState.Cancelled, FailureReasons.UnderReview), (stopped.State, stopped.FailureCode));
        Assert.DoesNotContain("on hold", stopped.FailureWords, StringComparison.Ordinal);
        Assert.Equal([0, 0, 0, 0], await BalancesAsync(world));
        var bank = new FakeBank();
        await bank.DispatchAsync(world.Services);
        Assert.Empty(bank.Taken);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task PaidBeforeTheProvidersOwnFailure_ThatComesLate_BooksNothing(StoreKind kind)
    {
        await using var world = await NewAsync(kind, payees: 1);
        var item = await SentAsync(world);
        var paidAt = world.Now;
        world.Clock.Set(world.Now + Duration.FromMinutes(5));
        await TellAsync(world, item, ProviderEventKind.PayoutItemFailed, "could_not_process");

        Assert.StartsWith("Nothing new", await TellAsync(world, item, ProviderEventKind.PayoutItemPaid, at: paidAt),
            StringComparison.Ordinal);

        Assert.Equal([item.AmountMinor, 0, 0, 0], await BalancesAsync(world));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task TakenByTheProvider_AfterItCountedAsNeverSent_IsACaseAndStopsThePayee(StoreKind kind)
    {
        await using var world = await NewAsync(kind, payees: 1);
        var first = await SentAsync(world);
        await TellAsync(world, first, ProviderEventKind.PayoutItemFailed, FailureReasons.NeverSent);
        var second = await world.TransmittedAsync();

        Assert.StartsWith("The provider has what was never sent",
            await TellAsync(world, first, ProviderEventKind.PayoutItemAccepted), StringComparison.Ordinal);

        var stopped = (await world.BatchAsync(second)).Items[0];
        Assert.Equal(PayoutItemState.Cancelled, stopped.State);
        Assert.Equal([first.AmountMinor, 0, 0, 0], await BalancesAsync(world));
        await using var db = await world.DbAsync();
        Assert.Equal(first.PayeeId, (await db.Set<ExceptionCase>().SingleAsync(
            one => one.Type == ExceptionType.PaidAfterFailure)).PayeeId);
        Assert.NotNull((await BuildAsync(world)).Refusal);
        Assert.Equal("Settled, none paid", BatchWords.Of(await world.BatchAsync(second)).Short);

        Assert.StartsWith("Nothing new",
            await TellAsync(world, stopped, ProviderEventKind.PayoutItemFailed, "no_account"), StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task PaidAfterFailed_OfTwo_HandsThePauseToTheOther_AndEndsItWithTheLast(StoreKind kind)
    {
        await using var world = await NewAsync(kind, payees: 1);
        var first = await SentAsync(world);
        await world.PaidInvoiceAsync(7, first.PayeeId, 20_000);
        var second = await SentAsync(world);
        await TellAsync(world, first, ProviderEventKind.PayoutItemFailed, "account_closed");
        await TellAsync(world, second, ProviderEventKind.PayoutItemFailed, "account_closed");
        Assert.StartsWith($"Payout {first.Reference} failed", await PauseAsync(world), StringComparison.Ordinal);

        await TellAsync(world, first, ProviderEventKind.PayoutItemPaid);
        Assert.StartsWith($"Payout {second.Reference} failed", await PauseAsync(world), StringComparison.Ordinal);

        await TellAsync(world, second, ProviderEventKind.PayoutItemPaid);
        Assert.Null(await PauseAsync(world));
    }

    private static async Task<string?> PauseAsync(PayoutWorld world)
    {
        await using var db = await world.DbAsync();
        return (await db.Set<Payee>().SingleAsync(payee => payee.Id == world.Payees[0])).PausedReason;
    }

    private static async Task<PayoutItem> SentAsync(PayoutWorld world)
    {
        var batch = await world.TransmittedAsync();
        await new FakeBank().DispatchAsync(world.Services);
        return (await world.BatchAsync(batch)).Items[0];
    }

    private static async Task<string> TellAsync(
        PayoutWorld world, PayoutItem item, ProviderEventKind what, string? reason = null, Instant? at = null)
    {
        var happened = new ProviderEvent
        {
            Provider = "sandbox", EventId = $"evt-{item.Id}-{what}", Kind = what, Type = what.ToString(),
            OccurredAt = at ?? world.Now, Reference = $"sbx-{item.Key}", AmountMinor = item.AmountMinor,
            Currency = item.Currency, InstructionKey = item.Key, Reason = reason,
        };
        var answer = Done(await world.Use<CommandRunner>().RunAsync<HandlerAnswer>(Permission.Background, Actor.System("test"),
            async work => await world.Use<IPayoutItemEvents>().HandleAsync(work, happened), default));
        return answer is HandlerAnswer.Finished done ? done.Result : answer.ToString();
    }

    private static async Task<List<long>> BalancesAsync(PayoutWorld world)
    {
        var sums = new List<long>();
        foreach (var account in Accounts)
            sums.Add(Math.Abs(await world.BalanceAsync(account)));
        return sums;
    }

    private static Task<Outcome<BuildBatch.Result>> BuildAsync(PayoutWorld world) => world.Use<BuildBatch>().RunAsync(
        new BuildBatch.Command(Hosting.World.Ireland, Euro, []) { Payees = world.Payees }, world.Finance, default);

    private static async Task ResolveAsync(PayoutWorld world)
    {
        await using var db = await world.DbAsync();
        await db.Set<ExceptionCase>().Where(one => one.Type == ExceptionType.PaidAfterFailure)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.State, ExceptionState.Resolved));
    }
}
