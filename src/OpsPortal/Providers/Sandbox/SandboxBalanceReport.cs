using System.Text;
using NodaTime.Text;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Reconciliation;
using OpsPortal.Features.Reconciliation.Sources;
using OpsPortal.Providers.Reports;

namespace OpsPortal.Providers.Sandbox;

/// <summary>The sandbox's report of its balance: written from its own events, read as any provider's report.</summary>
[Part]
internal sealed class SandboxBalanceReport : IProviderReportReader
{
    private const string Header = "transaction_id,created_utc,category,reference,idempotency_key,currency,gross,fee,net";

    private static readonly InstantPattern Stamp = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss");

    public ReportFormat Format => ReportFormat.SandboxBalance;

    public string Provider => SandboxEventReader.Name;

    public string Name => "Sandbox: balance report";

    public IReadOnlyList<string> Columns { get; } = [.. Header.Split(',').Where(name => name != "created_utc")];

    public ReportLine Read(ReportRow row)
    {
        var currency = row.CurrencyOf("currency");
        var (category, reference) = (row.Needed("category"), row.Needed("reference"));
        var (gross, fee, net) = (row.Amount("gross", currency), row.Amount("fee", currency), row.Amount("net", currency));
        if (!row.IsBroken && gross - fee != net)
            row.Fault("gross less fee is not net.");
        var named = row.Text("idempotency_key") ?? reference;
        return new ReportLine(
            row.Line, row.Needed("transaction_id"), category, ProviderKeys.Of(category, named), reference, currency, gross, fee,
            row.Day("created", needed: true) ?? default) { FeeKey = fee == 0 ? null : ProviderKeys.Of("fee", reference) };
    }

    /// <summary>The report's text: a row for each event that moved the balance, oldest first.</summary>
    public static byte[] Write(IEnumerable<SandboxMovement> movements)
    {
        var text = new StringBuilder(Header).Append('\n');
        foreach (var (eventId, at, category, reference, key, amount) in movements)
        {
            var (gross, fee) = category == "fee" ? ("0", -amount) : (amount.ToDecimalString(), Money.Zero(amount.Currency));
            text.Append(eventId).Append(',').Append(Stamp.Format(at)).Append(',').Append(category).Append(',').Append(reference)
                .Append(',').Append(key).Append(',').Append(amount.Currency).Append(',').Append(gross).Append(',')
                .Append(fee.ToDecimalString()).Append(',').Append(amount.ToDecimalString()).Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}

/// <summary>One movement of the balance that the sandbox keeps.</summary>
/// <param name="Amount">What it adds to the balance.</param>
internal sealed record SandboxMovement(
    string EventId, Instant At, string Category, string Reference, string? Key, Money Amount)
{
    /// <summary>What the sandbox's events did to its balance; a return tells the total so far, so the one before is taken
    /// off.</summary>
    public static IEnumerable<SandboxMovement> Of(IEnumerable<ProviderEvent> events)
    {
        var returned = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var happened in events)
        {
            var minor = happened.AmountMinor;
            switch (happened.Kind)
            {
                case ProviderEventKind.PaymentSucceeded:
                    yield return Made(happened, "payment", minor);
                    break;
                case ProviderEventKind.FundsAvailable when happened.FeeMinor != 0:
                    yield return Made(happened, "fee", -happened.FeeMinor);
                    break;
                case ProviderEventKind.PaymentReturned or ProviderEventKind.PaymentRefunded:
                    var before = returned.GetValueOrDefault(happened.PaymentReference);
                    returned[happened.PaymentReference] = minor;
                    if (minor != before)
                        yield return Made(happened, "return", before - minor);
                    break;
                case ProviderEventKind.RefundSucceeded:
                    yield return Made(happened, "refund", -minor);
                    break;
                case ProviderEventKind.DisputeOpened when !happened.IsInquiry:
                    yield return Made(happened, "dispute", -minor);
                    break;
                case ProviderEventKind.DisputeClosed when happened.Won:
                    yield return Made(happened, "dispute-won", minor);
                    break;
                case ProviderEventKind.SweepPaid:
                    yield return Made(happened, "sweep", -minor);
                    break;
                case ProviderEventKind.PayoutItemPaid:
                    yield return Made(happened, "payout", -minor) with { Key = happened.InstructionKey };
                    break;
                case ProviderEventKind.PayoutItemReturned:
                    yield return Made(happened, "payout-back", minor) with { Key = happened.InstructionKey };
                    break;
            }
        }
    }

    private static SandboxMovement Made(ProviderEvent happened, string category, long minor) => new(
        happened.EventId, happened.OccurredAt, category, happened.Reference, null, new Money(minor, happened.Currency!.Value));
}
