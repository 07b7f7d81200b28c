using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Domain.Contracts;

namespace OpsPortal.Features.Contracts;

public sealed partial class ContractPage
{
    private const int OverrideDays = 14;

    private ContractDetail.Answer? answer;
    private ContractVersion? shown;
    private Ask? asked;
    private StageStandings.Answer? standings;

    private enum Ask
    {
        Pause,
        Resume,
        Close,
        Override,
        Mandate,
    }

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery(Name = "version")]
    private int? VersionNumber { get; set; }

    [Inject]
    private ContractDetail Detail { get; set; } = default!;

    [Inject]
    private ChangeContractState Change { get; set; } = default!;

    [Inject]
    private StageStandings Standings { get; set; } = default!;

    [Inject]
    private ReleaseRetention Release { get; set; } = default!;

    [Inject]
    private RecordErpStatus RecordErp { get; set; } = default!;

    [Inject]
    private RecordMandate Mandate { get; set; } = default!;

    [Inject]
    private IClock Clock { get; set; } = default!;

    private string Purpose =>
        $"{answer!.Entity.Name} for {answer.Buyer.Name}. Version {answer.Contract.CurrentVersion} is in force.";

    private IReadOnlyList<TimelineEntry> Steps =>
        [.. answer!.Stages.Select(stage => new TimelineEntry(stage.At, Words.Of(stage.Kind), Note: NoteOf(stage)))];

    // The snapshot's hash stands on the page by itself.
    private string NoteOf(ContractStage stage) =>
        stage.Artefact.Replace($", SHA-256 {answer!.Contract.Snapshot.Sha256}", "", StringComparison.Ordinal);

    private string AskTitle => asked switch
    {
        Ask.Pause => "Pause contract",
        Ask.Resume => "Resume contract",
        Ask.Close => "Close contract",
        Ask.Mandate => "Record mandate",
        _ => "Override pause rule",
    };

    private string AskSentence => asked switch
    {
        Ask.Pause => "No invoice of this contract is issued until it is resumed. What is billed stays owed.",
        Ask.Resume => "Invoices of this contract can be issued again.",
        Ask.Close => "Nothing more can be billed or amended. This cannot be undone.",
        Ask.Mandate => "Invoices of this contract can then be collected by direct debit. The latest mandate counts.",
        _ => $"Invoices can be issued for {OverrideDays} days although an earlier one is unpaid past its grace days.",
    };

    protected override async Task LoadAsync()
    {
        answer = Shown(await Detail.RunAsync(new(Id), Actor, Ct));

        // Before the next read: while that waits, the page is drawn.
        shown = answer?.Contract.Versions.SingleOrDefault(v => v.Number == VersionNumber) ?? answer?.Contract.Current;
        standings = answer is null ? null : Shown(await Standings.RunAsync(new(Id), Actor, Ct));
    }

    private static string ErpOf(ContractAnchors anchors) =>
        string.Join(", ", new[] { anchors.ErpCustomerProject, anchors.ErpOrderItem }.Where(text => text.Length > 0));

    private string PayeesOf(ContractVersion version)
    {
        var all = version.Shares.Sum(share => share.Weight);
        return string.Join(", ", version.Shares.Select(share => version.Shares.Count == 1
            ? answer!.Payees[share.PayeeId]
            : $"{answer!.Payees[share.PayeeId]} ({share.Weight} of {all})"));
    }

    private string WhoMade(ContractVersion version) =>
        version.MadeBy is { } person && answer!.People.TryGetValue(person, out var name) ? name : "The system";

    private Task<bool> ReleaseAsync(PlanItemId stage, string happened) =>
        RunAsync(() => Release.RunAsync(new(stage, happened), Actor, Ct));

    private Task<bool> RecordErpAsync(PlanItemId stage, ErpStatus status, string source) =>
        RunAsync(() => RecordErp.RunAsync(new(stage, status, source), Actor, Ct));

    private void Forget() => (asked, Refusal) = (null, null);

    private async Task DoAsync(string reason)
    {
        var id = new ContractId(Id);
        var done = await RunAsync(() => asked switch
        {
            Ask.Pause => Change.PauseAsync(id, reason, Actor, Ct),
            Ask.Resume => Change.ResumeAsync(id, reason, Actor, Ct),
            Ask.Close => Change.CloseAsync(id, reason, Actor, Ct),
            Ask.Mandate => Mandate.RunAsync(id, reason, Actor, Ct),
            _ => Change.OverridePauseRuleAsync(id, Until(), reason, Actor, Ct),
        });
        if (done)
            asked = null;
    }

    private LocalDate Until() => Clock.GetCurrentInstant().DayIn(answer!.Entity.Zone).PlusDays(OverrideDays);
}
