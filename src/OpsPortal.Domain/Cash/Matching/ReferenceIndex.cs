using System.Collections.Immutable;

namespace OpsPortal.Domain.Cash.Matching;

/// <summary>
/// All invoice numbers, found by how they may be written: as they are, with other separators or zeros, misread, without their
/// prefix, with a slip. What only few payments need is made when the first of them asks.
/// </summary>
internal sealed class ReferenceIndex
{
    /// <summary>With more invoices than this, slips are looked for among those of the right amount alone.</summary>
    private const int MostForSlips = 100_000;

    /// <summary>So many neighbouring runs of a text are tried as one number.</summary>
    public const int LongestNumber = 8;

    private readonly ImmutableArray<OpenInvoice> invoices;
    private readonly NumberTable compact;
    private readonly Lazy<KeyTable> stripped;
    private readonly Lazy<KeyTable> contracts;
    private readonly Lazy<KeyTable> unconfused;
    private readonly Lazy<KeyTable> withoutPrefix;
    private readonly Lazy<KeyTable> slips;

    public ReferenceIndex(ImmutableArray<OpenInvoice> invoices)
    {
        this.invoices = invoices;
        var keys = new ulong[invoices.Length];
        Work.Each(keys.Length, i => keys[i] = ReferenceText.CompactKey(invoices[i].Number));
        compact = new NumberTable(keys.Length);
        for (var i = 0; i < keys.Length; i++)
            compact.Add(keys[i], i);
        stripped = new(() => Each(Stripped));
        contracts = new(() => Each(invoice => invoice.References.Select(reference => Stripped(reference))));
        unconfused = new(() => Each(invoice => [Unconfused(ReferenceText.Compact(invoice.Number))]));
        withoutPrefix = new(() => Each(WithoutPrefix));
        slips = new(() => invoices.Length > MostForSlips ? new KeyTable(0)
            : Each(invoice => Deletions(ReferenceText.Compact(invoice.Number))));
    }

    /// <summary>The only invoice under the key of a whole text, -1 for none, -2 for more than one.</summary>
    public int Only(ulong key) => compact.Only(key);

    /// <summary>Whether the whole text is the invoice's number. Two texts with one key are as good as never different, but money
    /// does not rest on that.</summary>
    public bool IsNumber(ReadOnlySpan<char> text, int invoice) => SameCompact(text, invoices[invoice].Number);

    public List<int> ByCompact(ulong key) => compact.All(key);

    public List<int> ByStripped(ulong key) => stripped.Value.All(key);

    public List<int> ByContract(ulong key) => contracts.Value.All(key);

    /// <summary>Invoices whose number, with what scanners confuse set straight, is this.</summary>
    public List<int> Misread(string token) => unconfused.Value.All(Unconfused(token));

    /// <summary>Invoices whose number ends in these digits after a prefix of letters.</summary>
    public List<int> Prefixless(ReferenceText text, int from, int count) =>
        withoutPrefix.Value.All(text.StrippedKey(from, count));

    /// <summary>Invoices whose number is one slip away, and some that are two.</summary>
    public SortedSet<int> WithSlip(string token)
    {
        var found = new SortedSet<int>();
        foreach (var key in Deletions(token))
            slips.Value.AddTo(key, found);
        return found;
    }

    private KeyTable Each(Func<OpenInvoice, IEnumerable<ulong>> keys)
    {
        var table = new KeyTable(invoices.Length);
        for (var i = 0; i < invoices.Length; i++)
            foreach (var key in keys(invoices[i]).Distinct())
                table.Add(key, i);
        return table;
    }

    private static IEnumerable<ulong> Stripped(OpenInvoice invoice) => [Stripped(invoice.Number)];

    private static ulong Stripped(string number)
    {
        var text = new ReferenceText(number);
        return text.StrippedKey(0, text.Atoms.Count);
    }

    private static IEnumerable<ulong> WithoutPrefix(OpenInvoice invoice)
    {
        var text = new ReferenceText(invoice.Number);
        var first = Enumerable.Range(0, text.Atoms.Count).FirstOrDefault(atom => text.Atoms[atom].IsDigits, text.Atoms.Count);
        if (first == text.Atoms.Count || first == 0 && text.Atoms.Count == 1)
            yield break;
        if (first > 0)
            yield return text.StrippedKey(first, text.Atoms.Count - first);
        var last = text.Atoms[^1];
        if (last.IsDigits && last.Length >= 4)
            yield return text.StrippedKey(text.Atoms.Count - 1, 1);
    }

    private static ulong Unconfused(string compact) =>
        ReferenceText.CompactKey(string.Create(compact.Length, compact, (span, from) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = EditDistance.Unconfused(from[i]);
        }));

    private static IEnumerable<ulong> Deletions(string compact)
    {
        yield return ReferenceText.CompactKey(compact);
        for (var i = 0; i < compact.Length; i++)
            yield return ReferenceText.CompactKey(compact.Remove(i, 1));
    }

    private static bool SameCompact(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        if (one.Equals(other, StringComparison.OrdinalIgnoreCase))
            return true;
        return ReferenceText.Compact(one) == ReferenceText.Compact(other);
    }
}
