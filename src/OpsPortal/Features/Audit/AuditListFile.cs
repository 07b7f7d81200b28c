using OpsPortal.Components;
using OpsPortal.Documents;

namespace OpsPortal.Features.Audit;

/// <summary>What is filtered on the page of the audit log, as a spreadsheet reads it.</summary>
internal sealed class AuditListFile : IEndpoints
{
    private static readonly ListFile<AuditList.Row> File = new ListFile<AuditList.Row>("audit")
        .Moment("when", row => row.At)
        .Text("who", row => Words.Actor(row.Person, row.Who))
        .Text("action", row => row.Action)
        .Text("object", row => row.SubjectKind)
        .Text("object id", row => row.SubjectId.ToString())
        .Text("before", row => row.Before)
        .Text("after", row => row.After)
        .Text("why", row => row.Reason)
        .Text("request", row => row.RequestId)
        .Count("link", row => row.Link);

    public void Map(IEndpointRouteBuilder app) => app.MapFile("/admin/audit/list", ListAsync);

    private static Task<IResult> ListAsync(HttpContext http, string kind, AuditList list, string? q) => File.AnswerAsync(
        http, kind, actor => list.RunAsync(new(q, http.WholeList()), actor, http.RequestAborted), answer => answer.Rows);
}
