using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Desk;
using OpsPortal.Features.Parties;
using OpsPortal.Features.Payouts;
using OpsPortal.Tests.Exceptions;
using OpsPortal.Tests.Payouts;

namespace OpsPortal.Tests.Desk;

[Trait("Requirement", "TRC-4")]
public sealed class WaitingListTests
{
    /// <summary>A room that cannot be read is named as unavailable, and the others are shown all the same.</summary>
    [Theory, OnSqlite, OnPostgres]
    public async Task Read_WhenASourceThrows_SaysUnavailableAndShowsTheRest(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        var list = new WaitingList(world.Use<QueryRunner>(), [new Broken(), new Working()], NullLogger<WaitingList>.Instance);

        var read = (await list.RunAsync(world.As("ops"), default)).Value;

        Assert.Equal(["Vault"], read.Unavailable);
        Assert.Equal("Water the plants", Assert.Single(read.Items).What);
    }

    [Fact]
    public async Task Read_OfMoreThanIsShown_NamesTheRoom()
    {
        await using var world = await World.NewAsync();
        var list = new WaitingList(world.Use<QueryRunner>(), [new Crowded(), new Working()], NullLogger<WaitingList>.Instance);

        var read = (await list.RunAsync(world.As("ops"), default)).Value;

        Assert.Equal(["Hall"], read.More);
        Assert.Equal(20, read.Items.Count(item => item.Href == "/hall"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Batch_ThatWasRejected_WaitsForItsMakerWithTheReason(StoreKind kind)
    {
        await using var world = await PayoutWorld.NewAsync(kind);
        var batch = await world.SubmittedAsync();
        async Task<Waiting?> OnDeskAsync(Actor who) => (await world.Use<WaitingList>().RunAsync(who, default)).Value.Items
            .SingleOrDefault(item => item.Href == Batches.Path(batch));

        Assert.Null(await OnDeskAsync(world.Finance));
        Done(await world.Use<RejectBatch>().RunAsync(new(batch, "Doubtful"), world.Controller2, default));

        Assert.Contains("Doubtful", (await OnDeskAsync(world.Finance))?.Why, StringComparison.Ordinal);
        Assert.Null(await OnDeskAsync(world.Controller1));
    }

    /// <summary>The same on the page, over HTTP, with a table that is really gone: never "nothing waits".</summary>
    [Fact]
    public async Task Desk_WhenATableIsGone_SaysUnavailable()
    {
        await using var host = await PortalHost.NewAsync();
        using var client = await host.SignInAsync("controller1");
        var before = await client.GetStringAsync(new Uri("/", UriKind.Relative));
        await using (var db = await host.Services.GetRequiredService<IDbContextFactory<OpsDbContext>>()
            .CreateDbContextAsync())
            await db.Database.ExecuteSqlRawAsync("ALTER TABLE \"ManualJournals\" RENAME TO \"Gone\"");

        var after = await client.GetStringAsync(new Uri("/", UriKind.Relative));

        Assert.DoesNotContain("unavailable just now", before, StringComparison.Ordinal);
        Assert.Contains("Ledger: unavailable just now. This is not the same as empty", after, StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task BankDetails_WaitForEveryoneButWhoEnteredThem(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        var payee = (await world.Use<CreatePayee>().RunAsync(
            new(World.Ireland, new("Ada", "DE", PayeeKind.Individual, "ada@payee.test")), world.As("finance"), default)).Value;
        Assert.Null((await world.Use<AddPayeeAccount>().RunAsync(
            new(payee, "Ada", "DE89370400440532013000", "COBADEFFXXX", "DE", "EUR"), world.As("ops"), default)).Refusal?.Text);
        async Task<int> CallsAsync(string account) => (await world.Use<WaitingList>().RunAsync(world.As(account), default)).Value
            .Items.Count(item => item.Href == $"/payees/{payee}");

        Assert.Equal((0, 1, 1), (await CallsAsync("ops"), await CallsAsync("finance"), await CallsAsync("controller1")));
        await using var db = await world.DbAsync();
        var id = await db.Set<PayeeAccount>().Select(account => account.Id).SingleAsync();
        Assert.Null((await world.Use<RecordCallBack>().RunAsync(new(id, "Called the known number"), world.As("finance"), default))
            .Refusal);
        Assert.Equal(0, await CallsAsync("controller1"));
    }

    /// <summary>A case says what kind it is and, beside it, what happened.</summary>
    [Theory, OnSqlite, OnPostgres]
    public async Task Case_SaysItsKindAndWhatHappened(StoreKind kind)
    {
        await using var world = await CaseWorld.NewAsync(kind);

        var waiting = (await world.World.Use<WaitingList>().RunAsync(world.World.As("ops"), default)).Value.Items
            .Single(item => item.Href == $"/exceptions/{world.Case}");

        Assert.Equal("Resolve: Unmatched deposit", waiting.What);
        Assert.Contains("unapplied", waiting.Why, StringComparison.Ordinal);
    }

    private sealed class Broken : IWaitingSource
    {
        public string Room => "Vault";

        public Permission Permission => Permission.SeeDesk;

        public Task<IReadOnlyList<Waiting>> ReadAsync(Reading reading) =>
            throw new InvalidOperationException("The vault is shut.");
    }

    private sealed class Crowded : IWaitingSource
    {
        public string Room => "Hall";

        public Permission Permission => Permission.SeeDesk;

        public Task<IReadOnlyList<Waiting>> ReadAsync(Reading reading) => Task.FromResult<IReadOnlyList<Waiting>>(
            [.. Enumerable.Range(1, WaitingList.Asked).Select(at => new Waiting($"Guest {at}", "Waits", "/hall", reading.Now))]);
    }

    private sealed class Working : IWaitingSource
    {
        public string Room => "Garden";

        public Permission Permission => Permission.SeeDesk;

        public Task<IReadOnlyList<Waiting>> ReadAsync(Reading reading) =>
            Task.FromResult<IReadOnlyList<Waiting>>([new("Water the plants", "Dry", "/garden", reading.Now)]);
    }
}
