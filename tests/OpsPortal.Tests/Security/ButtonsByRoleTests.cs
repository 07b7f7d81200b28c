using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Milestones;
using OpsPortal.Domain.Payouts;
using OpsPortal.Events;
using OpsPortal.Shell;
using OpsPortal.Tests.Sandbox;

namespace OpsPortal.Tests.Security;

/// <summary>Walks every page as every role over HTTP: nobody is shown a button or form that the use case would refuse
/// them.</summary>
[Trait("Requirement", "SEC-1")]
public sealed class ButtonsByRoleTests(DemoFixture demo) : IClassFixture<DemoFixture>
{
    /// <summary>What only looks, finds or leads: for everybody who may open the page.</summary>
    private static readonly HashSet<string> Looking = new(StringComparer.Ordinal)
    {
        "", "Search", "Find", "Show", "Trace", "Check chain", "Try again", "Close", "Cancel", "Clear", "Columns", "Copy",
        "Show all", "Save view", "Forget", "Not now",
    };

    /// <summary>Buttons by the beginning of their words, with what they need.</summary>
    private static readonly (string Words, Permission Needs)[] Acting =
    [
        ("Create contract", Permission.CreateContract), ("Make version", Permission.AmendContract),
        ("Pause contract", Permission.AmendContract),
        ("Check again", Permission.BuildBatch), ("Release hold", Permission.ApproveBatch),
        ("Record payee invoice", Permission.BuildBatch), ("Send again", Permission.ReplayEvent),
        ("Pause dunning", Permission.IssueInvoice), ("Resume dunning", Permission.IssueInvoice),
        ("Make schedule", Permission.EditPolicies),
        ("Record evidence", Permission.WorkExceptions), ("Accept the risk", Permission.WorkExceptions), ("Record mandate",
            Permission.AmendContract),
        ("Close contract", Permission.AmendContract), ("Override pause rule", Permission.AmendContract),
        ("Submit for acceptance", Permission.SubmitMilestone), ("Approve milestone", Permission.ApproveMilestone),
        ("Reject milestone", Permission.ApproveMilestone), ("Dispute milestone", Permission.DisputeMilestone),
        ("Settle dispute", Permission.ReverseMilestone), ("Reverse milestone", Permission.ReverseMilestone),
        ("Add evidence", Permission.SubmitMilestone), ("Name approver", Permission.SubmitMilestone),
        ("Name delegate", Permission.ApproveMilestone),
        ("Issue invoice", Permission.IssueInvoice),
        ("Credit invoice", Permission.CreditInvoice),
        ("Void invoice", Permission.VoidInvoice), ("Apply receipt", Permission.ApplyCash), ("Un-apply", Permission.UnapplyCash),
        ("Ask to write off", Permission.WriteOffDebt), ("Repay debt", Permission.ApplyCash),
        ("Take back", Permission.UnapplyCash), ("Approve write-off", Permission.ApproveWriteOff),
        ("Refuse write-off", Permission.ApproveWriteOff), ("Approve refund", Permission.ApproveAllocation),
        ("Refuse refund", Permission.ApproveAllocation),
        ("Apply candidate", Permission.ApplyCash), ("Discard suggestion", Permission.ApplyCash),
        ("Split by hand", Permission.ApplyCash), ("Apply split", Permission.ApplyCash), ("Undo", Permission.UnapplyCash),
        ("Confirm first candidates", Permission.ApplyCash), ("Approve allocation", Permission.ApproveAllocation),
        ("Refuse allocation", Permission.ApproveAllocation),
        ("Dismiss event", Permission.DismissEvent), ("Dismiss selected", Permission.DismissEvent),
        ("Confirm dismissal", Permission.DismissEvent),
        ("Keep as dead letter", Permission.DismissEvent),
        ("Replay event", Permission.ReplayEvent), ("Take this case", Permission.WorkExceptions),
        ("Resolve exception", Permission.WorkExceptions), ("Take or assign", Permission.WorkExceptions),
        ("Snooze", Permission.WorkExceptions), ("Process again", Permission.WorkExceptions),
        ("Comment", Permission.WorkExceptions), ("Add file", Permission.WorkExceptions),
        ("Apply cash", Permission.ApplyCash), ("Send back", Permission.ApplyCash),
        ("Correct account", Permission.EditPayeeBankDetails), ("Pay again", Permission.BuildBatch),
        ("Record the gate", Permission.DecideGate), ("Post by hand", Permission.PrepareManualJournal),
        ("Refund the buyer", Permission.RefundPayment), ("Assign", Permission.WorkExceptions),
        ("Add comment", Permission.WorkExceptions), ("Build batch", Permission.BuildBatch),
        ("Submit batch", Permission.SubmitBatch),
        ("Approve batch", Permission.ApproveBatch), ("Reject batch", Permission.RejectBatch),
        ("Transmit batch", Permission.TransmitBatch),
        ("Create payee", Permission.EditParties), ("Add bank details", Permission.EditPayeeBankDetails),
        ("Record call-back", Permission.RecordCallBack), ("Add tax number", Permission.EditPayeeTaxIds),
        ("Show tax number", Permission.RevealSecret),
        ("Decide", Permission.DecideGate), ("Place hold", Permission.PlaceHold), ("Lift hold", Permission.LiftHold),
        ("Create buyer", Permission.EditParties), ("Merge buyer", Permission.EditParties), ("Deactivate", Permission.EditParties),
        ("Create program", Permission.EditEntities), ("Create market", Permission.EditEntities),
        ("Add tax rate", Permission.EditEntities),
        ("Pause payee", Permission.EditParties), ("Change particulars", Permission.EditParties),
        ("Deactivate payee", Permission.EditParties), ("New contract", Permission.CreateContract),
        ("Amend", Permission.AmendContract),
        ("Confirm reset", Permission.EditPeople), ("Reset authenticator", Permission.EditPeople),
        ("Settle", Permission.SettleUnknown),
        ("It was paid", Permission.SettleUnknown), ("It was never sent", Permission.SettleUnknown),
        ("Create legal entity", Permission.EditEntities), ("Add bank account", Permission.EditEntities),
        ("New matching version", Permission.EditPolicies),
        ("New matrix version", Permission.EditPolicies), ("New type version", Permission.EditPolicies),
        ("New approval version", Permission.EditPolicies),
        ("Invite a person", Permission.EditPeople), ("Invite again", Permission.EditPeople),
        ("Send invitation", Permission.EditPeople), ("Make key", Permission.EditKeys), ("Revoke", Permission.EditKeys),
        ("Run now", Permission.RunJob), ("Compare both sides", Permission.Reconcile), ("Take report", Permission.Reconcile),
        ("Explain", Permission.Reconcile), ("Review run", Permission.ReviewReconciliation),
    ];

