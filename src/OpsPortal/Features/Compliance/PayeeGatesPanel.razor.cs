using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Domain.Compliance;

namespace OpsPortal.Features.Compliance;

/// <summary>The part of a payee's page that shows and decides gates, and places and lifts holds.</summary>
public sealed partial class PayeeGatesPanel
{
    private PayeeGates.Answer? answer;
    private Sheets sheet;
    private GateKind gate;
    private GateOutcome outcome = GateOutcome.Clear;
    private string evidence = "";
    private DateOnly? expires;
    private HoldReason holdReason;
    private string holdWords = "";
    private string holdRemediation = "";
    private HoldId lifting;

    private enum Sheets
    {
        None,
        Gate,
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

    protected override async Task LoadAsync() => answer = Shown(await Gates.RunAsync(Payee, Actor, Ct)) ?? answer;

    private void OpenGate(GateKind kind) => (sheet, gate, outcome, evidence, expires, Refusal) =
        (Sheets.Gate, kind, GateOutcome.Clear, "", null, null);

    private void OpenLift(HoldId hold) => (sheet, lifting, Refusal) = (Sheets.Lift, hold, null);

    private void Close() => (sheet, Refusal) = (Sheets.None, null);

    private Task DecideAsync()
    {
        var command = new SetGate.Command(Payee, gate, outcome, evidence)
        {
            AccountVersion = answer?.AccountVersion,
            ExpiresAt = expires is { } day ? LocalDate.FromDateOnly(day).AtStartOfDayInZone(DateTimeZone.Utc).ToInstant() : null,
        };
        return PressAsync(() => Set.RunAsync(command, Actor, Ct));
    }

    private Task PlaceAsync() => PressAsync(() => Place.RunAsync(
        new HoldRequest(Payee, HoldScope.AllPayouts, holdReason, holdWords, holdRemediation), Actor, Ct));

    private Task LiftAsync(string reason) => PressAsync(() => Lift.RunAsync(new LiftHold.Command(lifting, reason), Actor, Ct));

    private async Task PressAsync<T>(Func<Task<Outcome<T>>> command)
    {
        if (await RunAsync(command))
            sheet = Sheets.None;
    }
}
