using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Compliance;
using OpsPortal.Features.Payouts;
using OpsPortal.Features.Payouts.Policies;
using OpsPortal.Features.Payouts.Sending;
using OpsPortal.Shell.Start;

namespace OpsPortal.Tests.Payouts;

/// <summary>A world with payees whose invoices are paid and settled, and every gate of theirs clear.</summary>
internal sealed partial class PayoutWorld : IAsyncDisposable
{
    public static readonly Currency Euro = Currency.Of("EUR");

    private readonly IReadOnlyDictionary<string, Actor> actors;
    private readonly IAsyncDisposable? owned;

    private PayoutWorld(IServiceProvider services, IReadOnlyDictionary<string, Actor> actors, IAsyncDisposable? owned)
    {
        (Services, this.actors, this.owned) = (services, actors, owned);
    }

    public IServiceProvider Services { get; }

    public AppClock Clock => Use<AppClock>();

    public Instant Now => Clock.GetCurrentInstant();

    public List<PayeeId> Payees { get; } = [];

    public Actor Finance => As("finance");

    public Actor Controller1 => As("controller1");

    public Actor Controller2 => As("controller2");

    public static async Task<PayoutWorld> NewAsync(StoreKind kind = StoreKind.Sqlite, int payees = 2)
    {
        var world = await World.NewAsync(kind);
        return await FillAsync(new PayoutWorld(world.Services, await Template.ActorsAsync(kind), world), payees);
    }

    /// <summary>The same in the store of an app that listens, at the real time.</summary>
    public static Task<PayoutWorld> InAsync(PortalHost host, int payees) => InAsync(host.Services, host.Store.Kind, payees);

    public static async Task<PayoutWorld> InAsync(IServiceProvider services, StoreKind kind, int payees) =>
        await FillAsync(new PayoutWorld(services, await Template.ActorsAsync(kind), null), payees);

    public Actor As(string account) => actors[account];

    public T Use<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public Task<OpsDbContext> DbAsync() => Use<IDbContextFactory<OpsDbContext>>().CreateDbContextAsync();

    /// <summary>A payee with settled money of one invoice.</summary>
    public async Task AddPayeeAsync(int n, long grossMinor)
    {
        var payee = Payee.Create(
            new PayeeId(Guid.CreateVersion7()), World.Ireland, new PayeeParticulars($"Payee {n}", "IE", PayeeKind.Individual,
                $"p{n}@x.test")).Value;
        await using (var db = await DbAsync())
        {
            db.Add(payee);
            await db.SaveChangesAsync();
        }

        await ClearAsync(payee.Id, $"Payee {n}");
        await PaidInvoiceAsync(n, payee.Id, grossMinor);
    }

    /// <summary>Gives a payee confirmed bank details that have cooled off, and clears every gate.</summary>
    public async Task ClearAsync(PayeeId payee, string name)
    {
        var past = Now - Duration.FromDays(20);
        var details = new PayeeAccountDetails(
            name, AccountNumber.Parse("DE89370400440532013000").Value, $"protected {name}", "COBADEFFXXX", "DE", Euro);
        var account = PayeeAccount.Add(
            new PayeeAccountId(Guid.CreateVersion7()), payee, details, null, As("ops").Person, past).Value;
        Assert.False(account.RecordCallBack(As("finance").Person, "called", past).IsRefused);
        await using (var db = await DbAsync())
        {
            db.Add(account);
            await db.SaveChangesAsync();
        }

        foreach (var gate in new[] { GateKind.Kyc, GateKind.Aml, GateKind.Sanctions, GateKind.TaxForm })
            Done(await Use<SetGate>().RunAsync(
                new SetGate.Command(payee, gate, GateOutcome.Clear, "case 7"), As("compliance"), CancellationToken.None));
        Payees.Add(payee);
    }

    public async Task<BatchId> BuiltAsync() => Done(await Use<BuildBatch>().RunAsync(
        new BuildBatch.Command(World.Ireland, Euro, []) { Payees = Payees }, Finance, CancellationToken.None)).Batch;

    public async Task<BatchId> SubmittedAsync()
    {
        var batch = await BuiltAsync();
        Done(await Use<SubmitBatch>().RunAsync(new SubmitBatch.Command(batch), Finance, CancellationToken.None));
        return batch;
    }

    public async Task<BatchId> ApprovedAsync()
    {
        var batch = await SubmittedAsync();
        Done(await ApproveAsync(batch, Controller1));
        Done(await ApproveAsync(batch, Controller2));
        return batch;
    }

    public async Task<BatchId> TransmittedAsync()
    {
        var batch = await ApprovedAsync();
        Done(await TransmitAsync(batch, Controller1));
        return batch;
    }

    public async Task<Outcome<BatchId>> ApproveAsync(BatchId batch, Actor by, bool withProof = true)
    {
        var hash = await HashAsync(batch);
        if (withProof)
            await ProveAsync(by, ApproveBatch.StepUpAction, batch.Value, hash);
        return await Use<ApproveBatch>().RunAsync(new ApproveBatch.Command(batch, hash), by, CancellationToken.None);
    }

    public async Task<Outcome<BatchId>> TransmitAsync(BatchId batch, Actor by)
    {
        var hash = await HashAsync(batch);
        await ProveAsync(by, TransmitBatch.StepUpAction, batch.Value, hash);
        return await Use<TransmitBatch>().RunAsync(new TransmitBatch.Command(batch, hash), by, CancellationToken.None);
    }

    public async Task<PayoutBatch> BatchAsync(BatchId id)
    {
        await using var db = await DbAsync();
        return await Batches.Whole(db).AsNoTracking().SingleAsync(b => b.Id == id);
    }

    public async Task<string> HashAsync(BatchId id) => (await BatchAsync(id)).ContentHash ?? "";

    public async Task ProveAsync(Actor by, string action, Guid subject, string hash)
    {
        await using var db = await DbAsync();
        db.Add(new StepUp(Guid.CreateVersion7(), by.Person, by.Session!.Value, action, subject, hash, "password", Now));
        await db.SaveChangesAsync();
    }

    /// <summary>The balance of an account over all lines, credit positive.</summary>
    public async Task<long> BalanceAsync(Account account)
    {
        await using var db = await DbAsync();
        return -await db.Set<JournalLine>().Where(l => l.Account == account).SumAsync(l => l.AmountMinor);
    }

    public async Task<List<PayoutInstruction>> InstructionsAsync()
    {
        await using var db = await DbAsync();
        return await db.Set<PayoutInstruction>().AsNoTracking().ToListAsync();
    }

    public ValueTask DisposeAsync() => owned?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static async Task<PayoutWorld> FillAsync(PayoutWorld made, int payees)
    {
        await using (var db = await made.DbAsync())
            await DefaultPolicies.AddAsync(db, CancellationToken.None);
        for (var n = 1; n <= payees; n++)
            await made.AddPayeeAsync(n, 100_000);
        return made;
    }
}
