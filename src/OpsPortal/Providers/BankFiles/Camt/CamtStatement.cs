using OpsPortal.Domain.Banking;

namespace OpsPortal.Providers.BankFiles.Camt;

/// <summary>What stands on the statement itself: account, numbers and balances.</summary>
internal sealed class CamtStatement(StatementKind kind)
{
    private static readonly HashSet<string> Wanted = new(StringComparer.Ordinal)
    {
        "Id", "ElctrncSeqNb", "LglSeqNb", "CreDtTm", "StmtPgntn", "RptPgntn", "NtfctnPgntn", "Acct", "Bal",
    };

    private readonly Dictionary<string, XmlBit> facts = new(StringComparer.Ordinal);
    private readonly List<XmlBit> balances = [];
    private bool begun;
    private Currency? currency;

    public static bool Wants(string name) => Wanted.Contains(name);

    public void Learn(XmlBit bit)
    {
        if (bit.Name != "Bal")
            facts.TryAdd(bit.Name, bit);
        else if (balances.Count < FileLimits.XmlElements)
            balances.Add(bit);
    }

    /// <summary>The head, once: before the first entry or at the end of a statement without one.</summary>
    public IEnumerable<StatementItem> Begin(int line)
    {
        if (begun)
            yield break;
        begun = true;
        var letters = Text("Acct", "Ccy");
        if (letters is not null && Currency.Parse(letters).Refusal is { } unknown)
            yield return new FileFault(facts["Acct"].Line, unknown.Why);
        currency = CurrencyOf(letters) ?? CurrencyOf(balances.FirstOrDefault(IsOpening)?.Find("Amt")?.Currency);
        yield return new StatementBegins(line, new StatementHead
        {
            Kind = kind,
            Account = Text("Acct", "Id", "IBAN") ?? Text("Acct", "Id", "Othr", "Id") ?? Text("Acct", "Id", "PrtryAcct", "Id")
                ?? Text("Acct", "Id", "BBAN"),
            Currency = currency,
            Reference = Text("Id"),
            Number = Number(),
        });
    }

    public IEnumerable<StatementItem> Items(CamtEntry entry) => entry.Items(new CamtContext(
        Text("Acct", "Id", "IBAN"), CamtDates.Read(Text("CreDtTm"))));

    /// <summary>The balances: only booked ones count, and only in the account's currency; others are information.</summary>
    public IEnumerable<StatementItem> End(int line)
    {
        var read = new List<(string Code, StatementBalance Balance)>();
        foreach (var bit in balances.Where(bit => CodeOf(bit) is "OPBD" or "PRCD" or "CLBD" or "ITBD"))
        {
            var balance = Balance(bit);
            if (balance.Refusal is { } refusal)
                yield return CurrencyOf(bit.Find("Amt")?.Currency) is null
                    ? new FileNote(bit.Line, $"A balance was left out: {refusal.Why}")
                    : new FileFault(bit.Line, refusal.Why);
            else
                read.Add((CodeOf(bit)!, balance.Value));
        }

        var opening = Chosen(read, "OPBD") ?? Chosen(read, "PRCD") ?? Interim(read, last: false);
        var closing = Chosen(read, "CLBD") ?? Interim(read, last: true);
        if (kind == StatementKind.Statement)
            yield return new StatementEnds(line, opening, closing);
        else
            yield return new StatementEnds(line, null, null);
    }

    private StatementBalance? Interim(List<(string Code, StatementBalance Balance)> read, bool last)
    {
        // Of a statement that is cut into pages the inner balances carry over; the first of two opens, the last closes.
        var carried = read.Where(pair => pair.Code == "ITBD" && (currency is null || pair.Balance.Currency == currency))
            .Select(pair => pair.Balance).ToList();
        var opens = carried.Count > 1 ? carried[0] : null;
        return last ? carried.Count > 0 ? carried[^1] : null : opens;
    }

    private StatementBalance? Chosen(List<(string Code, StatementBalance Balance)> read, string code)
    {
        var same = read.Where(pair => pair.Code == code).Select(pair => pair.Balance).ToList();
        return same.Find(balance => balance.Currency == currency) ?? same.FirstOrDefault();
    }

    private static Outcome<StatementBalance> Balance(XmlBit bit)
    {
        var amount = CamtAmounts.Read(bit.Find("Amt"));
        if (amount.IsRefused)
            return amount.Refusal;
        if (CamtAmounts.Sign(bit.TextOf("CdtDbtInd")) is not { } sign)
            return BankingRefusals.NotAnAmount($"{bit.TextOf("Amt")} {bit.TextOf("CdtDbtInd")}");
        return new StatementBalance(sign * amount.Value.Minor, amount.Value.Currency,
            CamtDates.Read(bit.TextOf("Dt", "Dt") ?? bit.TextOf("Dt", "DtTm")));
    }

    private static bool IsOpening(XmlBit bit) => CodeOf(bit) is "OPBD" or "PRCD";

    private static string? CodeOf(XmlBit bit) => bit.TextOf("Tp", "CdOrPrtry", "Cd") ?? bit.TextOf("Tp", "Cd");

    private static Currency? CurrencyOf(string? letters) => Currency.Parse(letters) is { IsRefused: false } known ? known.Value
        : null;

    private string? Number()
    {
        var number = Text("LglSeqNb") ?? Text("ElctrncSeqNb");
        var page = Text("StmtPgntn", "PgNb") ?? Text("RptPgntn", "PgNb") ?? Text("NtfctnPgntn", "PgNb");
        return page is null ? number : $"{number}/{page}";
    }

    private string? Text(string name, params ReadOnlySpan<string> path) =>
        facts.TryGetValue(name, out var bit) ? bit.TextOf(path) : null;
}
