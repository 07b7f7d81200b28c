using Microsoft.AspNetCore.Components;
using OpsPortal.Components;

namespace OpsPortal.Features.Parties;

/// <summary>One payee, composed of parts: particulars, bank details, tax numbers, and what other rooms know about it.</summary>
public sealed partial class PayeePage
{
    private PayeeDetail.Answer? answer;
    private bool asking;

    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    private PayeeDetail Detail { get; set; } = default!;

    [Inject]
    private ChangePayee Change { get; set; } = default!;

    private bool IsPaused => answer!.Payee.PausedReason is not null;

    private string? PendingDetails => answer!.Accounts.FirstOrDefault(account => account.ReplacedAt is null) is { } latest
        ? PayeeWords.StateOf(latest, TurnedAwayBy(latest.Id), answer.Now) switch
        {
            "Waits for call-back" =>
                $"Bank details version {latest.Version} ({latest.AccountMasked}) wait for a call-back by a second person.",
            "Cooling off" => $"Bank details version {latest.Version} ({latest.AccountMasked}) may be paid to from "
                + $"{DayWords.Of(latest.UsableFrom.InUtc().Date)} on.",
            "Turned away" => $"Bank details version {latest.Version} ({latest.AccountMasked}) take no money: "
                + $"{FailureReasons.Of(TurnedAwayBy(latest.Id))}. Enter other details.",
            _ => null,
        }
        : null;

    private string? TurnedAwayBy(PayeeAccountId account) => answer!.TurnedAway.GetValueOrDefault(account);

    private string AskTitle => IsPaused ? "Resume payee" : "Pause payee";

    private string AskSentence => IsPaused
        ? "The payee can leave in a batch again, if every gate is clear."
        : "Nothing is paid out to this payee until it is resumed, and payouts that were released and have not been sent are "
            + "stopped. What is owed stays owed.";

    protected override async Task LoadAsync() => answer = Shown(await Detail.RunAsync(new(Id), Actor, Ct));

    private async Task DoAsync(string reason)
    {
        var done = await RunAsync(() => IsPaused
            ? Change.ResumeAsync(new(Id), reason, Actor, Ct)
            : Change.PauseAsync(new(Id), reason, Actor, Ct));
        asking = !done;
    }
}
