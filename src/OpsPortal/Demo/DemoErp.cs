using System.Text;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Erp;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Erp;
using OpsPortal.Features.Exceptions;

namespace OpsPortal.Demo;

/// <summary>The full months of the demo in two ERPs: one takes everything, the other rejects two documents. The first was mended
/// and sent again, the second waits with a word on it.</summary>
internal sealed class DemoErp(DemoCast cast, IServiceProvider services, IDbContextFactory<OpsDbContext> contexts)
{
    private const string Message = "G/L account 2600 is not defined in chart of accounts INT";

    public async Task RunAsync(Instant now, LocalDate begun)
    {
        var months = new List<YearMonth>();
        for (var month = begun.ToYearMonth(); month < now.InUtc().Date.ToYearMonth(); month = month.PlusMonths(1))
            months.Add(month);
        foreach (var month in months)
        {
            var rejects = month == months[0] || month == months[^1];
            var europe = await HandOverAsync(cast.Europe.Id, ErpTarget.Sap, ErpGranularity.PerEntry, month, ErpChoice.New);
            await AnswerAsync(europe, month, rejects);
            if (month == months[0] && months.Count > 1)
                await MendAsync(month);
            await AnswerAsync(await HandOverAsync(
                cast.America.Id, ErpTarget.QuickBooks, ErpGranularity.PerDay, month, ErpChoice.New), month, false);
        }

        await ExplainAsync();
        var balances = new DemoErpBalances(cast, services, contexts);
        await balances.RunAsync(cast.Europe, ErpTarget.Sap, months[^1]);
        await balances.RunAsync(cast.America, ErpTarget.QuickBooks, months[^1]);
    }

    private async Task MendAsync(YearMonth month)
    {
        var own = ErpChart.Own(ErpTarget.Sap, "EU");
        var chart = own with
        {
            Company = "EU10",
            Accounts = [.. own.Accounts.Select(row => row with { Code = $"{(int)row.Account}00" })],
        };
        await services.GetRequiredService<SaveErpMapping>().RunAsync(
            new(cast.Europe.Id, ErpTarget.Sap, 0, chart, "Accounts of the group's chart have six digits."),
            cast.As("controller1"), default);
        await AnswerAsync(
            await HandOverAsync(cast.Europe.Id, ErpTarget.Sap, ErpGranularity.PerEntry, month, ErpChoice.Rejected), month, false);
    }

    private async Task<ErpHandoverId?> HandOverAsync(
        LegalEntityId entity, ErpTarget target, ErpGranularity granularity, YearMonth month, ErpChoice choice)
    {
        var first = month.OnDayOfMonth(1);
        var done = await services.GetRequiredService<HandOverToErp>().RunAsync(
            new(entity, new(target, first, first.PlusMonths(1).PlusDays(-1), granularity), choice), cast.As("finance"), default);
        return done.IsRefused ? null : done.Value;
    }

    private async Task AnswerAsync(ErpHandoverId? handover, YearMonth month, bool rejects)
    {
        if (handover is not { } id)
            return;
        await using var db = await contexts.CreateDbContextAsync();
        // By what is the same in every demo: external ids are not, and the first document is the one that is rejected.
        var ids = await db.Set<ErpDocument>().Where(document => document.LastHandoverId == id)
            .OrderBy(document => document.PostedOn).ThenByDescending(document => document.TotalMinor)
            .ThenBy(document => document.Reference).Select(document => document.ExternalId).ToListAsync();
        var text = new StringBuilder("External ID,Status,Document number,Message\r\n");
        foreach (var (externalId, at) in ids.Select((externalId, at) => (externalId, at)))
            text.Append(rejects && at == 0 ? $"{externalId},rejected,,{Message}\r\n"
                : $"{externalId},accepted,{month.Year}{month.Month:00}{at + 1:0000},\r\n");
        await services.GetRequiredService<ImportErpResult>().RunAsync(
            new(id, $"result-{month.Year}-{month.Month:00}.csv", Encoding.UTF8.GetBytes(text.ToString())), cast.As("finance"),
            default);
    }

    private async Task ExplainAsync()
    {
        await using var db = await contexts.CreateDbContextAsync();
        var open = await db.Set<ExceptionCase>().AsNoTracking()
            .Where(found => found.Type == ExceptionType.ErpRejection && found.State != ExceptionState.Resolved)
            .Select(found => found.Id).ToListAsync();
        foreach (var id in open)
            await services.GetRequiredService<CommentException>().RunAsync(
                id, "The group opens the account this week; then it is sent again.", cast.As("finance"), default);
    }
}
