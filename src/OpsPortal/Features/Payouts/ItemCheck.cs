using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts;

/// <summary>One item judged afresh: the gate's answers for the payables beneath it, and what the controls look at.</summary>
internal sealed record ItemCheck(PayoutItem Item, ItemControlFact Fact, IReadOnlyList<(PayableFacts Facts,
    ReleaseDecision Decision)> Answers)
{
    public static ItemCheck Of(
        PayoutItem item, Dictionary<(PayeeId, InvoiceId), Payable> payables, PolicyMatrix? matrix, Instant now)
    {
        var beneath = item.Sources.Select(s => s.InvoiceId).Distinct()
            .Select(invoice => payables.GetValueOrDefault((item.PayeeId, invoice))).OfType<Payable>().ToList();
        var answers = beneath.ConvertAll(p => (p.Facts, Decision: ReleaseGate.Evaluate(p.Facts, matrix, now)));
        var blocking = answers.SelectMany(a => a.Decision.Blocking).ToList();
        var settled = Settled(item, beneath);
        var available = beneath.Sum(p => p.Facts.Funds.AvailableMinor);
        var fact = new ItemControlFact(item.Id, item.PayeeName, item.AmountMinor)
        {
            SourcesMinor = item.Sources.Sum(s => s.AmountMinor),
            SettledMinor = Math.Min(settled, available),
            OpenExceptions = beneath.SelectMany(p => p.Facts.Exceptions).Select(e => e.Id).Distinct().Count(),
            IsBlocked = beneath.Exists(p => p.Facts.Holds.Count > 0 || p.Facts.Funds.BlockedMinor > 0),
            IsTaxFormClear = !blocking.Exists(c => c.Code.StartsWith("gate.taxform", StringComparison.Ordinal)),
            GateWords = blocking.Count == 0 ? null : blocking[0].Words,
            IsAccountUnchanged = beneath.Count > 0 && beneath.TrueForAll(p => p.Account is { } a
                && a.Id == item.AccountId && a.Version == item.AccountVersion && a.Digest == item.AccountDigest),
        };
        return new ItemCheck(item, fact, answers);
    }

    private static long Settled(PayoutItem item, List<Payable> beneath) => item.Sources.Sum(source => Math.Min(
        source.AmountMinor,
        beneath.Where(p => p.Facts.Invoice == source.InvoiceId).SelectMany(p => p.Settled).Where(s =>
            s.Receipt == source.ReceiptId)
            .Sum(s => s.Minor)));
}
