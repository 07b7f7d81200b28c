using Microsoft.AspNetCore.Components;
using OpsPortal.Components;

namespace OpsPortal.Features.Audit;

public sealed partial class AuditPage
{
    private AuditList.Answer? answer;
    private AuditVerification.Answer? verdict;

    [SupplyParameterFromQuery(Name = "q")]
    private string? Query { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private int? PageNumber { get; set; }

    [Inject]
    private AuditList List { get; set; } = default!;

    [Inject]
    private AuditVerification Verification { get; set; } = default!;

    private TablePage<AuditList.Row> Rows => new(answer!.Rows, answer.Total, Math.Max(PageNumber ?? 1, 1), AuditList.PageSize);

    protected override async Task LoadAsync() =>
        answer = Shown(await List.RunAsync(new AuditList.Filter(Query, PageNumber ?? 1), Actor, Ct));

    private Task CheckAsync() => RunAsync(() => Verification.RunAsync(Actor, Ct), found => verdict = found);
}
