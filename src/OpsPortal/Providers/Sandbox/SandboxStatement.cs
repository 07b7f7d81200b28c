using System.Globalization;
using System.Xml;
using NodaTime.Text;

namespace OpsPortal.Providers.Sandbox;

/// <summary>One line that the sandbox's bank writes.</summary>
/// <param name="AmountMinor">Positive for money that came in.</param>
/// <param name="Code">The bank's transaction code.</param>
internal sealed record SandboxBankLine(long AmountMinor, string Code, string? Party, string? EndToEndId, string? Remittance)
{
    /// <summary>When it was booked; null for the statement's last day.</summary>
    public LocalDate? On { get; init; }
}

/// <summary>A statement of one account as the sandbox's bank writes it, of one day unless it says otherwise:
/// camt.053.001.08.</summary>
internal sealed record SandboxStatement(
    string Number, string Iban, Currency Currency, long OpeningMinor, Instant MadeAt, IReadOnlyList<SandboxBankLine> Lines)
{
    private const string Namespace = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08";

    /// <summary>The first day; null for the day on which it is made.</summary>
    public LocalDate? OpensOn { get; init; }

    /// <summary>The last day; null for the day on which it is made.</summary>
    public LocalDate? ClosesOn { get; init; }

    private LocalDate Day => MadeAt.InUtc().Date;

    private long ClosingMinor => OpeningMinor + Lines.Sum(line => line.AmountMinor);

    public byte[] Write()
    {
        using var file = new MemoryStream();
        using (var xml = XmlWriter.Create(file, new XmlWriterSettings { Indent = true }))
        {
            xml.WriteStartElement("Document", Namespace);
            xml.WriteStartElement("BkToCstmrStmt", Namespace);
            Element(xml, "GrpHdr", () =>
            {
                xml.WriteElementString("MsgId", Namespace, Number);
                xml.WriteElementString("CreDtTm", Namespace, InstantPattern.General.Format(MadeAt));
            });
            Element(xml, "Stmt", () => Statement(xml));
        }

        return file.ToArray();
    }

    private void Statement(XmlWriter xml)
    {
        xml.WriteElementString("Id", Namespace, Number);
        Element(xml, "Acct", () =>
        {
            Element(xml, "Id", () => xml.WriteElementString("IBAN", Namespace, Iban));
            xml.WriteElementString("Ccy", Namespace, Currency.Code);
        });
        Balance(xml, "OPBD", OpeningMinor, OpensOn ?? Day);
        Balance(xml, "CLBD", ClosingMinor, ClosesOn ?? Day);
        for (var at = 0; at < Lines.Count; at++)
            Entry(xml, Lines[at], $"{Number}-{(at + 1).ToString("000", CultureInfo.InvariantCulture)}");
    }

    private void Balance(XmlWriter xml, string code, long minor, LocalDate on) => Element(xml, "Bal", () =>
    {
        Element(xml, "Tp", () => Element(xml, "CdOrPrtry", () => xml.WriteElementString("Cd", Namespace, code)));
        Amount(xml, minor);
        Element(xml, "Dt", () => Date(xml, on));
    });

    private void Entry(XmlWriter xml, SandboxBankLine line, string reference) => Element(xml, "Ntry", () =>
    {
        Amount(xml, line.AmountMinor);
        Element(xml, "Sts", () => xml.WriteElementString("Cd", Namespace, "BOOK"));
        Element(xml, "BookgDt", () => Date(xml, line.On ?? ClosesOn ?? Day));
        Element(xml, "ValDt", () => Date(xml, line.On ?? ClosesOn ?? Day));
        xml.WriteElementString("AcctSvcrRef", Namespace, reference);
        Element(xml, "BkTxCd", () => Element(xml, "Prtry", () => xml.WriteElementString("Cd", Namespace, line.Code)));
        Element(xml, "NtryDtls", () => Element(xml, "TxDtls", () => Details(xml, line)));
    });

    private static void Details(XmlWriter xml, SandboxBankLine line)
    {
        Element(xml, "Refs", () => xml.WriteElementString("EndToEndId", Namespace, line.EndToEndId ?? "NOTPROVIDED"));
        if (line.Party is { } party)
            Element(xml, "RltdPties", () => Element(xml, line.AmountMinor >= 0 ? "Dbtr" : "Cdtr",
                () => Element(xml, "Pty", () => xml.WriteElementString("Nm", Namespace, party))));
        if (line.Remittance is { } remittance)
            Element(xml, "RmtInf", () => xml.WriteElementString("Ustrd", Namespace, remittance));
    }

    private void Amount(XmlWriter xml, long minor)
    {
        xml.WriteStartElement("Amt", Namespace);
        xml.WriteAttributeString("Ccy", Currency.Code);
        xml.WriteString(new Money(Math.Abs(minor), Currency).ToDecimalString());
        xml.WriteEndElement();
        xml.WriteElementString("CdtDbtInd", Namespace, minor < 0 ? "DBIT" : "CRDT");
    }

    private static void Date(XmlWriter xml, LocalDate on) =>
        xml.WriteElementString("Dt", Namespace, on.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture));

    private static void Element(XmlWriter xml, string name, Action inside)
    {
        xml.WriteStartElement(name, Namespace);
        inside();
        xml.WriteEndElement();
    }
}
