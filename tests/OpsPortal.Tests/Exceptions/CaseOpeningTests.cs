using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Payouts;
using OpsPortal.Events;
using OpsPortal.Providers.Sandbox;
using OpsPortal.Tests.Events;
using OpsPortal.Tests.Payouts;
using OpsPortal.Tests.Tidy;

namespace OpsPortal.Tests.Exceptions;

/// <summary>What opens cases, and of which types nothing does.</summary>
[Trait("Requirement", "EXC-1")]
public sealed class CaseOpeningTests
{
    /// <summary>The types that the table calls unopened are exactly those that no code opens.</summary>
    [Fact]
    public void EveryType_IsOpenedBySomething_OrIsInTheTable()
    {
        var opened = SourceFile.Product.Where(file => file.Text.Contains("OpenExceptionAsync(", StringComparison.Ordinal))
            .SelectMany(file => Regex.Matches(file.Text, @"\bExceptionType\.(\w+)").Select(match => match.Groups[1].Value))
            .Where(name => Enum.IsDefined(typeof(ExceptionType), name)).Select(Enum.Parse<ExceptionType>);

        Assert.Equal(Enum.GetValues<ExceptionType>().Except(opened).Order(), CaseOpenings.ByNothing.Keys.Order());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task EventOfAKnownId_WithAnotherContent_IsACaseAndChangesNothing(StoreKind kind)
    {
        await using var cash = await CashWorld.NewAsync(kind);
        await cash.IssueAsync("IE-1", 10_000);
        var payment = CashWorld.Payment("pay_1", "IE-1", 10_000, cash.World.Now);
        var first = SandboxEvents.Payment(payment, "payment.succeeded", 10_000, cash.World.Now);
        var told = SandboxEvents.Payment(payment, "payment.succeeded", 9_000, cash.World.Now);
        var other = new SandboxDelivery(first.EventId, told.Type, told.Reference, told.Body, cash.World.Now);
        await cash.DeliverAsync([first]);
        var before = await cash.BalancesAsync();

        await cash.DeliverAsync([first, other, other]);

        Assert.Equal(before, await cash.BalancesAsync());
        await using var db = await cash.World.DbAsync();
        var found = await db.Set<ExceptionCase>().SingleAsync();
        Assert.Equal((ExceptionType.DuplicateConflict, "events.content-changed", first.EventId, 9_000L),
            (found.Type, found.ReasonCode, found.ProviderReference, found.AmountMinor!.Value));
        Assert.Equal((await db.Set<Receipt>().SingleAsync()).Id, found.ReceiptId);
        Assert.Equal(first.Body, (await db.Set<InboxEvent>().SingleAsync(row => row.EventId == first.EventId)).Body);

        await db.Set<ExceptionCase>().ExecuteUpdateAsync(set => set.SetProperty(one => one.State, ExceptionState.Resolved));
        await cash.DeliverAsync([other]);
        Assert.Equal(1, await db.Set<ExceptionCase>().CountAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task EventThatContradictsItself_WithinOneGroupOrStoredByAnotherNodeMeanwhile_IsACase(StoreKind kind)
    {
        await using var cash = await CashWorld.NewAsync(kind);
        await cash.IssueAsync("IE-1", 10_000);
        var (first, told) = (Incoming(cash, 10_000), Incoming(cash, 9_000));
        var store = cash.World.Use<StoreEvents>();

        var answers = (await store.StoreAsync([first, told], post: true)).Answers;
        Assert.Equal([IntakeAnswer.Stored, IntakeAnswer.Duplicate], answers);
        Assert.Equal([9_000], await AmountsAsync(cash));
        if (kind == StoreKind.Sqlite)
            return;

        var (third, fourth) = (Incoming(cash, 8_000, "evt_2"), Incoming(cash, 7_000, "evt_2"));
        var late = await store.StoreAsync(
            [fourth], post: false, whenRead: () => OtherNode(() => store.StoreAsync([third], post: false)));
        Assert.Equal([IntakeAnswer.Duplicate], late.Answers);
        Assert.Equal([7_000, 9_000], await AmountsAsync(cash));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task EventOfAPayout_ThatContradictsItself_NamesThePayee(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind, CashWorld.Settings);
        var payouts = await PayoutWorld.InAsync(world.Services, kind, 1);
        var item = (await payouts.BatchAsync(await payouts.TransmittedAsync())).Items[0];
        var payout = PaidPayout.AtProvider(item, world.Now);
        var (first, told) = (SandboxEvents.Payout(payout, "payout_item.paid", world.Now),
            SandboxEvents.Payout(payout, "payout_item.failed", world.Now));

        foreach (var body in new[] { first.Body, told.Body })
            await world.Use<DemoEvents>().DeliverAsync(first.EventId, body);

        await using var db = await world.DbAsync();
        var found = await db.Set<ExceptionCase>().SingleAsync(one => one.Type == ExceptionType.DuplicateConflict);
        Assert.Equal((item.PayeeId, item.Id, item.LegalEntityId),
            (found.PayeeId!.Value, found.PayoutItemId!.Value, found.LegalEntityId!.Value));
    }

    /// <summary>Both nodes say the same: one case, and neither of them fails.</summary>
    [Theory, OnSqlite, OnPostgres]
    public async Task EventThatContradictsItself_AtSeveralNodesAtOnce_IsOneCase(StoreKind kind)
    {
        await using var cash = await CashWorld.NewAsync(kind);
        await cash.IssueAsync("IE-1", 10_000);
        var store = cash.World.Use<StoreEvents>();
        await store.StoreAsync([Incoming(cash, 10_000)], post: true);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ =>
            Task.Run(() => store.StoreAsync([Incoming(cash, 9_000)], post: true))));

        Assert.Equal([9_000], await AmountsAsync(cash));
    }

    /// <summary>The second content names another payee: which of them is meant nobody knows, so both are stopped.</summary>
    [Theory, OnSqlite, OnPostgres]
    public async Task EventThatNamesAnotherPayee_WhenItComesAgain_IsACaseOfEach(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind, CashWorld.Settings);
        var payouts = await PayoutWorld.InAsync(world.Services, kind, 2);
        var items = (await payouts.BatchAsync(await payouts.TransmittedAsync())).Items;
        SandboxDelivery Paid(PayoutItem item) =>
            SandboxEvents.Payout(PaidPayout.AtProvider(item, world.Now), "payout_item.paid", world.Now);
        var (first, told) = (Paid(items[0]), Paid(items[1]));

        foreach (var body in new[] { first.Body, told.Body, told.Body })
            await world.Use<DemoEvents>().DeliverAsync(first.EventId, body);

        await using var db = await world.DbAsync();
        var found = await db.Set<ExceptionCase>().Where(one => one.Type == ExceptionType.DuplicateConflict).ToListAsync();
        Assert.Equal(items.Select(item => item.PayeeId).ToHashSet(), found.Select(one => one.PayeeId!.Value).ToHashSet());
        Assert.Equal(2, found.Count);
    }

    private static void OtherNode(Func<Task> stores) => Task.Run(stores).GetAwaiter().GetResult();

    private static async Task<List<long>> AmountsAsync(CashWorld cash)
    {
        await using var db = await cash.World.DbAsync();
        return await db.Set<ExceptionCase>().Where(one => one.Type == ExceptionType.DuplicateConflict)
            .Select(one => one.AmountMinor!.Value).OrderBy(minor => minor).ToListAsync();
    }

    private static IncomingEvent Incoming(CashWorld cash, long minor, string id = "evt_1")
    {
        var at = cash.World.Now;
        var body = SandboxEvents.Payment(CashWorld.Payment(id, "IE-1", minor, at), "payment.succeeded", minor, at).Body;
        var read = cash.World.Use<SandboxEventReader>().Read(id, InboxBody.Bytes(body)).Value;
        return new IncomingEvent(SandboxEventReader.Name, id, read.Type, body, "", at, read, null);
    }
}
