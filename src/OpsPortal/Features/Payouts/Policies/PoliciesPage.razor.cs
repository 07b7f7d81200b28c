using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts.Policies;

/// <summary>Both policies as they hold now, their versions, and the way to a new one.</summary>
public sealed partial class PoliciesPage
{
    private const string Purpose = "Which gates are asked, and who must approve payouts. A change is a new version; "
        + "decisions name the version they were made under.";

    private const string MakersWait = " For a day from then you sign no batch, and signatures you gave do not count.";

    private PolicyList.Answer? answer;
    private PolicyMatrix? matrix;
    private ApprovalPolicy? policy;
    private List<MatrixRow> rows = [];
    private Sheets sheet;
    private IReadOnlyList<Comparison> changes = [];
    private ApprovalRules? proposed;
    private PolicyId opened;
    private int rollingDays;
    private int unusualFactor;
    private int expiryHours;
    private bool stopOnShortfall;
    private string ruleName = "";
    private int rulePeople = 3;
    private string ruleCurrency = "";
    private string ruleTotal = "";
    private string ruleItem = "";
    private int? ruleChanged;
    private string limitCurrency = "";
    private string limitItem = "";
    private string limitBatch = "";
    private string limitMinimum = "";

    private enum Sheets
    {
        None,
        Matrix,
        Approval,
    }

    [Inject]
    private PolicyList List { get; set; } = default!;

    [Inject]
    private ChangePolicyMatrix ChangeMatrix { get; set; } = default!;

    [Inject]
    private ChangeApprovalPolicy ChangeApproval { get; set; } = default!;

    protected override async Task LoadAsync()
    {
        if (Shown(await List.RunAsync(Actor, Ct)) is not { } read)
            return;
        var before = (matrix?.Id, policy?.Id);
        matrix = PolicyMatrix.InForce(read.Matrices, read.Now) ?? read.Matrices[^1];
        policy = ApprovalPolicy.InForce(read.Approvals, read.Now) ?? read.Approvals[^1];
        answer = read;
        // Another order of the versions keeps what was typed and not yet saved.
        if (before == (matrix.Id, policy.Id))
            return;
        rows = [.. matrix.Rows.Select(row => new MatrixRow(row))];
        (rollingDays, unusualFactor, expiryHours, stopOnShortfall) = (policy.Rules.RollingDays, policy.Rules.UnusualFactor,
            policy.Rules.ExpiryHours, policy.Rules.StopOnShortfall);
    }

    private string SentenceOf(string holds) => PolicyHistory.SentenceOf(changes, holds + MakersWait);

    private void OpenMatrix() => (sheet, opened, changes, Refusal) =
        (Sheets.Matrix, matrix!.Id, PolicyComparison.Of(matrix.Rows, Typed), null);

    private void CloseSheet() => (sheet, Refusal) = (Sheets.None, null);

    private void OpenApproval()
    {
        var rules = TypedRules();
        Refusal = rules.Refusal;
        if (!rules.IsRefused)
            (sheet, opened, proposed, changes) =
                (Sheets.Approval, policy!.Id, rules.Value, PolicyComparison.Of(policy.Rules, rules.Value));
    }

    private IReadOnlyList<PolicyRow> Typed => [.. rows.Select(row => row.ToRow())];

    private Outcome<ApprovalRules> TypedRules() => new PolicyInput(ruleName, rulePeople, ruleCurrency, ruleTotal, ruleItem,
        ruleChanged)
    {
        LimitCurrency = limitCurrency, LimitItem = limitItem, LimitBatch = limitBatch, LimitMinimum = limitMinimum,
    }
    .AddTo(policy!.Rules with
    {
        RollingDays = rollingDays, UnusualFactor = unusualFactor, ExpiryHours = expiryHours, StopOnShortfall = stopOnShortfall,
    });

    private async Task SaveMatrixAsync(string reason)
    {
        var command = new ChangePolicyMatrix.Command(Typed, default, reason) { Shown = opened };
        if (await RunAsync(() => ChangeMatrix.RunAsync(command, Actor, Ct)))
            sheet = Sheets.None;
    }

    private async Task SaveApprovalAsync(string reason)
    {
        var command = new ChangeApprovalPolicy.Command(proposed!, default, reason) { Shown = opened };
        if (!await RunAsync(() => ChangeApproval.RunAsync(command, Actor, Ct)))
            return;
        (sheet, ruleName, ruleCurrency, ruleTotal, ruleItem, ruleChanged) = (Sheets.None, "", "", "", "", null);
        (limitCurrency, limitItem, limitBatch, limitMinimum) = ("", "", "", "");
    }

    private static string VersionWords(int number, Instant from, string reason) =>
        $"Version {number} since {DayWords.Of(from.InUtc().Date)}: {reason}.";

    private IEnumerable<string> Pending() =>
    [
        .. answer!.Matrices.Where(made => made.EffectiveFrom > answer.Now)
            .Select(made => PendingWords("Policy matrix", made.Number, made.EffectiveFrom)),
        .. answer.Approvals.Where(made => made.EffectiveFrom > answer.Now)
            .Select(made => PendingWords("Approval policy", made.Number, made.EffectiveFrom)),
    ];

    private static string PendingWords(string what, int number, Instant from) =>
        $"{what} version {number} is decided and comes into force on {DayWords.Of(from)}.";

    private List<PolicyVersion> Versions() =>
    [
        .. answer!.Matrices.Select(m => new PolicyVersion("Policy matrix", m.Number, m.MadeAt, m.EffectiveFrom, m.Reason)
            {
                Changes = answer.Matrices.FirstOrDefault(before => before.Number == m.Number - 1) is { } before
                    ? PolicyComparison.Of(before.Rows, m.Rows) : [],
            })
            .Concat(answer.Approvals.Select(p =>
                new PolicyVersion("Approval policy", p.Number, p.MadeAt, p.EffectiveFrom, p.Reason)
                {
                    Changes = answer.Approvals.FirstOrDefault(before => before.Number == p.Number - 1) is { } before
                        ? PolicyComparison.Of(before.Rules, p.Rules) : [],
                }))
            .OrderByDescending(version => version.MadeAt),
    ];
}
