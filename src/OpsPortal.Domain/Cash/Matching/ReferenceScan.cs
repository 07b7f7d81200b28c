namespace OpsPortal.Domain.Cash.Matching;

/// <summary>An invoice that a payment names.</summary>
/// <param name="IsWhole">The number stands there as a word of its own and can mean nothing else.</param>
/// <param name="IsShared">Another invoice has the same number.</param>
internal readonly record struct ReferenceHit(int Invoice, bool IsWhole, bool IsShared);

/// <summary>What one text of a payment says: the numbers in it that are known, and those that are not.</summary>
internal sealed class ReferenceScan
{
    private readonly ReferenceText text;
    private readonly IncomingPayment payment;
    private readonly bool isStructured;
    private readonly int[] spanOf;
    private readonly List<(int From, int Count, List<int> Invoices, bool IsTight, bool IsContract)> spans = [];

    private ReferenceScan(string raw, bool isStructured, IncomingPayment payment)
    {
        text = new ReferenceText(raw);
        this.payment = payment;
        this.isStructured = isStructured;
        spanOf = new int[text.Atoms.Count];
        Array.Fill(spanOf, -1);
    }

    public List<ReferenceHit> Hits { get; } = [];

    /// <summary>Invoices whose number stands there as bare digits that are rather a day, a year or an amount.</summary>
    public HashSet<int> Incidental { get; } = [];

    public HashSet<int> Contracts { get; } = [];

    /// <summary>True when the text names a document that is not among the invoices.</summary>
    public bool HasUnknownNumber { get; private set; }

    /// <summary>Runs that look like a number but are none that is known, longest first, for repair.</summary>
    public List<(string Token, int From, int Count)> Unknown { get; } = [];

    public ReferenceText Text => text;

    public static ReferenceScan Of(string raw, bool isStructured, IncomingPayment payment, ReferenceIndex index)
    {
        var scan = new ReferenceScan(raw, isStructured, payment);
        for (var count = Math.Min(scan.text.Atoms.Count, ReferenceIndex.LongestNumber); count > 0; count--)
            for (var from = 0; from + count <= scan.text.Atoms.Count; from++)
                scan.Try(from, count, index);
        scan.Judge();
        scan.FindUnknown();
        return scan;
    }

    private void Try(int from, int count, ReferenceIndex index)
    {
        var digits = false;
        for (var atom = from; atom < from + count; atom++)
        {
            if (spanOf[atom] >= 0)
                return;
            digits |= text.Atoms[atom].IsDigits;
        }

        if (!digits)
            return;
        var asIs = index.ByCompact(text.CompactKey(from, count));
        var found = asIs.Count > 0 ? asIs : index.ByStripped(text.StrippedKey(from, count));
        var contracts = found.Count > 0 ? [] : index.ByContract(text.StrippedKey(from, count));
        if (found.Count + contracts.Count == 0)
            return;
        for (var atom = from; atom < from + count; atom++)
            spanOf[atom] = spans.Count;
        spans.Add((from, count, found.Count > 0 ? found : contracts, asIs.Count == 0 || IsTight(from, count),
            found.Count == 0));
    }

    /// <summary>Two runs of digits are one number only where a dash joins them: "12 345" may be two things.</summary>
    private bool IsTight(int from, int count)
    {
        for (var atom = from + 1; atom < from + count; atom++)
            if (text.Atoms[atom].IsDigits && text.Atoms[atom - 1].IsDigits && text.Atoms[atom].Before != Joint.Dashed)
                return false;
        return true;
    }

    private void Judge()
    {
        foreach (var (from, count, invoices, isTight, isContract) in spans)
        {
            if (isContract)
            {
                if (StandsAlone(from, count) && !MayBeSomethingElse(from, count))
                    Contracts.UnionWith(invoices);
                continue;
            }

            if (MayBeSomethingElse(from, count))
            {
                Incidental.UnionWith(invoices);
                continue;
            }

            var whole = isTight && StandsAlone(from, count);
            foreach (var invoice in invoices)
                Hits.Add(new ReferenceHit(invoice, whole, invoices.Count > 1));
        }
    }

    private bool StandsAlone(int from, int count)
    {
        var (first, next) = (text.Atoms[from], from + count);
        if (from > 0 && first.Before != Joint.Loose && spanOf[from - 1] < 0 && !MayStandBefore(from - 1, first.Before))
            return false;
        return next >= text.Atoms.Count || text.Atoms[next].Before == Joint.Loose || spanOf[next] >= 0
            || MayStandAfter(next, text.Atoms[next].Before);
    }

