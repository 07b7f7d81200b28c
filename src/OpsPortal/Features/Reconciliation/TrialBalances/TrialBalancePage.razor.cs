using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Erp;

namespace OpsPortal.Features.Reconciliation.TrialBalances;

/// <summary>A trial balance of an ERP as it was understood, line by line.</summary>
public sealed partial class TrialBalancePage
{
    private TrialBalanceDetail.Answer? answer;

    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    private TrialBalanceDetail Detail { get; set; } = default!;

    private string Title => $"{ErpTargets.Of(answer!.Taken.Target).System} as of {DayWords.Of(answer.Taken.AsOf)}";

    private string MappingWords => answer!.Taken.MappingVersion == 0 ? "The chart's own words"
        : $"Version {answer.Taken.MappingVersion} of the mapping";

    protected override async Task LoadAsync() => answer = Shown(await Detail.RunAsync(new(Id), Actor, Ct));
}
