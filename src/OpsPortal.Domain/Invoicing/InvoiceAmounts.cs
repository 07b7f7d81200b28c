using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Invoicing;

/// <summary>
/// The arithmetic of one invoice, in minor units: G = P + F + V, the payees' parts by their weights, and what the invoice clears
/// of paid down payments. A down payment itself has no parts: it is a deposit, with tax where advances are taxed.
/// </summary>
public sealed record InvoiceAmounts(
    long GrossMinor, long TaxMinor, long FeeMinor, long FeeTaxMinor, long PayeeMinor,
    IReadOnlyList<(PayeeId Payee, long Minor)> Shares, Cleared Cleared)
{
    public long DueMinor => GrossMinor - Cleared.GrossMinor;

    public static InvoiceAmounts Of(Contract contract, ContractVersion version, PlanItem stage, AdvanceStand advances)
    {
        if (BillingPlan.IsAdvance(stage.Kind))
            return new InvoiceAmounts(
                stage.AmountMinor, AdvanceTax(contract, version, stage.AmountMinor), 0, 0, 0, [], Cleared.Nothing);
        var split = version.Split(stage.AmountMinor, contract.TaxLiability);
        var parts = LargestRemainder.Split(split.PayeeMinor, [.. version.Shares.Select(share => share.Weight)]);
        return new InvoiceAmounts(
            split.GrossMinor, split.TaxMinor, split.FeeMinor, split.FeeTaxMinor, split.PayeeMinor,
            [.. version.Shares.Select((share, i) => (share.PayeeId, parts[i]))],
            DownPaymentClearing.Of(version.Clearing, advances, stage.AmountMinor));
    }

    private static long AdvanceTax(Contract contract, ContractVersion version, long grossMinor) =>
        contract is { TaxOnAdvances: true, TaxLiability: TaxLiability.Entity } ? Rounding.TaxInside(grossMinor,
            version.TaxBasisPoints) : 0;
}
