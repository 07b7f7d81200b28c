using OpsPortal.Domain.Erp;

namespace OpsPortal.Providers.Erp;

/// <summary>What a file is made of: documents, and the words of the ERP for our accounts.</summary>
/// <param name="Name">How its files are called, without part and ending.</param>
internal sealed record ErpSheet(
    string Name, string EntityCode, ErpTargetRow Target, ErpChart Chart, IReadOnlyList<JournalDocument> Documents);

/// <summary>A file that was made.</summary>
internal sealed record MadeFile(string Name, byte[] Content);

/// <summary>One line of one document, in the words of the ERP.</summary>
internal sealed record ErpRow(ErpSheet Sheet, JournalDocument Document, JournalDocumentLine Line)
{
    public ErpAccount Account => Sheet.Chart.Find(Line.Account)!;

    public string Debit => Amount(Line.DebitMinor);

    public string Credit => Amount(Line.CreditMinor);

    /// <summary>An amount in the currency's own decimals; nothing where it is zero, as the targets want it.</summary>
    private string Amount(long minor) => minor == 0 ? "" : new Money(minor, Document.Currency).ToDecimalString();
}

/// <summary>A column of a table: its name as the target knows it, and its text of a row.</summary>
internal sealed record ErpColumn(string Name, Func<ErpRow, string> Text);

/// <summary>The shape of a target's files.</summary>
internal interface IErpFormat
{
    ErpTarget Target { get; }

    IEnumerable<MadeFile> Write(ErpSheet sheet);
}
