namespace OpsPortal.Domain.Cash.Matching;

/// <summary>What must have happened to a number for the text to stand as it does.</summary>
internal enum Repair
{
    /// <summary>Signs that are taken for each other, such as O and 0.</summary>
    Misread,

    /// <summary>Only the digits were written.</summary>
    WithoutPrefix,

    /// <summary>Two neighbours are swapped, or one is missing or too many.</summary>
    Slip,

    /// <summary>A digit is another one, or there are two slips: as likely another number.</summary>
    OtherDigits,
}

/// <summary>Which invoices a payment may mean by a number that does not exist.</summary>
internal static class Repairs
{
    private const int ShortestToken = 4;
    private const int ShortestForTwoSlips = 8;
    private const int MostOfAmount = 200;

    public static IReadOnlyDictionary<int, Repair> Of(MatchBoard board, int p)
    {
        var found = new Dictionary<int, Repair>();
        var finding = board.Finding(p);
        foreach (var scan in finding.Scans)
        {
            foreach (var (token, from, count) in scan.Unknown.Where(each => each.Token.Length >= ShortestToken))
            {
                foreach (var i in board.References.Misread(token))
                    Add(found, i, Repair.Misread);
                foreach (var i in board.References.Prefixless(scan.Text, from, count))
                    Add(found, i, Repair.WithoutPrefix);
                foreach (var i in Near(board, p, token))
                    if (SlipOf(token, ReferenceText.Compact(board.Invoices[i].Number)) is { } slip)
                        Add(found, i, slip);
            }
        }

        return found;
    }

    /// <summary>What turns one number into another, or null where too much would have to.</summary>
    public static Repair? SlipOf(string token, string number)
    {
        var distance = EditDistance.Between(token, number);
        if (distance == 0 || distance > EditDistance.Most || number.Length < ShortestToken + 1
            || (distance == 2 && Math.Min(token.Length, number.Length) < ShortestForTwoSlips))
            return null;
        return distance == 1 && (token.Length != number.Length || IsSwap(token, number)) ? Repair.Slip : Repair.OtherDigits;
    }

    private static bool IsSwap(string token, string number)
    {
        var first = token.AsSpan().CommonPrefixLength(number);
        return first + 1 < token.Length && token[first] == number[first + 1] && token[first + 1] == number[first];
    }

    private static IEnumerable<int> Near(MatchBoard board, int p, string token)
    {
        var payment = board.Payments[p];
        var ofAmount = board.OfAmount(payment.Currency.Code, payment.GrossMinor)
            .OrderBy(i => board.Invoices[i].Number, StringComparer.Ordinal).Take(MostOfAmount);
        return board.References.WithSlip(token).Union(ofAmount);
    }

    private static void Add(Dictionary<int, Repair> found, int invoice, Repair repair)
    {
        if (!found.TryGetValue(invoice, out var before) || repair < before)
            found[invoice] = repair;
    }
}
