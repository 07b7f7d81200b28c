namespace OpsPortal.Providers.BankFiles.Camt;

/// <summary>Who stands on one side of a payment.</summary>
internal readonly record struct CamtParty(string? Name, string? Account);

/// <summary>One detail of an entry: a payment with its parties, references and words.</summary>
internal sealed record CamtDetail
{
    public static readonly CamtDetail None = new();

    public int Line { get; private init; }

    /// <summary>Its own amount, without sign; null where it has none that can be read.</summary>
    public Money? Amount { get; private init; }

    public int? Sign { get; private init; }

    public string? BankReference { get; private init; }

    public string? CustomerReference { get; private init; }

    public string? EndToEndId { get; private init; }

    public string? Uetr { get; private init; }

    public string? Code { get; private init; }

    public CamtParty Debtor { get; private init; }

    public CamtParty Creditor { get; private init; }

    public string? StructuredReference { get; private init; }

    public string? Remittance { get; private init; }

    public static CamtDetail Of(XmlBit bit)
    {
        var amount = CamtAmounts.Read(bit.Find("Amt") ?? bit.Find("AmtDtls", "TxAmt", "Amt"));
        return new CamtDetail
        {
            Line = bit.Line,
            Amount = amount.IsRefused ? null : amount.Value,
            Sign = CamtAmounts.Sign(bit.TextOf("CdtDbtInd")),
            BankReference = bit.TextOf("Refs", "AcctSvcrRef"),
            CustomerReference = bit.TextOf("Refs", "InstrId") ?? bit.TextOf("Refs", "PmtInfId") ?? bit.TextOf("Refs", "MsgId"),
            EndToEndId = bit.TextOf("Refs", "EndToEndId") is { } id && id != "NOTPROVIDED" ? id : null,
            Uetr = bit.TextOf("Refs", "UETR"),
            Code = CodeOf(bit.Find("BkTxCd")),
            Debtor = Party(bit, "Dbtr", "UltmtDbtr", "DbtrAcct"),
            Creditor = Party(bit, "Cdtr", "UltmtCdtr", "CdtrAcct"),
            StructuredReference = Structured(bit),
            Remittance = Words(bit),
        };
    }

    public static string? CodeOf(XmlBit? code)
    {
        if (code?.Find("Domn") is { } domain)
            return string.Join('-', domain.Texts());
        return code?.TextOf("Prtry", "Cd");
    }

    /// <summary>Its amount in the entry's direction; null where it has none in the entry's currency.</summary>
    public long? MinorLike(Money entry) => Amount is { } own && own.Currency == entry.Currency
        ? (Sign ?? Math.Sign(entry.Minor)) * own.Minor
        : null;

    // Later versions put a person or an agent between the role and its name.
    private static CamtParty Party(XmlBit detail, string role, string ultimate, string account)
    {
        var parties = detail.Find("RltdPties");
        string? NameOf(string who) => parties?.TextOf(who, "Nm") ?? parties?.TextOf(who, "Pty", "Nm")
            ?? parties?.TextOf(who, "Agt", "FinInstnId", "Nm");
        var number = parties?.TextOf(account, "Id", "IBAN") ?? parties?.TextOf(account, "Id", "Othr", "Id")
            ?? parties?.TextOf(account, "Id", "BBAN");
        return new CamtParty(NameOf(role) ?? NameOf(ultimate), number);
    }

    private static string? Structured(XmlBit detail)
    {
        var references = (detail.Find("RmtInf")?.All("Strd") ?? []).Select(part => part.TextOf("CdtrRefInf", "Ref")
            ?? part.TextOf("CdtrRefInf", "CdtrRef")).OfType<string>().Distinct().ToList();
        return references.Count == 0 ? null : string.Join(' ', references);
    }

    private static string? Words(XmlBit detail)
    {
        var remittance = detail.Find("RmtInf");
        var structured = (remittance?.All("Strd") ?? []).SelectMany(part => part.All("RfrdDocInf").Select(d => d.TextOf("Nb"))
            .Concat(part.All("AddtlRmtInf").Select(info => info.Text)));
        var words = (remittance?.All("Ustrd") ?? []).Select(part => part.Text).Concat(structured).OfType<string>().ToList();
        return words.Count > 0 ? string.Join(' ', words) : detail.TextOf("AddtlTxInf");
    }
}
