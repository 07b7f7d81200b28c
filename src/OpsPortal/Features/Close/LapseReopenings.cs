using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Close;
using OpsPortal.Jobs;

namespace OpsPortal.Features.Close;

/// <summary>Ends the requests to reopen that nobody confirmed in time, and tells who asked and who could have
/// confirmed.</summary>
[UseCase]
internal sealed class LapseReopenings(CommandRunner runner)
{
    public Task<Outcome<int>> RunAsync(Actor actor, CancellationToken ct) =>
        runner.RunAsync<int>(Permission.Background, actor, LapseAsync, ct);

    private static async Task<Outcome<int>> LapseAsync(Work work)
    {
        var until = work.Now - PeriodClose.ReopeningLasts;
        var due = await work.Db.Set<PeriodClose>()
            .Where(close => close.State == CloseState.Signed && close.ReopenAskedAt <= until).ToListAsync(work.Ct);
        var lapsed = 0;
        foreach (var close in due)
        {
            if (close.LapseReopening(work.Now).IsRefused)
                continue;
            lapsed++;
            await TellAsync(work, close, close.EndedReopenings[^1]);
        }

        return lapsed;
    }

    private static async Task TellAsync(Work work, PeriodClose close, EndedReopening ended)
    {
        var entity = await Closes.EntityAsync(work.Db, close.LegalEntityId, work.Ct);
        var (name, path) = ($"{entity.Code} {close.Name}", Closes.Path(entity.Code, close.YearMonth));
        work.Audit("Request to reopen lapsed", Closes.Kind, close.Id.Value, before: ended.Reason, after: name);
        work.Notify(ended.AskedBy, $"Nobody confirmed in time that {name} is reopened: your request lapsed.", path);
        await work.NotifyAsync(Permission.ReopenPeriod, close.LegalEntityId,
            $"A request to reopen {name} lapsed, since nobody confirmed it: {ended.Reason}", path, ended.AskedBy);
    }
}

/// <summary>The clock of requests to reopen.</summary>
[Part]
internal sealed class LapseReopeningsJob(LapseReopenings lapse) : IBackgroundJob
{
    public string Name => "reopening-lapse";

    public string Purpose => "Ends requests to reopen a month that nobody confirmed in time.";

    public TimeSpan Every => TimeSpan.FromMinutes(15);

    public async Task<string> RunAsync(Actor actor, CancellationToken ct)
    {
        var lapsed = await lapse.RunAsync(actor, ct);
        return lapsed.IsRefused ? lapsed.Refusal.Code : lapsed.Value == 0 ? JobResults.Nothing : $"{lapsed.Value} lapsed";
    }
}
