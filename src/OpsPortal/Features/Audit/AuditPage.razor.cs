using Microsoft.AspNetCore.Components;
using OpsPortal.Components;

namespace OpsPortal.Features.Audit;

public sealed partial class AuditPage
{
    private AuditList.Answer? answer;
    private AuditVerification.Answer? verdict;

    [SupplyParameterFromQuery(Name = "q")]
    private string? Query { get; set; }

    [Inject]
    private AuditList List { get; set; } = default!;

    [Inject]
    private AuditVerification Verification { get; set; } = default!;

    private TablePage<AuditList.Row> Rows => new(answer!.Rows, answer.Total, Place, AuditList.PageSize);

    protected override async Task LoadAsync() =>
        answer = Shown(await List.RunAsync(new AuditList.Filter(Query, Place), Actor, Ct));

    // As it was sealed: what stands beside it in words.
    private static string RawChange(AuditList.Row row) => string.Join(" → ", new[] { row.Before, row.After }.OfType<string>());

    private Task CheckAsync() => RunAsync(() => Verification.RunAsync(Actor, Ct), found => verdict = found);
}
