using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Ledger.Safeguarding;
using OpsPortal.Features.Payouts;
using OpsPortal.Features.Payouts.Policies;
using OpsPortal.Tests.Payouts;
using static OpsPortal.Tests.Payouts.PayoutWorld;

namespace OpsPortal.Tests.Ledger;

[Trait("Requirement", "LED-11")]
public sealed class SafeguardingTests
{
    private const string OwnIban = "DE89370400440532013000";
    private const string SafeIban = "DE02120300000000202051";
    private static readonly Actor Job = Actor.System("safeguarding");

    /// <summary>Cash that left for our own operating account is missing until it comes back.</summary>
    [Theory, OnSqlite, OnPostgres]
    public async Task Check_OfAPlantedShortfall_StopsReleaseUntilItIsCured(StoreKind kind)
    {
        await using var world = await PayoutWorld.NewAsync(kind, payees: 1);
        Assert.Equal((0, 0), await CheckAsync(world));
        Assert.True((await PayableAsync(world)).IsEligible);
        var (operating, safe) = await AccountsAsync(world);

        await MoveAsync(world, EventFamily.SweepSent, "out", 110_000, null);
        Assert.Equal((0, 0), await CheckAsync(world));
        await MoveAsync(world, EventFamily.SweepArrived, "in", 110_000, operating);
        Assert.Equal((1, 0), await CheckAsync(world));
        Assert.Equal((1, 0), await CheckAsync(world));

        var stopped = await PayableAsync(world);
        Assert.False(stopped.IsEligible);
        var reason = stopped.Blocking.Single(condition => condition.Code == "release.entity-stopped");
        Assert.Contains("is not covered by safeguarded cash", reason.Words, StringComparison.Ordinal);
        await using (var db = await world.DbAsync())
            Assert.Equal(1, await db.Set<ExceptionCase>().CountAsync(c => c.Type == ExceptionType.SafeguardingShortfall));

        await MoveAsync(world, EventFamily.TransferSent, "back", 110_000, operating);
        await MoveAsync(world, EventFamily.TransferArrived, "home", 110_000, safe);
        Assert.Equal((0, 1), await CheckAsync(world));
        Assert.True((await PayableAsync(world)).IsEligible);
    }

    [Fact]
    public async Task Release_WhereThePolicyDoesNotStopIt_GoesOnAndTheCaseStaysOpen()
    {
        await using var world = await PayoutWorld.NewAsync(payees: 1);
        var (operating, _) = await AccountsAsync(world);
        await MoveAsync(world, EventFamily.SweepSent, "out", 110_000, null);
        await MoveAsync(world, EventFamily.SweepArrived, "in", 110_000, operating);
        Assert.Equal((1, 0), await CheckAsync(world));
        await using var db = await world.DbAsync();
        var rules = (await PoliciesInForce.ApprovalAsync(db, world.Now, default))!.Rules;

        Done(await world.Use<ChangeApprovalPolicy>().RunAsync(
            new(rules with { StopOnShortfall = false }, world.Now, "Agreed with the regulator.")
                { Shown = await world.ApprovalShownAsync() }, world.Controller1, default));

        Assert.True((await PayableAsync(world)).IsEligible);
    }

    /// <summary>A deposit that is invoiced and not paid needs no cover.</summary>
    [Fact]
    public void Deposits_CountAsFarAsTheyArePaid()
    {
        var balances = new Dictionary<Account, long>
        {
            [Account.CustomerDeposits] = -500, [Account.ProviderAvailable] = 70, [Account.HeldSettled] = -60,
        };

        Assert.True(Domain.Ledger.Safeguarding.Of(Euro, balances, 0, 10).IsCovered);
        Assert.Equal(new Money(1, Euro), Domain.Ledger.Safeguarding.Of(Euro, balances, 0, 11).Shortfall);
        Assert.True(Domain.Ledger.Safeguarding.Of(Euro, balances, 1, 11).IsCovered);
    }

    private static async Task<(int, int)> CheckAsync(PayoutWorld world)
    {
        var done = Done(await world.Use<CheckSafeguarding>().RunAsync(Job, default));
        return (done.Short, done.Covered);
    }

    private static async Task<OpsPortal.Domain.Payouts.ReleaseDecision> PayableAsync(PayoutWorld world) =>
        Done(await world.Use<EligibilityList>().RunAsync(new(null, null, "EUR", null, ListPlace.First), world.Finance, default))
            .Rows.Single().Decision;

    private static async Task<(BankAccountId Operating, BankAccountId Safe)> AccountsAsync(PayoutWorld world)
    {
        await using var db = await world.DbAsync();
        var made = new[] { false, true }.Select(isSafe => TreasuryAccount.Create(
            new(Guid.CreateVersion7()), World.Ireland, isSafe ? "Safe" : "Own", isSafe ? SafeIban : OwnIban, Euro, isSafe).Value)
            .ToList();
        db.AddRange(made);
        await db.SaveChangesAsync();
        return (made[0].Id, made[1].Id);
    }

    private static async Task MoveAsync(PayoutWorld world, EventFamily family, string reference, long minor, BankAccountId? bank)
    {
        await using var db = await world.DbAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var draft = PostingRules.Draft(family, new PostingFacts
        {
            LegalEntityId = World.Ireland, Currency = Euro, PostingKey = $"{family}:{reference}", EffectiveAt = world.Now,
            Trace = new TraceKeys { ProviderObject = reference }, Amounts = new PostingAmounts { A = minor },
            BankAccountId = bank,
        }).Value;
        await world.Use<JournalWriter>().WriteAsync(db, [draft], world.Now, default);
        await transaction.CommitAsync();
    }
}
