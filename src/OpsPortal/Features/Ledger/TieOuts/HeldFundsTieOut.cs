using OpsPortal.Domain.Close;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Close;
using OpsPortal.Features.Payouts;
using OpsPortal.Features.Payouts.Policies;

namespace OpsPortal.Features.Ledger.TieOuts;

/// <summary>What is held for each payee equals what the release gate shows as payable, unsettled, reserved or blocked, each with
/// its reason.</summary>
[Part]
internal sealed class HeldFundsTieOut : ITieOut
{
    private static readonly (Account Account, Func<FundsFact, long> OfGate)[] Sides =
    [
        (Account.HeldPending, funds => funds.PendingMinor), (Account.HeldSettled, funds => funds.SettledMinor),
        (Account.RiskReserves, funds => funds.ReservedMinor), (Account.BlockedByCompliance, funds => funds.BlockedMinor),
    ];

    public int Order => 60;

    public async Task<TieOut> CheckAsync(CloseScope scope, CancellationToken ct)
    {
        var policy = await PoliciesInForce.ApprovalAsync(scope.Db, scope.Now, ct);
        var payables = await Payables.ReadAsync(
            scope.Db, new PayableScope([scope.LegalEntityId]), policy?.Rules ?? new ApprovalRules([], []), ct);
        var lines = new List<TieOutLine>();
        foreach (var (account, ofGate) in Sides)
        {
            var ledger = await OpenItemTie.LedgerAsync(scope, account, KeyedBy.Payee, ct);
            lines.AddRange(OpenItemTie.Lines(scope, account, ledger,
                payables.Select(p => new OpenItem(p.Facts.Payee.Value, p.Facts.Currency, ofGate(p.Facts.Funds))), "payee",
                id => $"/payees/{id}"));
        }

        return new TieOut(
            "held-funds", "Held amounts equal the gate report",
            OpenItemTie.Basis(scope, "the amounts of the gate report, each with its reason under Payouts, Eligibility,"),
            "Ledger", "Gate report", lines);
    }
}