    [Fact]
    public async Task Pages_ShowNobodyAButtonThatTheyMayNotPress()
    {
        var (wrong, seen) = (new List<string>(), new HashSet<string>());
        foreach (var role in Enum.GetValues<Role>())
        {
            var account = role == Role.Controller ? "controller1" : role.ToString().ToLowerInvariant();
            using var client = await demo.Host.SignInAsync(account);
            var powers = RolePermissions.Of(role);
            foreach (var page in await PagesAsync())
            {
                foreach (var button in await ButtonsAsync(client, page))
                {
                    var acting = Acting.FirstOrDefault(row => button.StartsWith(row.Words, StringComparison.Ordinal));
                    seen.Add(acting.Words ?? "");
                    if (acting.Words is not null ? !powers.Contains(acting.Needs) : role == Role.Auditor
                        && !Looking.Contains(button))
                        wrong.Add($"{role} is shown \"{button}\" on {page}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong.Distinct()));
        Assert.True(seen.Count > 25, $"Only {seen.Count} kinds of buttons were met: {string.Join(", ", seen)}");
    }

    [Theory]
    [InlineData("/admin/buyers", "finance", "Change")]
    [InlineData("/admin/entities", "controller1", "Change")]
    [InlineData("/admin/markets", "controller1", "Change")]
    [InlineData("/admin/people", "admin", "Change")]
    [InlineData("/events/outgoing", "ops", "Once more")]
    [InlineData("/close/checkpoints", "controller1", "Change")]
    public async Task Pages_LeaveAColumnOfButtonsOut_ForWhoMayNotPressThem(string page, string presses, string column)
    {
        Assert.Contains(column, await HeadsAsync(page, presses));
        var read = await HeadsAsync(page, "auditor");
        Assert.NotEmpty(read);
        Assert.DoesNotContain(column, read);
    }

    private async Task<IReadOnlyList<string>> HeadsAsync(string page, string account)
    {
        using var client = await demo.Host.SignInAsync(account);
        var document = new HtmlParser().ParseDocument(await client.GetStringAsync(new Uri(page, UriKind.Relative)));
        return [.. document.QuerySelectorAll("main th").Select(head => head.Text().Trim())];
    }

    private static async Task<IEnumerable<string>> ButtonsAsync(HttpClient client, string page)
    {
        using var answer = await client.GetAsync(new Uri(page, UriKind.Relative));
        if (answer.StatusCode != HttpStatusCode.OK)
            return [];
        var document = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
        Assert.NotNull(document.QuerySelector("main"));
        return [.. document.QuerySelectorAll("main button, main a.button")
            .Where(found => found.LocalName == "button" || IsActing(found.Text().Trim()))
            .Select(found => found.Text().Trim()).Distinct()];
    }

    // Most links that look like buttons only lead somewhere; some lead to a form.
    private static bool IsActing(string words) => Acting.Any(row => words.StartsWith(row.Words, StringComparison.Ordinal));

    /// <summary>Every room, and of every kind of thing those in the states in which something can be done.</summary>
    private async Task<IReadOnlyList<string>> PagesAsync()
    {
        await using var db = await demo.DbAsync();
        var pages = Rooms.All.Where(room => !room.DemoOnly).Select(room => room.Route).ToList();
        pages.AddRange(["/contracts/new", "/admin/programs", "/admin/tax-rates", "/cash/matching", "/admin/policies/matching"]);
        foreach (var contract in await db.Set<OpsPortal.Domain.Contracts.Contract>().OrderBy(c => c.Number).Take(2)
            .Select(c => c.Id).ToListAsync())
            pages.AddRange([$"/contracts/{contract}", $"/contracts/{contract}/amend"]);
        foreach (var state in Enum.GetValues<MilestoneState>())
            pages.AddRange((await db.Set<Milestone>().Where(m => m.State == state).Select(m => m.Id).Take(1).ToListAsync())
                .Select(id => $"/milestones/{id}"));
        foreach (var state in Enum.GetValues<InvoiceState>())
            pages.AddRange((await db.Set<Invoice>().Where(i => i.State == state).Select(i => i.Id).Take(1).ToListAsync())
                .Select(id => $"/invoices/{id}"));
        foreach (var state in Enum.GetValues<BatchState>())
            pages.AddRange((await db.Set<PayoutBatch>().Where(b => b.State == state).Select(b => b.Id).Take(1).ToListAsync())
                .Select(id => $"/payouts/batches/{id}"));
        pages.AddRange((await db.Set<Receipt>().OrderByDescending(r => r.UnappliedMinor).Select(r => r.Id).Take(2).ToListAsync())
            .SelectMany(id => new[] { $"/cash/{id}", $"/cash?show=unapplied&receipt={id}" }));
        pages.AddRange((await db.Set<Receipt>().OrderByDescending(r => r.AppliedMinor).Select(r => r.Id).Take(1).ToListAsync())
            .Select(id => $"/cash/{id}"));
        pages.AddRange((await db.Set<DisputeCase>().Select(d => d.Id).Take(1).ToListAsync()).Select(id => $"/disputes/{id}"));
        pages.AddRange((await db.Set<ExceptionCase>().Select(e => e.Id).Take(1).ToListAsync()).Select(id => $"/exceptions/{id}"));
        pages.AddRange((await db.Set<OpsPortal.Domain.Parties.Payee>().Select(p => p.Id).Take(2).ToListAsync())
            .Select(id => $"/payees/{id}"));
        pages.AddRange((await db.Set<InboxEvent>().Select(e => e.Id).Take(1).ToListAsync()).Select(id => $"/events/{id}"));
        return pages;
    }
}
