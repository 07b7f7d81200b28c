using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Audit;
using OpsPortal.Domain.Payouts;
using OpsPortal.Domain.Reconciliation;
using OpsPortal.Features.Payouts.Sending;
using OpsPortal.Features.Reconciliation;
using OpsPortal.Features.Reconciliation.Settlements;
using OpsPortal.Tests.Payouts;
using static OpsPortal.Tests.Payouts.PayoutWorld;

namespace OpsPortal.Tests.Reconciliation;

/// <summary>Payouts paid outside a provider: their sheet, its signature, and their run.</summary>
[Trait("Requirement", "REC-4")]
public sealed class SettlementSheetTests
{
    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    public async Task Sheet_OnceSigned_IsTheOtherSideOfItsPayouts_AndOfNoOther(StoreKind kind)
    {
        await using var world = await NewAsync(kind);
        var items = (await world.BatchAsync(await world.TransmittedAsync())).Items;
        await PayAsync(world, items[0], null);
        await PayAsync(world, items[1], "evt_1");

        var made = await MakeAsync(world);
        var unsigned = await RunAsync(world, ProviderReport.ByHand);
        var stranger = await SignAsync(world, made.Value, "finance");
        var signed = await SignAsync(world, made.Value, "controller1");
        var again = await SignAsync(world, made.Value, "controller2");
        var run = await RunAsync(world, ProviderReport.ByHand);

        Assert.Null(made.Refusal);
        Assert.Equal("reconciliation.no-source", unsigned.Refusal?.Code);
        Assert.Equal("shared.not-allowed", stranger.Refusal?.Code);
        Assert.Null(signed.Refusal);
        Assert.Equal("reconciliation.not-waiting", again.Refusal?.Code);
        Assert.Null(run.Refusal);
        var compared = (await AllAsync<ReconciliationRun>(world)).Single();
        Assert.Equal((1, 0, -items[0].AmountMinor, -items[0].AmountMinor),
            (compared.MatchCount, compared.BreakCount, compared.OursMinor, compared.TheirsMinor));
        await AssertProviderKnowsTheRestAsync(world, items);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Sheet_KeepsItsBytes_AndTakesEachPayoutOnce(StoreKind kind)
    {
        await using var world = await NewAsync(kind);
        var items = (await world.BatchAsync(await world.TransmittedAsync())).Items;
        var nothing = await MakeAsync(world);
        await PayAsync(world, items[0], null);
        var made = await MakeAsync(world);
        var again = await MakeAsync(world);
        var otherDays = await MakeAsync(world, daysBefore: 1);

        var report = (await AllAsync<ProviderReport>(world)).Single();
        var file = (await AllAsync<ProviderReportFile>(world)).Single();
        var text = Encoding.UTF8.GetString(file.Content);

        Assert.Equal("reconciliation.nothing-by-hand", nothing.Refusal?.Code);
        Assert.Null(made.Refusal);
        Assert.Equal("reconciliation.report-taken-before", again.Refusal?.Code);
        Assert.Equal("reconciliation.report-taken-before", otherDays.Refusal?.Code);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(file.Content)), report.Sha256);
        Assert.Equal((ReportState.WaitsForSignature, 1), (report.State, report.RowsTaken));
        Assert.Contains($"{items[0].Key},payout,", text, StringComparison.Ordinal);
        Assert.DoesNotContain(items[1].Key, text, StringComparison.Ordinal);
        Assert.Equal("reconciliation.signed-by-same", report.Sign(report.TakenBy!.Value, world.Now).Refusal?.Code);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Discard_OfAnUnsignedSheet_ByItsMakerAlone_FreesItsPayouts(StoreKind kind)
    {
        await using var world = await NewAsync(kind);
        var items = (await world.BatchAsync(await world.TransmittedAsync())).Items;
        await PayAsync(world, items[0], null);
        var (discard, made) = (world.Use<DiscardSettlementSheet>(), (await MakeAsync(world)).Value);
        var kept = (await AllAsync<ProviderReport>(world)).Single();

        var byOther = kept.WhyKept(world.Controller2.Person);
        var silent = await discard.RunAsync(made, " ", world.Finance, default);
        var done = await discard.RunAsync(made, "Wrong days.", world.Finance, default);
        var again = await MakeAsync(world);
        Assert.Null((await SignAsync(world, again.Value, "controller1")).Refusal);
        var signed = await discard.RunAsync(again.Value, "Too late.", world.Finance, default);

        Assert.Equal("reconciliation.not-your-sheet", byOther?.Code);
        Assert.Equal("shared.required", silent.Refusal?.Code);
        Assert.Null(done.Refusal);
        Assert.Null(again.Refusal);
        Assert.Equal("reconciliation.not-waiting", signed.Refusal?.Code);
        Assert.Equal(again.Value, (await AllAsync<ProviderReport>(world)).Single().Id);
        var audit = (await AllAsync<AuditRow>(world)).Single(row => row.Action == "Discarded settlement sheet");
        Assert.Equal((made.Value, "Wrong days."), (audit.SubjectId, audit.Reason));
    }

