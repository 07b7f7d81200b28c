using OpsPortal.Components;
using OpsPortal.Documents;
using OpsPortal.Domain.Milestones;

namespace OpsPortal.Features.Milestones;

/// <summary>What is filtered on the milestones page, as a spreadsheet reads it.</summary>
internal sealed class MilestoneListFile : IEndpoints
{
    private static readonly ListFile<MilestoneList.Row> File = new ListFile<MilestoneList.Row>("milestones")
        .Text("milestone", row => row.Name)
        .Text("contract", row => row.Contract)
        .Text("buyer", row => row.Buyer)
        .Text("state", row => Words.Of(row.State))
        .Text("late", row => row.IsLate ? "late" : "")
        .Text("approver", row => row.Approver)
        .Day("due", row => row.DueOn)
        .Moment("submitted", row => row.SubmittedAt)
        .Text("currency", row => row.Currency.Code)
        .Amount("amount", row => new Money(row.AmountMinor, row.Currency));

    public void Map(IEndpointRouteBuilder app) => app.MapFile("/milestones/list", ListAsync);

    private static Task<IResult> ListAsync(HttpContext http, string kind, MilestoneList list, string? view, string? state)
    {
        var filter = new MilestoneList.Filter(
            AddressQuery.Choice<MilestoneList.View>(view) ?? MilestoneList.View.All, AddressQuery.Choice<MilestoneState>(state),
            http.WholeList());
        return File.AnswerAsync(
            http, kind, actor => list.RunAsync(filter, actor, http.RequestAborted), answer => answer.Rows);
    }
}
