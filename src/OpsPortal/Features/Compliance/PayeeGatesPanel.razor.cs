using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Domain.Compliance;

namespace OpsPortal.Features.Compliance;

/// <summary>The part of a payee's page that shows and decides gates, and places and lifts holds.</summary>
public sealed partial class PayeeGatesPanel
{
    private PayeeGates.Answer? answer;
    private Sheets sheet;
    private PayeeGates.Gate? gate;
    private HoldReason holdReason;
    private string holdWords = "";
    private string holdRemediation = "";
    private HoldId lifting;

    private enum Sheets
    {
        None,
        Place,
        Lift,
    }

    [Inject]
    private PayeeGates Gates { get; set; } = default!;

    [Inject]
    private SetGate Set { get; set; } = default!;

    [Inject]
    private PlaceHold Place { get; set; } = default!;

    [Inject]
    private LiftHold Lift { get; set; } = default!;

    [Parameter, EditorRequired]
    public PayeeId Payee { get; set; }

    private string GateTitle => gate is null ? "" : $"Decide: {GateWords.Name(gate.Kind)} of {answer!.PayeeName}";

    private string GateSentence => gate is null ? "" : GateStakeWords.Of(answer!.PayeeName, gate, answer.AccountVersion);

    protected override async Task LoadAsync() => answer = Shown(await Gates.RunAsync(Payee, Actor, Ct)) ?? answer;

    private void OpenGate(PayeeGates.Gate asked) => (gate, Refusal) = (asked, null);

    private void OpenLift(HoldId hold) => (sheet, lifting, Refusal) = (Sheets.Lift, hold, null);

    private void Close() => (sheet, gate, Refusal) = (Sheets.None, null, null);

    private Task DecideAsync((GateOutcome Outcome, string Evidence, Instant? ExpiresAt) decided) => PressAsync(() => Set.RunAsync(
        new SetGate.Command(Payee, gate!.Kind, decided.Outcome, decided.Evidence)
        {
            AccountVersion = answer?.AccountVersion, ExpiresAt = decided.ExpiresAt,
        }, Actor, Ct));

    private Task PlaceAsync() => PressAsync(() => Place.RunAsync(
        new HoldRequest(Payee, HoldScope.AllPayouts, holdReason, holdWords, holdRemediation), Actor, Ct));

    private Task LiftAsync(string reason) => PressAsync(() => Lift.RunAsync(new LiftHold.Command(lifting, reason), Actor, Ct));

    private async Task PressAsync<T>(Func<Task<Outcome<T>>> command)
    {
        if (await RunAsync(command))
            Close();
    }
}