    // The provider's own report of the other payout: there the one paid by hand is not missed.
    private static async Task AssertProviderKnowsTheRestAsync(PayoutWorld world, IReadOnlyList<PayoutItem> items)
    {
        var day = Today(world).ToString("uuuu-MM-dd", null);
        var amount = new Money(-items[1].AmountMinor, Euro).ToDecimalString();
        var taken = await world.Use<ImportProviderReport>().RunAsync(
            new(World.Ireland, ReportFormat.SandboxBalance, Today(world), Today(world), "report.csv", Encoding.UTF8.GetBytes(
                "transaction_id,created,category,reference,idempotency_key,currency,gross,fee,net\n"
                    + $"t1,{day},payout,po_1,{items[1].Key},EUR,{amount},0,{amount}\n")),
            world.Finance, default);
        Assert.Null(taken.Outcome.Refusal);
        Assert.Null((await RunAsync(world, "sandbox")).Refusal);
        var run = (await AllAsync<ReconciliationRun>(world)).Single(one => one.Scope == "sandbox");
        var rows = (await AllAsync<ReconciliationRow>(world)).Where(row => row.RunId == run.Id).ToList();
        Assert.DoesNotContain(rows, row => row.Key == $"payout:{items[0].Key}");
        Assert.Equal(2, rows.Count(row => row.Key == $"payout:{items[1].Key}" && row.MatchNumber is not null));
    }

    private static LocalDate Today(PayoutWorld world) => world.Now.DayIn("Europe/Dublin");

    private static async Task PayAsync(PayoutWorld world, PayoutItem item, string? eventId)
    {
        var done = await world.Use<CommandRunner>().RunAsync(Permission.Background, Actor.System("test"), async work =>
        {
            var found = await PayoutMoves.FindAsync(work.Db, item.Key, work.Ct);
            return await world.Use<PayoutMoves>().ApplyAsync(
                work, found!, PayoutItemAction.Pay, new PayoutEventFact(work.Now), eventId);
        }, CancellationToken.None);
        Assert.True(Done(done));
    }

    private static Task<Outcome<ProviderReportId>> MakeAsync(PayoutWorld world, int daysBefore = 0) =>
        world.Use<MakeSettlementSheet>().RunAsync(
            new(World.Ireland, Today(world).PlusDays(-daysBefore), Today(world)), world.Finance, CancellationToken.None);

    private static Task<Outcome> SignAsync(PayoutWorld world, ProviderReportId id, string person) =>
        world.Use<SignSettlementSheet>().RunAsync(id, world.As(person), CancellationToken.None);

    private static Task<Outcome<ReconciliationRunId>> RunAsync(PayoutWorld world, string scope) =>
        world.Use<RunReconciliation>().RunAsync(
            new(World.Ireland, ReconciliationLayer.ProviderToSubledger, scope, Euro, Today(world), Today(world)), world.Finance,
            CancellationToken.None);

    private static async Task<List<T>> AllAsync<T>(PayoutWorld world)
        where T : class
    {
        await using var db = await world.DbAsync();
        return await db.Set<T>().AsNoTracking().ToListAsync();
    }
}