    private bool MayStandBefore(int atom, Joint joint) => !text.Atoms[atom].IsDigits
        && (ReferenceWords.IsLabel(text.Upper(atom)) || joint == Joint.Pointed || IsSlash(atom + 1));

    private bool MayStandAfter(int atom, Joint joint) => !text.Atoms[atom].IsDigits
        && (joint == Joint.Pointed || (IsSlash(atom) && text.Atoms[atom].Length >= 2));

    private bool IsSlash(int atom) => text.Atoms[atom].Before == Joint.Dashed && text.Text[text.Atoms[atom].Start - 1] == '/';

    private bool MayBeSomethingElse(int from, int count)
    {
        for (var atom = from; atom < from + count; atom++)
            if (!text.Atoms[atom].IsDigits)
                return false;
        if (isStructured || count == text.Atoms.Count)
            return false;
        if (count == 2)
            return IsMoney(from, count);
        if (IsMoney(from, count))
            return true;
        var labelled = from > 0 && ReferenceWords.IsLabel(text.Upper(from - 1));
        return !labelled && ReferenceWords.MayBeSomethingElse(text.Compact(from, count), payment.GrossMinor, payment.Currency);
    }

    private bool IsMoney(int from, int count) =>
        text.Atoms[from].AfterMoneySign || text.Atoms[from + count - 1].AfterMoneySign
        || (from > 0 && ReferenceWords.IsCurrency(text.Upper(from - 1)) && IsBeside(from - 1))
        || (from + count < text.Atoms.Count && ReferenceWords.IsCurrency(text.Upper(from + count)) && IsBeside(from + count - 1));

    /// <summary>Nothing but blanks stands between this run and the next.</summary>
    private bool IsBeside(int atom)
    {
        var end = text.Atoms[atom].Start + text.Atoms[atom].Length;
        return text.Text.AsSpan(end, text.Atoms[atom + 1].Start - end).IsWhiteSpace();
    }

    private void FindUnknown()
    {
        for (var atom = 0; atom < text.Atoms.Count; atom++)
        {
            if (spanOf[atom] >= 0 || !HasDigitsFrom(atom, out var end))
                continue;
            if (LooksLikeNumber(atom, end - atom))
            {
                HasUnknownNumber = true;
                AddTokens(atom, end);
            }

            atom = end - 1;
        }
    }

    /// <summary>The run as it is, with the word before it, and without words that only hang on it by a dash.</summary>
    private void AddTokens(int from, int end)
    {
        if (from > 0 && spanOf[from - 1] < 0 && !text.Atoms[from - 1].IsDigits)
            Unknown.Add((text.Compact(from - 1, end - from + 1), from - 1, end - from + 1));
        while (end - 1 > from && !text.Atoms[end - 1].IsDigits && text.Atoms[end - 1].Before != Joint.Glued)
            Unknown.Add((text.Compact(from, end - from), from, end-- - from));
        for (; from < end; from++)
        {
            Unknown.Add((text.Compact(from, end - from), from, end - from));
            if (text.Atoms[from].IsDigits || text.Atoms[from + 1].Before == Joint.Glued)
                break;
        }
    }

    /// <summary>The run of atoms from here that hang together and of which one holds digits.</summary>
    private bool HasDigitsFrom(int atom, out int end)
    {
        var digits = text.Atoms[atom].IsDigits;
        for (end = atom + 1; end < text.Atoms.Count && spanOf[end] < 0 && text.Atoms[end].Before != Joint.Loose; end++)
            digits |= text.Atoms[end].IsDigits;
        return digits;
    }

    private bool LooksLikeNumber(int from, int count)
    {
        var labelled = from > 0 && spanOf[from - 1] < 0 && ReferenceWords.IsLabel(text.Upper(from - 1));
        var letters = Enumerable.Range(from, count).Any(atom => !text.Atoms[atom].IsDigits);
        var pointed = Enumerable.Range(from + 1, count - 1).Any(atom => text.Atoms[atom].Before == Joint.Pointed);
        var digits = Enumerable.Range(from, count).Where(atom => text.Atoms[atom].IsDigits)
            .Sum(atom => text.Atoms[atom].Length);
        if (letters)
            return digits >= 3 || labelled;
        if (pointed || IsMoney(from, count))
            return false;
        var run = text.Compact(from, count);
        return labelled || isStructured
            || !ReferenceWords.MayBeSomethingElse(run, payment.GrossMinor, payment.Currency);
    }
}
