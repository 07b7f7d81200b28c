using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Payouts;

/// <summary>
/// The one key under which a payout is ever sent. It is made from the sorted set of payables beneath it, so that the same money
/// can never leave under two keys, whoever builds it, whenever.
/// </summary>
public static class PayoutKey
{
    /// <param name="sources">The payables beneath the payout, in any order.</param>
    /// <param name="round">1 at first; one more for each earlier payout of the same payables that ended (failed, returned,
    /// cancelled, or paid in part).</param>
    public static string Of(LegalEntityId entity, PayeeId payee, Currency currency, IEnumerable<PayoutSourceDraft> sources,
        int round)
    {
        var lines = sources
            .Select(s => $"{s.Invoice}/{s.Receipt?.ToString() ?? "-"}/{s.AmountMinor.ToString(CultureInfo.InvariantCulture)}")
            .Order(StringComparer.Ordinal);
        var text = $"{entity}\n{payee}\n{currency}\n{round.ToString(CultureInfo.InvariantCulture)}\n{string.Join('\n', lines)}";
        return "po_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..40];
    }
}

/// <summary>A part of a payout: settled money of one invoice and payment.</summary>
public sealed record PayoutSourceDraft(InvoiceId Invoice, string InvoiceNumber, ContractId Contract, MilestoneId? Milestone,
    ReceiptId? Receipt, long AmountMinor);
