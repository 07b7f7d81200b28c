using System.Globalization;

namespace OpsPortal.Tests.Banking;

/// <summary>Bank files of our own making, from the published descriptions of the formats.</summary>
internal static class BankSamples
{
    public const string Iban = "DE89370400440532013000";

    public static string Camt(string entries, string version = "001.08", string opening = "100.00",
        string closing = "100.00",
        string account = Iban, string currency = "EUR", string day = "2026-03-02", string id = "S-1") => $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.{version}"><BkToCstmrStmt>
        <GrpHdr><MsgId>M-1</MsgId><CreDtTm>{day}T20:00:00</CreDtTm></GrpHdr>
        {Statement(entries, opening, closing, account, currency, day, id)}
        </BkToCstmrStmt></Document>
        """;

    public static string Statement(string entries, string opening, string closing, string account = Iban, string currency = "EUR",
        string day = "2026-03-02", string id = "S-1") => $"""
        <Stmt><Id>{id}</Id><ElctrncSeqNb>7</ElctrncSeqNb><CreDtTm>{day}T20:00:00</CreDtTm>
        <Acct><Id><IBAN>{account}</IBAN></Id><Ccy>{currency}</Ccy></Acct>
        {Balance("OPBD", opening, currency, day)}{Balance("CLBD", closing, currency, day)}
        {entries}</Stmt>
        """;

    public static string Balance(string code, string amount, string currency, string day) =>
        $"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy=\"{currency}\">{amount.TrimStart('-')}</Amt>"
        + $"<CdtDbtInd>{(amount.StartsWith('-') ? "DBIT" : "CRDT")}</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>";

    public static string Entry(string amount, string details = "", string reference = "", string status = "<Cd>BOOK</Cd>",
        string currency = "EUR", string day = "2026-03-02", string more = "") =>
        $"<Ntry><Amt Ccy=\"{currency}\">{amount.TrimStart('-')}</Amt>"
        + $"<CdtDbtInd>{(amount.StartsWith('-') ? "DBIT" : "CRDT")}</CdtDbtInd>{more}<Sts>{status}</Sts>"
        + $"<BookgDt><Dt>{day}</Dt></BookgDt><ValDt><Dt>{day}</Dt></ValDt>"
        + (reference.Length == 0 ? "" : $"<AcctSvcrRef>{reference}</AcctSvcrRef>")
        + "<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>"
        + $"{details}</Ntry>";

    public static string Paid(string remittance, string payer = "Acme GmbH", string account = "FR7630006000011234567890189",
        string endToEnd = "E2E-1") =>
        "<NtryDtls><TxDtls>" + Detail(remittance, payer, account, endToEnd) + "</TxDtls></NtryDtls>";

    public static string Detail(string remittance, string payer, string account, string endToEnd) =>
        $"<Refs><EndToEndId>{endToEnd}</EndToEndId></Refs><RltdPties><Dbtr><Nm>{payer}</Nm></Dbtr>"
        + $"<DbtrAcct><Id><IBAN>{account}</IBAN></Id></DbtrAcct></RltdPties><RmtInf><Ustrd>{remittance}</Ustrd></RmtInf>";

    public static string Mt940(string movements, string opening = "C260301EUR100,", string closing = "C260302EUR100,",
        string account = Iban) =>
        $":20:START\r\n:25:{account}\r\n:28C:7/1\r\n:60F:{opening}\r\n{movements}:62F:{closing}\r\n-\r\n";

    /// <summary>A file of so many equal-shaped entries, each with its own reference.</summary>
    public static string ManyEntries(int count)
    {
        var entries = string.Concat(Enumerable.Range(1, count).Select(i => Entry(
            "1.00", Paid($"Line {i}"), string.Create(CultureInfo.InvariantCulture, $"REF-{i}"))));
        return Camt(entries, opening: "0.00", closing: string.Create(CultureInfo.InvariantCulture, $"{count}.00"));
    }
}
