using System.Collections.Immutable;

namespace OpsPortal.Domain.Cash.Matching;

/// <summary>What all texts of one payment say about invoices.</summary>
internal sealed class PaymentFinding
{
    private readonly Dictionary<int, ReferenceHit> hits = [];
    private readonly List<ReferenceScan> scans = [];

    public IReadOnlyCollection<ReferenceHit> Hits => hits.Values;

    public HashSet<int> Incidental { get; } = [];

    public HashSet<int> Contracts { get; } = [];

    public bool HasUnknownNumber { get; private set; }

    public IReadOnlyList<ReferenceScan> Scans => scans;

    /// <summary>Every number that is named is certain and belongs to one invoice only.</summary>
    public bool IsClear => hits.Values.All(hit => hit.IsWhole && !hit.IsShared);

    public ReferenceHit? HitOn(int invoice) => hits.TryGetValue(invoice, out var hit) ? hit : null;

    /// <summary>Nothing is named but what stands among these.</summary>
    public bool NamesOnly(IReadOnlyCollection<int> invoices) => !HasUnknownNumber && hits.Keys.All(invoices.Contains);

    /// <summary>The finding of a payment whose reference is one invoice's number and nothing else.</summary>
    public static PaymentFinding OfOne(int invoice)
    {
        var finding = new PaymentFinding();
        finding.hits[invoice] = new ReferenceHit(invoice, true, false);
        return finding;
    }

    public static PaymentFinding Of(IncomingPayment payment, ImmutableArray<OpenInvoice> invoices, ReferenceIndex index)
    {
        var finding = new PaymentFinding();
        foreach (var (text, isStructured) in Texts(payment))
            finding.Take(ReferenceScan.Of(text, isStructured, payment, index), payment, invoices);
        return finding;
    }

    private void Take(ReferenceScan scan, IncomingPayment payment, ImmutableArray<OpenInvoice> invoices)
    {
        scans.Add(scan);
        HasUnknownNumber |= scan.HasUnknownNumber;
        Contracts.UnionWith(scan.Contracts);
        Incidental.UnionWith(scan.Incidental);
        var ours = scan.Hits.Where(hit => IsOurs(payment, invoices[hit.Invoice])).ToList();
        foreach (var hit in scan.Hits)
        {
            // A number that two of our companies use is certain where it is known which of them was paid.
            var isOurs = IsOurs(payment, invoices[hit.Invoice]);
            var twins = ours.Count(other => isOurs && other.IsShared && SameNumber(invoices, other.Invoice, hit.Invoice));
            var now = hit with { IsWhole = hit.IsWhole && isOurs, IsShared = hit.IsShared && (twins > 1 || !isOurs) };
            if (!hits.TryGetValue(hit.Invoice, out var before) || (now.IsWhole && !before.IsWhole))
                hits[hit.Invoice] = now;
        }

        if (payment.LegalEntity.Length > 0 && ours.Count > 0)
            foreach (var foreign in hits.Keys.Where(i => !IsOurs(payment, invoices[i])
                && ours.Any(hit => SameNumber(invoices, hit.Invoice, i))).ToList())
                hits.Remove(foreign);
    }

    private static bool SameNumber(ImmutableArray<OpenInvoice> invoices, int one, int other) =>
        ReferenceText.Compact(invoices[one].Number) == ReferenceText.Compact(invoices[other].Number);

    private static bool IsOurs(IncomingPayment payment, OpenInvoice invoice) =>
        payment.LegalEntity.Length == 0 || invoice.LegalEntity.Length == 0 || payment.LegalEntity == invoice.LegalEntity;

    private static IEnumerable<(string Text, bool IsStructured)> Texts(IncomingPayment payment)
    {
        if (payment.StructuredReference is { } structured && !string.IsNullOrWhiteSpace(structured))
        {
            // ISO 11649: the payee's own reference stands after RF and two check digits.
            var compact = ReferenceText.Compact(structured);
            yield return compact.Length > 4 && compact.StartsWith("RF", StringComparison.Ordinal)
                && char.IsAsciiDigit(compact[2]) && char.IsAsciiDigit(compact[3]) ? (compact[4..], true) : (structured, true);
        }

        if (!string.IsNullOrWhiteSpace(payment.RemittanceText))
            yield return (payment.RemittanceText, false);
        if (payment.EndToEndId is { } id && !string.IsNullOrWhiteSpace(id))
            yield return (id, false);
    }
}
