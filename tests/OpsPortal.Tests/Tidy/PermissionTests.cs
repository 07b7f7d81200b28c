using System.Text.RegularExpressions;
using OpsPortal.Domain.Access;
using static OpsPortal.Domain.Access.Permission;

namespace OpsPortal.Tests.Tidy;

/// <summary>Every use case asks for a power, and for one of its own room.</summary>
public sealed class PermissionTests
{
    /// <summary>What each room asks for; the system itself may act in all of them.</summary>
    private static readonly Dictionary<string, Permission[]> Rooms = new()
    {
        ["Audit"] = [SeeAudit],
        ["Cash"] = [SeeCash, ApplyCash, UnapplyCash, ApproveAllocation, SeePolicies, EditPolicies],
        ["Compliance"] = [SeeCompliance, DecideGate, PlaceHold, LiftHold],
        ["Contracts"] = [SeeContracts, CreateContract, AmendContract, ApproveMilestone, IssueInvoice],
        ["Desk"] = [SeeDesk, SeeLedger],
        ["Disputes"] = [SeeCash, WorkExceptions],
        ["Dunning"] = [SeeInvoices, IssueInvoice, SeePolicies, EditPolicies],
        ["Erp"] = [SeeErp, HandOverToErp, EditPolicies],
        ["Events"] = [SeeEvents, ReplayEvent, DismissEvent],
        ["Exceptions"] = [SeeExceptions, WorkExceptions, SeePolicies, EditPolicies],
        ["Insights"] = [SeeInsights],
        ["Invoices"] = [SeeInvoices, IssueInvoice, CreditInvoice, VoidInvoice, RefundPayment],
        ["Jobs"] = [SeeJobs, RunJob],
        ["Keys"] = [SeeKeys, EditKeys, SeeDesk],
        ["Milestones"] = [SeeMilestones, SubmitMilestone, ApproveMilestone, DisputeMilestone, ReverseMilestone, IssueInvoice],
        ["Parties"] =
        [
            SeeParties, SeeEntities, EditParties, EditPayeeBankDetails, EditPayeeTaxIds, RecordCallBack, EditEntities,
            RevealSecret,
        ],
        ["PayeeInvoices"] = [SeePayouts, BuildBatch, ApproveBatch],
        ["Payouts"] =
        [
            SeePayouts, BuildBatch, SubmitBatch, ApproveBatch, RejectBatch, CancelBatch, TransmitBatch, SettleUnknown, SetOffDebt,
            WriteOffDebt, ApproveWriteOff, SeePolicies,
            EditPolicies,
        ],
        ["People"] = [SeePeople, EditPeople],
        ["Sandbox"] = [UseSandbox, SeeDesk],
        ["Shell"] = [SeeDesk],
        ["Trace"] = [Permission.Trace],
    };

    private static IEnumerable<SourceFile> UseCases => SourceFile.Product
        .Where(file => file.Text.Contains("[UseCase]", StringComparison.Ordinal));

    [Fact]
    public void UseCases_AllAskForAPower() => Assert.Empty(UseCases
        .Where(file => Asked(file).Count == 0 && !Regex.IsMatch(file.Text, @"Lifecycle\.(MayOf|Moves\.Single)\("))
        .Select(file => file.Path));

    [Fact]
    public void UseCases_AskForPowersOfTheirOwnRoom() => Assert.Empty(
        from file in UseCases
        let room = Room(file)
        from permission in Asked(file)
        where permission != Background && Rooms.TryGetValue(room, out var own) && !own.Contains(permission)
        select $"{file.Path} asks for {permission}");

    [Fact]
    public void UseCases_ThatAskForAConfirmation_NeedPowersThatASecondFactorGuards()
    {
        var asked = UseCases.Where(file => file.Text.Contains("StepUpAction", StringComparison.Ordinal))
            .SelectMany(file => Regex.Matches(file.Text, @"runner\.RunAsync\(Permission\.(\w+)"))
            .Select(match => Enum.Parse<Permission>(match.Groups[1].Value)).ToHashSet();

        Assert.Superset(new HashSet<Permission> { ApproveBatch, TransmitBatch, SignClose }, asked);
        Assert.Subset(GuardedPowers.All.Keys.ToHashSet(), asked);
    }

    private static List<Permission> Asked(SourceFile file) => [.. Regex.Matches(file.Text, @"\bPermission\.(\w+)")
        .Select(match => Enum.TryParse<Permission>(match.Groups[1].Value, out var known) ? known : (Permission?)null)
        .OfType<Permission>().Distinct()];

    private static string Room(SourceFile file)
    {
        var folders = file.Path.Split('/');
        return folders[2] == "Features" ? folders[3] : folders[2];
    }
}
