namespace OpsPortal.Tests.Banking;

/// <summary>camt.053 as banks fill it: with parts left out, in batches, under odd prefixes and old or new versions.</summary>
internal static class CamtDialects
{
    private const string Space = "urn:iso:std:iso:20022:tech:xsd:camt.053.";

    public static IReadOnlyList<Dialect> All { get; } =
    [
        new("camt, blank lines before the declaration", "\r\n \n" + Whole("001.08", Bare("5.00", "CRDT"), "0.00", "5.00"),
            "EUR 5.00||||||"),
        new("camt 001.13, names under a party", Whole("001.13", Entry("9.10", "CRDT", """
            <NtryDtls><TxDtls><Refs><EndToEndId>E-13</EndToEndId><UETR>8a562c67-ca16-48ba-b074-65581be6f001</UETR></Refs>
            <Amt Ccy="EUR">9.10</Amt><CdtDbtInd>CRDT</CdtDbtInd><RltdPties><Dbtr><Pty><Nm>Nieuwe BV</Nm></Pty></Dbtr>
            <DbtrAcct><Id><IBAN>NL91ABNA0417164300</IBAN></Id></DbtrAcct></RltdPties>
            <RmtInf><Ustrd>Invoice</Ustrd><Ustrd>IE-2026-00020</Ustrd></RmtInf></TxDtls></NtryDtls>
            """, "B-13"), "0.00", "9.10"), "EUR 9.10|Nieuwe BV|NL91ABNA0417164300|Invoice IE-2026-00020||E-13|B-13"),
        new("camt, prefix on everything", Whole("001.02", Bare("1.00", "CRDT"), "0.00", "1.00")
            .Replace("</", "</ns2:", StringComparison.Ordinal).Replace("<", "<ns2:", StringComparison.Ordinal)
            .Replace("<ns2:/ns2:", "</ns2:", StringComparison.Ordinal).Replace("<ns2:?", "<?", StringComparison.Ordinal)
            .Replace("xmlns=", "xmlns:ns2=", StringComparison.Ordinal), "EUR 1.00||||||"),
        new("camt, no ids, amounts at the entry only", Whole("001.04",
            Entry("30.00", "CRDT", "<NtryDtls><TxDtls>" + Names("Eins") + "</TxDtls><TxDtls>" + Names("Zwei")
                + "</TxDtls></NtryDtls>", ""), "0.00", "30.00").Replace("<Id>S-1</Id>", "", StringComparison.Ordinal),
            "EUR 30.00||||||"),
        new("camt, a batch in two parts that makes the entry", Whole("001.08", Entry("30.00", "CRDT",
            "<NtryDtls><Btch><NbOfTxs>2</NbOfTxs></Btch>" + Part("10.00", "Eins", "IE-1") + "</NtryDtls><NtryDtls>"
                + Part("20.00", "Zwei", "IE-2") + "</NtryDtls>", "B"), "0.00", "30.00"), """
            EUR 10.00|Eins||IE-1|||B/1
            EUR 20.00|Zwei||IE-2|||B/2
            """),
        new("camt, charges inside a detail", Whole("001.08", Entry("98.50", "CRDT", """
            <NtryDtls><TxDtls><Amt Ccy="EUR">98.50</Amt><CdtDbtInd>CRDT</CdtDbtInd>
            <AmtDtls><InstdAmt><Amt Ccy="EUR">100.00</Amt></InstdAmt></AmtDtls>
            <Chrgs><Rcrd><Amt Ccy="EUR">1.50</Amt><CdtDbtInd>DBIT</CdtDbtInd></Rcrd></Chrgs>
            <RltdPties><Dbtr><Nm>Far Ltd</Nm></Dbtr></RltdPties><RmtInf><Strd><RfrdDocInf><Nb>IE-2026-00021</Nb></RfrdDocInf>
            <CdtrRefInf><Ref>RF18539007547034</Ref></CdtrRefInf></Strd></RmtInf></TxDtls></NtryDtls>
            """, "C"), "0.00", "98.50"), "EUR 98.50|Far Ltd||IE-2026-00021|RF18539007547034||C"),
        new("camt, a debit taken back", Whole("001.02",
            Entry("4.00", "CRDT", "<NtryDtls><TxDtls><RltdPties><Cdtr><Nm>Lieferant</Nm></Cdtr></RltdPties></TxDtls></NtryDtls>",
                "R", "<RvslInd>true</RvslInd>"), "0.00", "4.00"), "EUR 4.00 back|Lieferant|||||R"),
        new("camt, balances of the day before and available", Whole("001.08", Bare("2.00", "DBIT"), "5.00", "3.00")
            .Replace("<Cd>OPBD</Cd>", "<Cd>PRCD</Cd>", StringComparison.Ordinal)
            .Replace("<Ntry>", Balance("CLAV", "1.00") + Balance("FWAV", "1.00") + "<Ntry>", StringComparison.Ordinal),
            "EUR -2.00||||||"),
        new("camt, no balances at all", Whole("001.08", Bare("2.00", "CRDT"), "", ""), "EUR 2.00||||||"),
        new("camt, times with a zone", Whole("001.08", Bare("2.00", "CRDT"), "0.00", "2.00")
            .Replace("<BookgDt><Dt>2026-03-02</Dt></BookgDt>", "<BookgDt><DtTm>2026-03-02T23:59:59.9+02:00</DtTm></BookgDt>",
                StringComparison.Ordinal), "EUR 2.00||||||"),
        new("camt, an entry that says no direction", Whole("001.08", Bare("2.00", ""), "0.00", "2.00"),
            "says neither credit (CRDT) nor debit (DBIT)"),
        new("camt, closing missing a cent", Whole("001.08", Bare("2.00", "CRDT"), "0.00", "2.01"),
            "make EUR 2.00, but the closing balance is EUR 2.01"),
        new("camt, cut off", Whole("001.08", Bare("2.00", "CRDT"), "0.00", "2.00")[..^60], "The XML is broken"),
    ];

    private static string Whole(string version, string entries, string opening, string closing) => $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="{Space}{version}"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr><Stmt><Id>S-1</Id>
        <Acct><Id><IBAN>DE89370400440532013000</IBAN></Id></Acct>
        {Balance("OPBD", opening)}{Balance("CLBD", closing)}{entries}</Stmt></BkToCstmrStmt></Document>
        """;

    private static string Balance(string code, string amount) => amount.Length == 0 ? ""
        : $"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">{amount}</Amt>"
            + "<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-02</Dt></Dt></Bal>";

    private static string Bare(string amount, string direction) => Entry(amount, direction, "", "");

    private static string Entry(string amount, string direction, string details, string reference, string more = "") =>
        $"<Ntry><Amt Ccy=\"EUR\">{amount}</Amt>{(direction.Length == 0 ? "" : $"<CdtDbtInd>{direction}</CdtDbtInd>")}{more}"
        + "<Sts>BOOK</Sts><BookgDt><Dt>2026-03-02</Dt></BookgDt>"
        + (reference.Length == 0 ? "" : $"<AcctSvcrRef>{reference}</AcctSvcrRef>") + $"{details}</Ntry>";

    private static string Names(string payer) => $"<RltdPties><Dbtr><Nm>{payer}</Nm></Dbtr></RltdPties>";

    private static string Part(string amount, string payer, string words) =>
        $"<TxDtls><Amt Ccy=\"EUR\">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd>{Names(payer)}"
        + $"<RmtInf><Ustrd>{words}</Ustrd></RmtInf></TxDtls>";
}
