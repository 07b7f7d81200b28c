using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Domain.Erp;

namespace OpsPortal.Features.Erp;

public sealed partial class ErpPage
{
    private ErpHandoverList.Answer? answer;
    private ErpHandoverId? made;
    private Guid company;
    private ErpTarget target;
    private ErpGranularity granularity;
    private ErpChoice choice;
    private DateOnly firstDay, lastDay;

    [SupplyParameterFromQuery(Name = "entity")]
    private Guid? Entity { get; set; }

    [Inject]
    private ErpHandoverList List { get; set; } = default!;

    [Inject]
    private HandOverToErp HandOver { get; set; } = default!;

    private TablePage<ErpHandoverList.Row> Rows =>
        new(answer!.Rows, answer.Count, Place, ErpHandoverList.PageSize);

    private IReadOnlyList<FilterOption> EntityOptions => [new("", "All"), .. answer!.Entities
        .Select(entity => new FilterOption(entity.Id.ToString(), entity.Name))];

    protected override async Task LoadAsync()
    {
        answer = Shown(await List.RunAsync(Entity is { } id ? new(id) : null, Place, Actor, Ct));
        if (answer is null || company != Guid.Empty)
            return;
        company = answer.Entities.Select(entity => entity.Id.Value).FirstOrDefault();
        var month = answer.Today.ToYearMonth().PlusMonths(-1);
        firstDay = month.OnDayOfMonth(1).ToDateOnly();
        lastDay = month.OnDayOfMonth(1).PlusMonths(1).PlusDays(-1).ToDateOnly();
    }

    // The year stands once where both days are in it.
    private static string FirstDayOf(ErpHandover handover) => handover.FirstDay.Year == handover.LastDay.Year
        ? handover.FirstDay.ToString("d MMM", CultureInfo.InvariantCulture) : DayWords.Of(handover.FirstDay);

    private static string LongOf(ErpHandoverList.Row row) =>
        $"{ErpWords.Of(row.Handover.Granularity)}. {ErpWords.Of(row.Handover.Choice)}. By {row.By}.";

    private static string StateOf(ErpHandoverList.Row row) => row.Counts switch
    {
        { Rejected: > 0 } => "Rejections",
        { Waiting: > 0 } => "Waits for the ERP",
        _ => row.Handover.IsProvisional ? "Taken, month open" : "Taken",
    };

    private static Tone ToneOf(ErpHandoverList.Row row) =>
        row.Counts.Rejected > 0 ? Tone.Bad : row.Counts.Waiting > 0 ? Tone.Info : Tone.Good;

    private async Task HandOverAsync()
    {
        made = null;
        var span = new ErpSpan(target, LocalDate.FromDateOnly(firstDay), LocalDate.FromDateOnly(lastDay), granularity);
        await RunAsync(() => HandOver.RunAsync(new(new(company), span, choice), Actor, Ct), id => made = id);
    }
}
