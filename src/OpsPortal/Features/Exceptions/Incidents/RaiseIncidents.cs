using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Ledger;
using OpsPortal.Jobs;
using Period = OpsPortal.Domain.Ledger.Period;

namespace OpsPortal.Features.Exceptions.Incidents;

/// <summary>
/// Makes incidents of the cases that survive the close of their month: one for each company, month and kind, with all of its
/// cases. Safe to run twice.
/// </summary>
[UseCase]
internal sealed class RaiseIncidents(CommandRunner runner)
{
    /// <summary>How many cases became part of an incident.</summary>
    public Task<Outcome<int>> RunAsync(Actor actor, CancellationToken ct) =>
        runner.RunAsync<int>(Permission.Background, actor, async work =>
        {
            var closed = await work.Db.Set<Period>().AsNoTracking().Where(period => period.State == PeriodState.Closed)
                .ToListAsync(work.Ct);
            if (closed.Count == 0)
                return 0;
            var months = closed.ToLookup(period => period.LegalEntityId, period => period.YearMonth());
            var entities = months.Select(group => (LegalEntityId?)group.Key).ToList();
            var open = await work.Db.Set<ExceptionCase>().Where(found => found.State != ExceptionState.Resolved
                    && found.IncidentId == null && entities.Contains(found.LegalEntityId))
                .OrderBy(found => found.OpenedAt).ThenBy(found => found.Id).ToListAsync(work.Ct);
            var books = await Books.ReadAsync(work.Db, work.Ct);
            var survivors = open.Select(found => (Case: found, Month: Survived(found, months, books)))
                .Where(each => each.Month is not null).ToList();
            foreach (var group in survivors.GroupBy(each => (each.Case.LegalEntityId!.Value, each.Month!.Value,
                IncidentPlaybooks.KindOf(each.Case.Type))))
                await RaiseAsync(work, group.Key, [.. group.Select(each => each.Case)]);
            return survivors.Count;
        }, ct);

    /// <summary>The first closed month in or before which the case was opened; null where none is.</summary>
    private static YearMonth? Survived(ExceptionCase found, ILookup<LegalEntityId, YearMonth> months, Books books)
    {
        var entity = found.LegalEntityId!.Value;
        var opened = found.OpenedAt.InZone(books.ZoneOf(entity)).Date.ToYearMonth();
        return months[entity].Where(month => month >= opened).OrderBy(month => month).Select(month => (YearMonth?)month)
            .FirstOrDefault();
    }

    private static async Task RaiseAsync(
        Work work, (LegalEntityId Entity, YearMonth Month, IncidentKind Kind) of, List<ExceptionCase> cases)
    {
        var month = of.Month.ToString("uuuu-MM", CultureInfo.InvariantCulture);
        var origin = $"close:{of.Entity}:{month}:{of.Kind}";
        var incident = await work.Db.Set<Incident>().Include(one => one.Timeline)
            .FirstOrDefaultAsync(one => one.Origin == origin && one.State != IncidentState.Reviewed, work.Ct);
        if (incident is null)
        {
            var opening = new IncidentOpening(
                of.Kind, $"{IncidentPlaybooks.Of(of.Kind).Words}: open when {month} was closed", of.Entity, null, origin);
            incident = (await OneIncident.OpenAsync(work, opening)).Value;
        }

        foreach (var found in cases)
            if (OneIncident.Add(work, incident, found, null).Refusal is { } refusal)
                throw new InvalidOperationException(refusal.Text);
    }
}

/// <summary>The clock of incidents.</summary>
[Part]
internal sealed class RaiseIncidentsJob(RaiseIncidents raise) : IBackgroundJob
{
    public string Name => "incidents";

    public string Purpose => "Makes incidents of the exceptions that survive the close of their month.";

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task<string> RunAsync(Actor actor, CancellationToken ct)
    {
        var raised = await raise.RunAsync(actor, ct);
        return raised.IsRefused ? raised.Refusal.Code
            : raised.Value == 0 ? JobResults.Nothing : $"{raised.Value} cases in incidents";
    }
}
