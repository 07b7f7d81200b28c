using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Payouts;
using OpsPortal.Events;
using OpsPortal.Features.Banking;
using OpsPortal.Features.Parties;
using OpsPortal.Features.Payouts.Sending;
using OpsPortal.Tests.Payouts;

namespace OpsPortal.Tests.Banking;

/// <summary>A payout that a bank line names: settled once, whoever tells of it first and however often.</summary>
public sealed class PayoutLinesTests
{
    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "LED-7")]
    public async Task Import_ALineThatNamesAPayout_SettlesItAtTheBank(StoreKind kind)
    {
        await using var flow = await PayoutFlow.NewAsync(kind);
        var (paid, amount) = (flow.Items[0], flow.Items[0].AmountMinor);
        var available = await flow.World.BalanceAsync(Account.ProviderAvailable);

        await flow.ImportAsync("A", (paid, -1));

        Assert.Equal(PayoutItemState.Paid, (await flow.StateAsync(paid)).State);
        Assert.Equal((amount, available), (await flow.World.BalanceAsync(Account.BankCash),
            await flow.World.BalanceAsync(Account.ProviderAvailable)));
        Assert.Equal(flow.Items[1].AmountMinor, await flow.World.BalanceAsync(Account.SettlementPayables));
        var line = Assert.Single(await flow.LinesAsync());
        Assert.Equal((LineClass.PayoutLeaving, LineStanding.Posted, (PayoutItemId?)paid.Id),
            (line.Class, line.Standing, line.PayoutItemId));
        Assert.Empty(await flow.OpenCasesAsync());

        await flow.ImportAsync("B", (paid, 1));
        Assert.Equal(PayoutItemState.Returned, (await flow.StateAsync(paid)).State);
        Assert.Equal((0, amount), (await flow.World.BalanceAsync(Account.BankCash),
            await flow.World.BalanceAsync(Account.HeldSettled)));
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "LED-7")]
    public async Task Import_ALineThatNamesAFailedPayout_SaysThatItWasPaidAfterAll(StoreKind kind)
    {
        await using var flow = await PayoutFlow.NewAsync(kind);
        var (paid, amount) = (flow.Items[0], flow.Items[0].AmountMinor);
        var available = await flow.World.BalanceAsync(Account.ProviderAvailable);
        await flow.HappensAsync(paid, ProviderEventKind.PayoutItemFailed);

        await flow.ImportAsync("A", (paid, -1));

        Assert.Equal(PayoutItemState.Paid, (await flow.StateAsync(paid)).State);
        Assert.Equal((amount, available, 0L), (await flow.World.BalanceAsync(Account.BankCash),
            await flow.World.BalanceAsync(Account.ProviderAvailable), await flow.World.BalanceAsync(Account.HeldSettled)));
        Assert.Single(await flow.OpenCasesAsync(), found => found.Type == ExceptionType.PaidAfterFailure);

        await flow.ImportAsync("B", (paid, 1));
        Assert.Equal(PayoutItemState.Returned, (await flow.StateAsync(paid)).State);
        Assert.Equal((0, amount, 0L), (await flow.World.BalanceAsync(Account.BankCash),
            await flow.World.BalanceAsync(Account.HeldSettled), await flow.World.BalanceAsync(Account.PayoutsInTransit)));
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "LED-7")]
    public async Task Import_ALineOfADayBeforeTheFailure_BooksItsCash_AndLeavesTheFailure(StoreKind kind)
    {
        await using var flow = await PayoutFlow.NewAsync(kind);
        var (failed, amount) = (flow.Items[0], flow.Items[0].AmountMinor);
        var available = await flow.World.BalanceAsync(Account.ProviderAvailable);
        flow.LinesOf = flow.World.Now.InUtc().Date;
        flow.World.Clock.Set(flow.World.Now + Duration.FromDays(2));
        await flow.HappensAsync(failed, ProviderEventKind.PayoutItemFailed);

        await flow.ImportAsync("A", (failed, -1));

        Assert.Equal(PayoutItemState.Failed, (await flow.StateAsync(failed)).State);
        Assert.Equal((amount, available - amount, amount), (await flow.World.BalanceAsync(Account.BankCash),
            await flow.World.BalanceAsync(Account.ProviderAvailable), await flow.World.BalanceAsync(Account.HeldSettled)));
        Assert.DoesNotContain(await flow.OpenCasesAsync(), found => found.Type == ExceptionType.PaidAfterFailure);

        flow.LinesOf = null;
        await flow.ImportAsync("B", (failed, 1));
        Assert.Equal(PayoutItemState.Failed, (await flow.StateAsync(failed)).State);
        Assert.Equal((0, available, amount), (await flow.World.BalanceAsync(Account.BankCash),
            await flow.World.BalanceAsync(Account.ProviderAvailable), await flow.World.BalanceAsync(Account.HeldSettled)));
        Assert.DoesNotContain(await flow.LinesAsync(), line => line.Standing == LineStanding.Exception);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "LED-7")]
    public async Task Import_WhatProvesNoPayout_BooksNothingAndSaysWhatIsMissing(StoreKind kind)
    {
        await using var flow = await PayoutFlow.NewAsync(kind);
        var (first, second) = (flow.Items[0], flow.Items[1]);
        await flow.ImportAsync("A", (first, -1));
        var before = await flow.BooksAsync();

        await flow.ImportTextAsync("B",
            ("-1.00", first.Key), (flow.Text(first, -1), $"{first.Key} {second.Key}"), (flow.Text(first, -1), first.Key));

        Assert.Equal(before, await flow.BooksAsync());
        Assert.Equal(3, (await flow.LinesAsync()).Count(line => line.Standing == LineStanding.Exception));
        var cases = await flow.OpenCasesAsync();
        Assert.Equal(3, cases.Count);
        Assert.All(cases, found => Assert.Contains("Missing: One payout in flight", found.Summary, StringComparison.Ordinal));
        Assert.Equal(2, cases.Count(found => found.PayeeId == first.PayeeId && found.PayoutItemId == first.Id));
        Assert.Single(cases, found => found.PayeeId is null && found.PayoutItemId is null);
    }

    /// <summary>Events, lines and a second file with the same lines in random order, each once or twice.</summary>
    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "LED-7")]
    public async Task EventsAndLines_InAnyOrderAndNumber_GiveOneSetOfEntries(StoreKind kind)
    {
        string? expected = null;
        for (var seed = 1; seed <= (kind == StoreKind.Sqlite ? 8 : 3); seed++)
        {
            await using var flow = await PayoutFlow.NewAsync(kind);
            var facts = flow.Facts();
            var random = new Random(seed);
            var order = seed == 1 ? [.. Enumerable.Range(0, facts.Count)]
                : Enumerable.Range(0, facts.Count).SelectMany(i => Enumerable.Repeat(i, random.Next(1, 3))).ToArray();
            if (seed > 1)
                random.Shuffle(order);
            foreach (var i in order)
                await facts[i]();
            await flow.SettleDownAsync();
            var books = await flow.BooksAsync();
            expected ??= books;
            Assert.True(expected == books, $"Seed {seed}, order {string.Join(' ', order)}:\n{books}\ninstead of\n{expected}");
            Assert.DoesNotContain(await flow.LinesAsync(), line => line.Standing == LineStanding.Exception);
            Assert.DoesNotContain(await flow.OpenCasesAsync(), found =>
                found.ReasonCode.StartsWith("banking.", StringComparison.Ordinal));
        }

        Assert.Contains("PayoutLeftBank", expected, StringComparison.Ordinal);
    }
}
