using OpsPortal.Domain.Banking;

namespace OpsPortal.Providers.BankFiles.Camt;

/// <summary>What an entry must know of its statement.</summary>
internal sealed record CamtContext(string? OwnIban, LocalDate? MadeOn);

/// <summary>
/// One booked entry. Where all its details have amounts that make the entry's, each is a line of its own; otherwise the entry is
/// one line.
/// </summary>
internal sealed class CamtEntry(int line)
{
    private static readonly HashSet<string> Wanted = new(StringComparer.Ordinal)
    {
        "NtryRef", "Amt", "CdtDbtInd", "RvslInd", "Sts", "BookgDt", "ValDt", "AcctSvcrRef", "BkTxCd", "AddtlNtryInf",
    };

    private readonly Dictionary<string, XmlBit> facts = new(StringComparer.Ordinal);
    private readonly List<CamtDetail> details = [];
    private int detailCount;

    public static bool Wants(string name) => Wanted.Contains(name);

    public void Learn(XmlBit bit) => facts.TryAdd(bit.Name, bit);

    public void AddDetail(XmlBit bit)
    {
        if (++detailCount <= FileLimits.DetailsOfEntry)
            details.Add(CamtDetail.Of(bit));
    }

    public IEnumerable<StatementItem> Items(CamtContext context)
    {
        var status = Text("Sts", "Cd") ?? Text("Sts") ?? Text("Sts", "Prtry");
        if (status is not (null or "BOOK"))
            return [new LineSkipped(line, $"Its status is {status}: only booked entries are taken.")];
        var amount = CamtAmounts.Read(facts.GetValueOrDefault("Amt"));
        if (amount.Refusal is { } refusal)
            return [new FileFault(line, $"The entry's amount: {refusal.Why}")];
        if (CamtAmounts.Sign(Text("CdtDbtInd")) is not { } sign)
            return [new FileFault(line, $"'{Text("CdtDbtInd")}' says neither credit (CRDT) nor debit (DBIT).")];
        if (amount.Value.IsZero)
            return [new LineSkipped(line, "Its amount is zero.")];
        var named = DateText("BookgDt") ?? DateText("ValDt");
        var booked = named is null ? context.MadeOn : CamtDates.Lenient(named)?.Day;
        if (booked is not { } day)
            return [new FileFault(line, named is null ? "The entry has neither a booking date nor a value date."
                : $"The entry's date: {BankingRefusals.NotADate(named).Why}")];
        return Mended("BookgDt").Concat(Mended("ValDt"))
            .Concat(Lines(new Money(sign * amount.Value.Minor, amount.Value.Currency), day, context));
    }

    private IEnumerable<StatementItem> Lines(Money amount, LocalDate day, CamtContext context)
    {
        if (detailCount > 1 && detailCount == details.Count
            && details.All(detail => detail.MinorLike(amount) is not null and not 0)
            && details.Aggregate((Int128)0, (sum, detail) => sum + detail.MinorLike(amount)!.Value) == amount.Minor)
        {
            foreach (var (detail, i) in details.Select((detail, i) => (detail, i)))
                yield return new LineRead(detail.Line, Of(
                    detail, amount with { Minor = detail.MinorLike(amount)!.Value }, day, context,
                    new BookedEntry(Text("AcctSvcrRef"), amount.Minor, detailCount, i + 1)));
            yield break;
        }

        if (detailCount > 1)
            yield return new FileNote(line,
                $"A batch of {detailCount} details is one line: their amounts do not make the entry's.");
        var told = detailCount == 1 ? 1 : 0;
        yield return new LineRead(line, Of(told == 1 ? details[0] : CamtDetail.None, amount, day, context,
            new BookedEntry(Text("AcctSvcrRef"), amount.Minor, told, told)));
    }

    private StatementLine Of(CamtDetail detail, Money amount, LocalDate day, CamtContext context, BookedEntry entry)
    {
        var reversal = Text("RvslInd") is "true" or "1";
        var payer = amount.IsPositive != reversal ? detail.Debtor : detail.Creditor;
        var bank = entry.Reference;
        var ours = amount.IsPositive && !reversal ? detail.Creditor.Account : null;
        return new StatementLine
        {
            AmountMinor = amount.Minor,
            Currency = amount.Currency,
            BookedOn = day,
            ValueOn = DateOf("ValDt"),
            BankReference = detail.BankReference ?? (bank is not null && entry.Details > 1 ? $"{bank}/{entry.Place}" : bank),
            CustomerReference = detail.CustomerReference ?? Text("NtryRef"),
            EndToEndId = detail.EndToEndId,
            Uetr = detail.Uetr,
            Code = detail.Code ?? CamtDetail.CodeOf(facts.GetValueOrDefault("BkTxCd")),
            PartyName = payer.Name,
            PartyAccount = payer.Account,
            VirtualAccount = ours is not null && context.OwnIban is not null && ours != context.OwnIban ? ours : null,
            StructuredReference = detail.StructuredReference,
            Remittance = detail.Remittance ?? Text("AddtlNtryInf"),
            IsReversal = reversal,
            Entry = entry,
        };
    }

    private IEnumerable<StatementItem> Mended(string name)
    {
        if (DateText(name) is { } text && CamtDates.Lenient(text) is { WasMended: true } mended)
            yield return new FileNote(line,
                $"The date {text} does not exist: the last day of that month, {DayWords.Of(mended.Day)}, is taken.");
    }

    private LocalDate? DateOf(string name) => DateText(name) is { } text ? CamtDates.Lenient(text)?.Day : null;

    private string? DateText(string name) => Text(name, "Dt") ?? Text(name, "DtTm");

    private string? Text(string name, params ReadOnlySpan<string> path) =>
        facts.TryGetValue(name, out var bit) ? bit.TextOf(path) : null;
}
