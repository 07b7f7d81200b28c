using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Audit;
using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Close;
using OpsPortal.Features.Close.Pack.Sections;
using OpsPortal.Features.Compliance;
using OpsPortal.Features.Parties;
using OpsPortal.Features.Payouts;
using OpsPortal.Features.Payouts.Policies;
using OpsPortal.Tests.Payouts;
using static OpsPortal.Tests.Payouts.PayoutWorld;

namespace OpsPortal.Tests.Compliance;

/// <summary>The gates that speak of bank details are decided for one version of them.</summary>
[Trait("Requirement", "CMP-7")]
public sealed class AccountGateTests
{
    private static readonly GateKind[] OfAccounts = [.. AccountGates.All];

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "PAY-1")]
    public async Task OtherBankDetails_LeaveTheirGatesUndecided_AndNothingIsReleased(StoreKind kind)
    {
        await using var world = await AskingAsync(kind);
        foreach (var gate in OfAccounts)
            Done(await DecideAsync(world, gate, 1, world.As("compliance")));
        Assert.Empty(await BlockingAsync(world));
        var batch = await world.ApprovedAsync();

        await ReplaceAsync(world);

        string[] undecided = ["gate.holdername-otheraccount", "gate.providercapability-otheraccount"];
        Assert.Equal(undecided, await BlockingAsync(world, batch));
        Assert.True((await world.TransmitAsync(batch, world.Controller1)).IsRefused);
        Assert.True((await world.BatchAsync(batch)).Items.All(item => item.State == PayoutItemState.Ready));
        Assert.Equal(
            [("Clear for version 1 of the bank details", "Undecided for version 2 of the bank details")],
            await AuditedAsync(world, "Name of the account holder is undecided again"));

        foreach (var gate in OfAccounts)
            Done(await DecideAsync(world, gate, 2, world.As("compliance")));
        Assert.Empty(await BlockingAsync(world, batch));
        Assert.Contains(("Clear for version 1 of the bank details", "Clear for version 2 of the bank details"),
            await AuditedAsync(world, "Decided Name of the account holder"));
    }

    /// <summary>What a provider says late of earlier bank details is kept, and clears nothing.</summary>
    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CMP-8")]
    public async Task ProviderFact_OfEarlierBankDetails_IsKeptAndDoesNotClear(StoreKind kind)
    {
        await using var world = await AskingAsync(kind);
        Done(await DecideAsync(world, GateKind.HolderName, 1, world.As("compliance")));
        await ReplaceAsync(world);
        Done(await DecideAsync(world, GateKind.HolderName, 2, world.As("compliance")));
        var provider = Actor.System("provider-facts");

        var later = await DecideAsync(world, GateKind.ProviderCapability, 3, provider);
        Done(await DecideAsync(world, GateKind.ProviderCapability, 1, provider));

        Assert.Equal("compliance.other-account", later.Refusal?.Code);
        Assert.Equal(["gate.providercapability-otheraccount"], await BlockingAsync(world));
        var gate = (await GatesAsync(world)).Single(one => one.Kind == GateKind.ProviderCapability);
        Assert.Equal((GateFinding.OtherAccount, 1), (gate.Standing.Finding, gate.Last!.AccountVersion));

        Done(await DecideAsync(world, GateKind.ProviderCapability, 2, provider));
        Assert.Empty(await BlockingAsync(world));
    }

    /// <summary>The page was open while others entered new bank details.</summary>
    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CMP-2")]
    public async Task Person_WhoLookedAtEarlierBankDetails_DecidesNothing(StoreKind kind)
    {
        await using var world = await AskingAsync(kind);
        await ReplaceAsync(world);

        var decided = await DecideAsync(world, GateKind.HolderName, 1, world.As("compliance"));

        Assert.Equal("compliance.other-account", decided.Refusal?.Code);
        Assert.Null((await GatesAsync(world)).Single(one => one.Kind == GateKind.HolderName).Last);
    }

    /// <summary>As a month's pack tells it: by the bank details that were in use when the close was signed.</summary>
    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CLS-3")]
    public async Task Pack_SaysWhichDecisionsWereAboutOtherBankDetails(StoreKind kind)
    {
        await using var world = await AskingAsync(kind);
        Done(await DecideAsync(world, GateKind.HolderName, 1, world.As("compliance")));
        var before = world.Now;
        world.Clock.Advance(Duration.FromMinutes(1));
        await ReplaceAsync(world);
        Done(await DecideAsync(world, GateKind.HolderName, 2, world.As("compliance")));

        Assert.Equal(["yes"], await InForceAsync(world, before));
        Assert.Equal(["yes", "no, other bank details"], await InForceAsync(world, world.Now));
    }

    /// <summary>A world with one payee, whose policy also asks for the gates of bank details.</summary>
    private static async Task<PayoutWorld> AskingAsync(StoreKind kind)
    {
        var world = await NewAsync(kind, payees: 1);
        IReadOnlyList<PolicyRow> rows =
            [.. PolicyMatrix.Default.Select(row => OfAccounts.Contains(row.Gate) ? row with { IsRequired = true } : row)];
        Done(await world.Use<ChangePolicyMatrix>().RunAsync(
            new(rows, default, "Names are compared from now on") { Shown = await world.MatrixShownAsync() },
            world.Controller1, default));
        // Its maker signs again after a day.
        world.Clock.Advance(PolicyMakers.Wait);
        return world;
    }

    /// <summary>New bank details, called back and cooled off.</summary>
    private static async Task ReplaceAsync(PayoutWorld world)
    {
        var added = Done(await world.Use<AddPayeeAccount>().RunAsync(
            new(world.Payees[0], "Ada", "DE02120300000000202051", "", "DE", "EUR"), world.As("ops"), default));
        Done(await world.Use<RecordCallBack>().RunAsync(new(added, "Called the number on file."), world.Finance, default));
        world.Clock.Advance(PayeeAccount.CoolingOff);
    }

    private static Task<Outcome<GateRecordId>> DecideAsync(PayoutWorld world, GateKind gate, int account, Actor by) =>
        world.Use<SetGate>().RunAsync(
            new(world.Payees[0], gate, GateOutcome.Clear, "case 7") { AccountVersion = account }, by, default);

    private static async Task<IReadOnlyList<PayeeGates.Gate>> GatesAsync(PayoutWorld world) =>
        Done(await world.Use<PayeeGates>().RunAsync(world.Payees[0], world.As("compliance"), default)).Gates;

    /// <summary>What keeps the payee's money, beside the batch that takes it.</summary>
    private static async Task<IReadOnlyList<string>> BlockingAsync(PayoutWorld world, BatchId? batch = null)
    {
        await using var db = await world.DbAsync();
        var scope = new PayableScope([World.Ireland]) { Except = batch };
        var payable = Assert.Single(await Payables.ReadAsync(db, scope, new ApprovalRules([], []), default));
        var matrix = await PoliciesInForce.MatrixAsync(db, world.Now, default);
        return [.. ReleaseGate.Evaluate(payable.Facts, matrix, world.Now).Blocking.Select(condition => condition.Code)];
    }

    private static async Task<List<string>> InForceAsync(PayoutWorld world, Instant signedAt)
    {
        await using var db = await world.DbAsync();
        var scope = new CloseScope(db, World.Ireland, signedAt.InUtc().Date.ToYearMonth(), signedAt);
        var stands = new List<string>();
        await foreach (var row in new GateReportSection().RowsAsync(scope, default))
            if (row[2] == GateWords.Name(GateKind.HolderName))
                stands.Add(row[4]);
        return stands;
    }

    private static async Task<List<(string? Before, string? After)>> AuditedAsync(PayoutWorld world, string action)
    {
        await using var db = await world.DbAsync();
        return (await db.Set<AuditRow>().Where(row => row.Action == action).Select(row => new { row.Before, row.After })
            .ToListAsync()).ConvertAll(row => (row.Before, row.After));
    }
}
