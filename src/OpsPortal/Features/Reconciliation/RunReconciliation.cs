using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data.Bulk;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Reconciliation;

namespace OpsPortal.Features.Reconciliation;

/// <summary>
/// Compares both sides of one basis and keeps the run with every row. What no counterpart is found for becomes a break, or is
/// one already; a break of these days that is not seen any more is closed.
/// </summary>
[UseCase]
internal sealed class RunReconciliation(CommandRunner runner, IEnumerable<IReconciliationSource> sources)
{
    private const int MostDays = 366;

    internal sealed record Command(
        LegalEntityId Entity, ReconciliationLayer Layer, string Scope, Currency Currency, LocalDate From, LocalDate AsOf);

    public Task<Outcome<ReconciliationRunId>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.Reconcile, actor, work => RunAsync(work, command), ct);

    private async Task<Outcome<ReconciliationRunId>> RunAsync(Work work, Command command)
    {
        var basis = await BasisAsync(work, command);
        if (basis.IsRefused)
            return basis.Refusal;
        var source = sources.Single(one => one.Layer == command.Layer);
        var sides = await source.ReadAsync(work.Db, basis.Value, work.Ct);
        if (sides.IsRefused)
            return sides.Refusal;
        var carried = !source.Carries ? CarriedItems.Afresh : await CarriedItems.ReadAsync(work.Db, basis.Value, work.Ct);
        var (ours, theirs) = (carried.AddTo(sides.Value.Ours, ReconciliationParty.Ours),
            carried.AddTo(sides.Value.Theirs, ReconciliationParty.Theirs));
        var policy = await ReconciliationPolicies.InForceAsync(work.Db, command.Entity, work.Now, work.Ct);
        var tolerance = policy.Rules.Tolerance(command.Layer, command.Currency);
        var found = Reconciling.Compare(ours, theirs, tolerance);
        if (found.IsRefused)
            return found.Refusal;
        var by = work.Actor.IsSystem ? (PersonId?)null : work.Person.Id;
        var run = ReconciliationRun.Of(
            new(Guid.CreateVersion7()), ours, theirs, found.Value, new RunOccasion(by, work.Now, policy.Number, tolerance)
            {
                Evidence = sides.Value.Evidence, Notes = sides.Value.Notes,
            });
        await KeepAsync(work, run, found.Value);
        await BreakBook.FollowAsync(work, run, found.Value, carried, policy.Rules.Of(command.Layer));
        await TellAsync(work, run);
        return run.Id;
    }

    private async Task<Outcome<ReconciliationBasis>> BasisAsync(Work work, Command command)
    {
        var entity = await work.Db.Set<LegalEntity>().AsNoTracking().SingleOrDefaultAsync(e => e.Id == command.Entity, work.Ct);
        if (entity is null || (!work.Actor.IsSystem && !work.Sees(entity.Id)))
            return SharedRefusals.NotFound("legal entity");
        var today = work.Now.DayIn(entity.Zone);
        if (command.From > command.AsOf || command.AsOf > today || Period.DaysBetween(command.From, command.AsOf) >= MostDays)
            return ReconciliationRefusals.BadDays(command.From, command.AsOf);
        var source = sources.SingleOrDefault(one => one.Layer == command.Layer);
        IReadOnlyList<ReconciliationScope> scopes = source is null ? []
            : await source.ScopesAsync(work.Db, command.Entity, work.Ct);
        var scope = scopes.FirstOrDefault(one => one.Scope == command.Scope && one.Currency == command.Currency);
        return scope is null ? ReconciliationRefusals.NoSuchScope : source!.BasisOf(new ReconciliationBasis(
            command.Entity, command.Layer, scope.Scope, scope.Name, scope.Currency, command.From, command.AsOf,
            DateBasis.BookedOn));
    }

    private static async Task KeepAsync(Work work, ReconciliationRun run, ReconciliationResult found)
    {
        var older = await work.Db.Set<ReconciliationRun>()
            .Where(one => one.LegalEntityId == run.LegalEntityId && one.Layer == run.Layer && one.Scope == run.Scope
                && one.Currency == run.Currency && one.FromDay == run.FromDay && one.AsOf == run.AsOf
                && one.DateBasis == run.DateBasis && one.IsCurrent)
            .ToListAsync(work.Ct);
        foreach (var one in older)
            one.GiveWay();
        work.Db.Add(run);
        await work.Db.SaveChangesAsync(work.Ct);
        await BulkInsert.AllAsync(work.Db, ReconciliationRow.Of(run.Id, found), work.Ct);
        work.Audit("Ran reconciliation", "reconciliation", run.Id.Value, after:
            $"{run.Basis}: {CountWords.Of(run.MatchCount, "match", "matches")}, "
                + $"{CountWords.Of(run.BreakCount, "break")}, residual "
                + $"{new Money(run.ResidualMinor, run.Currency)}");
    }

    private static Task TellAsync(Work work, ReconciliationRun run) => !run.Alarms ? Task.CompletedTask
        : work.NotifyAsync(
            Permission.ReviewReconciliation, run.LegalEntityId,
            $"A residual of {new Money(run.ResidualMinor, run.Currency)} in {run.ScopeName} on {DayWords.Of(run.AsOf)}",
            $"/reconciliation/{run.Id}");
}
