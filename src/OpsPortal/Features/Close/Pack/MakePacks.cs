using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Close;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Audit;
using OpsPortal.Jobs;

namespace OpsPortal.Features.Close.Pack;

/// <summary>
/// Makes the packs that were asked for, one after the other. A pack is claimed by its row, made into a temporary file, and
/// kept in
/// one transaction: who is killed half-way leaves nothing but a claim that runs out.
/// </summary>
[UseCase]
internal sealed partial class MakePacks(
    CommandRunner runner, IDbContextFactory<OpsDbContext> contexts, PackMaker maker, SealAudit sealing, IClock clock,
    ILogger<MakePacks> logger)
{
    private static readonly Duration TellEvery = Duration.FromMilliseconds(500);

    /// <summary>How many packs were made, and how many failed.</summary>
    internal sealed record Answer(int Made, int Failed);

    public async Task<Outcome<Answer>> RunAsync(Actor actor, CancellationToken ct)
    {
        var answer = new Answer(0, 0);
        while (true)
        {
            var claimed = await ClaimAsync(actor, ct);
            if (claimed.IsRefused)
                return claimed.Refusal;
            if (claimed.Value is not { } id)
                return answer;
            answer = await IsMadeAsync(id, actor, ct) ? answer with { Made = answer.Made + 1 }
                : answer with { Failed = answer.Failed + 1 };
        }
    }

    private async Task<bool> IsMadeAsync(ClosePackId id, Actor actor, CancellationToken ct)
    {
        try
        {
            await MakeAsync(id, actor, ct);
            return true;
        }
        catch (Exception trouble) when (trouble is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            LogFailed(id, trouble);
            await ChangeAsync(id, actor, pack => pack.Fail(trouble.GetBaseException().Message), ct);
            return false;
        }
    }

    /// <summary>The next pack that waits; null when none does.</summary>
    private Task<Outcome<ClosePackId?>> ClaimAsync(Actor actor, CancellationToken ct) =>
        runner.RunAsync<ClosePackId?>(Permission.Background, actor, async work =>
        {
            var open = await work.Db.Set<ClosePack>()
                .Where(pack => pack.State == ClosePackState.Asked || pack.State == ClosePackState.Making).ToListAsync(work.Ct);
            var next = open.Where(pack => pack.Waits(work.Now)).OrderBy(pack => pack.AskedAt).FirstOrDefault();
            next?.Begin(maker.Steps, work.Now);
            return next?.Id;
        }, ct);

    private async Task MakeAsync(ClosePackId id, Actor actor, CancellationToken ct)
    {
        // The chain's head is named in the pack: what was done before the signature must be sealed first.
        while (await sealing.RunAsync(actor, ct) is { IsRefused: false, Value: > 0 })
            continue;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var pack = await db.Set<ClosePack>().AsNoTracking().SingleAsync(one => one.Id == id, ct);
        var close = await db.Set<PeriodClose>().AsNoTracking().SingleAsync(one => one.Id == pack.CloseId, ct);
        await using var file = PackBytes.TemporaryFile();
        var told = clock.GetCurrentInstant();
        var manifest = await maker.MakeAsync(Closes.ScopeOf(db, close, close.SignedAt!.Value), close, file, async now =>
        {
            ct.ThrowIfCancellationRequested();
            if (clock.GetCurrentInstant() - told < TellEvery)
                return;
            told = clock.GetCurrentInstant();
            await ChangeAsync(id, actor, one => one.Progress(now.StepsDone, now.Rows, now.Doing, told), ct);
        }, ct);
        await KeepAsync(id, close, file, manifest, actor, ct);
    }

    private Task KeepAsync(
        ClosePackId id, PeriodClose close, FileStream file, PackManifest manifest, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.Background, actor, async work =>
        {
            var pack = await work.Db.Set<ClosePack>().SingleAsync(one => one.Id == id, work.Ct);
            if (pack.State == ClosePackState.Made)
                return Outcome.Done;
            pack.Finish(
                await PackBytes.WriteAsync(work.Db, id, file, work.Ct), file.Length,
                System.Text.Encoding.UTF8.GetString(manifest.ToJson()), work.Now);
            var entity = await work.Db.Set<LegalEntity>().AsNoTracking()
                .SingleAsync(one => one.Id == close.LegalEntityId, work.Ct);
            work.Audit("Made close pack", Closes.Kind, close.Id.Value,
                after: $"{entity.Code} {close.Name} v{close.Version}, SHA-256 {pack.Hash}");
            work.Notify(pack.AskedBy, $"The close pack of {entity.Code} {close.Name} is ready.",
                Closes.Path(entity.Code, close.YearMonth));
            return Outcome.Done;
        }, ct);

    private Task ChangeAsync(ClosePackId id, Actor actor, Action<ClosePack> change, CancellationToken ct) =>
        runner.RunAsync(Permission.Background, actor, async work =>
        {
            var pack = await work.Db.Set<ClosePack>().SingleAsync(one => one.Id == id, work.Ct);
            if (pack.State == ClosePackState.Making)
                change(pack);
            return Outcome.Done;
        }, ct);

    [LoggerMessage(Level = LogLevel.Error, Message = "The close pack {Pack} could not be made")]
    private partial void LogFailed(ClosePackId pack, Exception trouble);
}

/// <summary>The clock of the packs.</summary>
[Part]
internal sealed class MakePacksJob(MakePacks packs) : IBackgroundJob
{
    public string Name => "close-packs";

    public string Purpose =>
        "Makes the close packs that were asked for.";

    public TimeSpan Every => TimeSpan.FromSeconds(2);

    public async Task<string> RunAsync(Actor actor, CancellationToken ct)
    {
        var done = await packs.RunAsync(actor, ct);
        if (done.IsRefused)
            return done.Refusal.Text;
        var (made, failed) = done.Value;
        return made + failed == 0 ? JobResults.Nothing : $"{made} made, {failed} failed";
    }
}
