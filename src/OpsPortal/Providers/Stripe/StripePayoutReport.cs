using OpsPortal.Domain.Reconciliation;
using OpsPortal.Features.Reconciliation.Sources;
using OpsPortal.Providers.Reports;

namespace OpsPortal.Providers.Stripe;

/// <summary>Stripe's itemised payout reconciliation: one row for each balance transaction, with the payout that carried
/// it.</summary>
[Part]
internal sealed class StripePayoutReport : IProviderReportReader
{
    // Stripe's reporting categories in the words of our books; any other goes by its own name.
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["charge"] = "payment",
        ["refund"] = "refund",
        ["refund_failure"] = "refund-failed",
        ["charge_failure"] = "return",
        ["dispute"] = "dispute",
        ["dispute_reversal"] = "dispute-won",
        ["fee"] = "fee",
        ["payout"] = "sweep",
        ["payout_reversal"] = "sweep-back",
        ["topup"] = "top-up",
    };

    public ReportFormat Format => ReportFormat.StripePayoutReconciliation;

    public string Provider => StripeEventReader.Name;

    public string Name => "Stripe: payout reconciliation, itemised";

    public IReadOnlyList<string> Columns { get; } =
    [
        "automatic_payout_id", "automatic_payout_effective_at", "balance_transaction_id", "created", "available_on", "currency",
        "gross", "fee", "net", "reporting_category", "source_id",
    ];

    public ReportLine Read(ReportRow row)
    {
        var currency = row.CurrencyOf("currency");
        var category = row.Needed("reporting_category");
        var source = row.Needed("source_id");
        var (gross, fee, net) = (row.Amount("gross", currency), row.Amount("fee", currency), row.Amount("net", currency));
        if (!row.IsBroken && gross - fee != net)
            row.Fault("gross less fee is not net.");
        var payment = row.Text("payment_intent_id") ?? row.Text("charge_id");
        var word = Words.GetValueOrDefault(category, category);
        var reference = word is "payment" or "return" ? payment ?? source : source;
        var payout = row.Text("automatic_payout_id");
        return new ReportLine(
            row.Line, row.Needed("balance_transaction_id"), category, ProviderKeys.Of(word, reference), source, currency, gross,
            fee,
            row.Day("created", needed: true) ?? default)
        {
            Also = word == "refund" && payment is not null ? ProviderKeys.Of("return", payment) : null,
            FeeKey = fee == 0 ? null : ProviderKeys.Of("fee", reference),
            Payout = payout,
            PayoutOn = payout is null ? null : row.Day("automatic_payout_effective_at", needed: true),
        };
    }
}
