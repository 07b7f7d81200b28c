using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Close;

namespace OpsPortal.Features.Close;

/// <summary>The close of one month of one company: blockers first, then checklist, tie-outs, samples and signatures.</summary>
public sealed partial class ClosePeriodPage
{
    private CloseDetail.Answer? answer;
    private Sheets sheet;
    private string openedHash = "";

    private enum Sheets
    {
        None,
        Prepare,
        Review,
        Sign,
        SendBack,
        AskReopen,
        RefuseReopening,
        WithdrawReopening,
        Reopen,
    }

    [Parameter]
    public string EntityCode { get; set; } = "";

    [Parameter]
    public string Month { get; set; } = "";

    [SupplyParameterFromQuery(Name = "refused")]
    private string? RefusedCode { get; set; }

    [Inject]
    private CloseDetail Detail { get; set; } = default!;

    [Inject]
    private BeginClose Begin { get; set; } = default!;

    [Inject]
    private PrepareClose Prepare { get; set; } = default!;

    [Inject]
    private ReviewClose Review { get; set; } = default!;

    [Inject]
    private SignClose Sign { get; set; } = default!;

    [Inject]
    private SendCloseBack SendBack { get; set; } = default!;

    [Inject]
    private AskToReopen AskReopen { get; set; } = default!;

    [Inject]
    private ReopenClose Reopening { get; set; } = default!;

    [Inject]
    private RefuseReopening Refusing { get; set; } = default!;

    [Inject]
    private WithdrawReopening Withdrawing { get; set; } = default!;

    /// <inheritdoc/>
    protected override IEnumerable<Guid> Watched => answer?.Close is { } close ? [close.Id.Value] : [];

    private Refusal? FileRefusal => RefusedCode is null ? null
        : Domain.Milestones.MilestonesRefusals.OfFile(RefusedCode)
            ?? new[] { CloseRefusals.Locked, CloseRefusals.TooManyFiles(CloseEvidence.MostOfAnItem) }
                .FirstOrDefault(one => one.Code == RefusedCode);

    private CloseState State => answer!.Close?.State ?? CloseState.Open;

    private string Name => $"{answer!.Month.Year:0000}-{answer.Month.Month:00}";

    private string Hash => answer!.Close!.ContentHash ?? answer.Stand!.Readiness.ContentHash;

    private int Count => answer!.Stand!.Runs.Count;

    private string Purpose => State switch
    {
        CloseState.Open when answer!.Close is { Version: > 1 } close =>
            $"Reopened as version {close.Version}: its books are open again. Finance begins its close anew.",
        CloseState.Open => "Finance begins the close once the month is over.",
        CloseState.Preparing => "Finance works through the checklist and prepares.",
        CloseState.Prepared => "It waits for a reviewer who did not prepare it.",
        CloseState.Reviewed => "It waits for the signature of a controller who neither prepared nor reviewed it.",
        CloseState.Signed => "Closed: nothing posts into this month. What comes late posts in the open one.",
        _ => "Reopened.",
    };

    private string Told => string.Concat(answer!.Stand!.Runs.SelectMany(run => run.Told()).Select(words => $" {words}."));

    private string PrepareSentence =>
        $"You say that {answer!.Entity.Name} {Name} is right: {Count} tie-outs agree, and your name stands under their figures."
            + Told;

    private string ReviewSentence => $"You agree that {answer!.Entity.Name} {Name} is right, as {Count} tie-outs show it.{Told}";

    private string SignSentence =>
        $"You close {answer!.Entity.Name} {Name}: nothing posts into it any more, and reopening it takes two controllers."
            + Told;

    private string ReopenSentence =>
        $"You open the books of {answer!.Entity.Name} {Name} again; it must be prepared, reviewed and signed anew as version "
        + $"{answer.Close!.Version + 1}. The old signatures and their pack are kept.";

    protected override async Task LoadAsync() => answer = Shown(await Detail.RunAsync(EntityCode, Month, Actor, Ct)) ?? answer;

    // A sheet over figures that are no more must not be confirmed by reflex.
    protected override void OnChanged()
    {
        if (sheet != Sheets.None && !Busy && openedHash != answer?.Stand?.Readiness.ContentHash)
            sheet = Sheets.None;
    }

    private string NameOf(PersonId person) => answer!.Names.GetValueOrDefault(person, "somebody");

    private string Here(string link) => link.StartsWith('#') ? $"{Closes.Path(answer!.Entity.Code, answer.Month)}{link}" : link;

    private void Open(Sheets which)
    {
        (sheet, Refusal, openedHash) = (which, null, answer!.Stand!.Readiness.ContentHash);
        ForgetNews();
    }

    private void CloseSheet() => (sheet, Refusal) = (Sheets.None, null);

    private Task BeginAsync() => RunAsync(() => Begin.RunAsync(new(answer!.Entity.Id, answer.Month), Actor, Ct));

    private Task PrepareAsync() => PressAsync(shown => Prepare.RunAsync(shown, Actor, Ct));

    private Task ReviewAsync() => PressAsync(shown => Review.RunAsync(shown, Actor, Ct));

    private Task SignAsync() => PressAsync(shown => Sign.RunAsync(shown, Actor, Ct));

    private Task ReopenAsync() => PressAsync(shown => Reopening.RunAsync(shown, Actor, Ct));

    private async Task PressAsync(Func<CloseSignature, Task<Outcome<PeriodCloseId>>> command)
    {
        var shown = new CloseSignature(answer!.Close!.Id, openedHash);
        if (await RunAsync(() => command(shown)))
            sheet = Sheets.None;
    }

    private async Task SendBackAsync(string reason)
    {
        if (await RunAsync(() => SendBack.RunAsync(answer!.Close!.Id, reason, Actor, Ct)))
            sheet = Sheets.None;
    }

    private async Task AskReopenAsync(string reason)
    {
        if (await RunAsync(() => AskReopen.RunAsync(answer!.Close!.Id, reason, Actor, Ct)))
            sheet = Sheets.None;
    }

    private async Task RefuseReopeningAsync(string reason)
    {
        if (await RunAsync(() => Refusing.RunAsync(answer!.Close!.Id, reason, Actor, Ct)))
            sheet = Sheets.None;
    }

    private async Task WithdrawReopeningAsync()
    {
        if (await RunAsync(() => Withdrawing.RunAsync(answer!.Close!.Id, Actor, Ct)))
            sheet = Sheets.None;
    }
}
