using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Domain.Reconciliation;
using OpsPortal.Features.Reconciliation.Settlements;

namespace OpsPortal.Features.Reconciliation;

/// <summary>A provider's report as it was understood, line by line.</summary>
public sealed partial class ReportPage
{
    private ReportDetail.Answer? answer;
    private bool discarding;

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery(Name = "line")]
    private int? Line { get; set; }

    [Inject]
    private ReportDetail Detail { get; set; } = default!;

    [Inject]
    private SignSettlementSheet Signing { get; set; } = default!;

    [Inject]
    private DiscardSettlementSheet Discarding { get; set; } = default!;

    private string Purpose =>
        $"{answer!.Report.Provider}, {DayWords.Of(answer.Report.FromDay, answer.Report.ToDay)}";

    private TablePage<ProviderReportRow> Rows =>
        new(answer!.Rows, answer.Count, Place, ReportDetail.PageSize);

    private Task SignAsync() => RunAsync(() => Signing.RunAsync(new(Id), Actor, Ct));

    private void CloseSheet() => (discarding, Refusal) = (false, null);

    // Not read again: it is there no more.
    private async Task DiscardAsync(string reason)
    {
        Refusal = (await Discarding.RunAsync(new(Id), reason, Actor, Ct)).Refusal;
        if (Refusal is null)
            Navigation.NavigateTo("/reconciliation");
    }

    protected override async Task LoadAsync() =>
        answer = Shown(await Detail.RunAsync(new(Id), Place, Line, Actor, Ct));
}
