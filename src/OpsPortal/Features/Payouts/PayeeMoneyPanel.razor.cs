using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Payouts;

/// <summary>The part of a payee's page that shows where its money stands and what was paid out.</summary>
public sealed partial class PayeeMoneyPanel
{
    private static readonly (Account Account, string Title)[] Positions =
    [
        (Account.HeldPending, "Not settled"), (Account.HeldSettled, "Settled"), (Account.RiskReserves, "Reserved"),
        (Account.BlockedByCompliance, "Blocked"), (Account.SettlementPayables, "On its way"),
        (Account.RecoverableFromPayees, "Owed to us"),
    ];

    private PayeeMoney.Answer? answer;

    [Parameter, EditorRequired]
    public PayeeId Payee { get; set; }

    [Inject]
    private PayeeMoney Money { get; set; } = default!;

    private string PayoutsTitle => answer!.Count > PayeeMoney.Latest
        ? $"The latest {PayeeMoney.Latest} of {answer.Count} payouts" : "Payouts";

    protected override async Task LoadAsync() => answer = Shown(await Money.RunAsync(Payee, Actor, Ct)) ?? answer;
}
