using System.Text;
using OpsPortal.Domain.Erp;

namespace OpsPortal.Providers.Erp;

/// <summary>Files of one table: a header, and a row for each line.</summary>
internal static class ErpTable
{
    public static IEnumerable<MadeFile> Write(ErpSheet sheet, IReadOnlyList<ErpColumn> columns)
    {
        var parts = ErpText.Parts(sheet.Documents, sheet.Target.FileRows - 1, document => document.Lines.Count).ToList();
        return parts.Select((part, at) =>
            new MadeFile(ErpText.Name(sheet.Name, at + 1, parts.Count, "csv"), Bytes(sheet, columns, part)));
    }

    private static byte[] Bytes(ErpSheet sheet, IReadOnlyList<ErpColumn> columns, IReadOnlyList<JournalDocument> documents)
    {
        var text = new StringBuilder();
        ErpText.Row(text, columns.Select(column => column.Name));
        foreach (var document in documents)
        foreach (var row in document.Lines.Select(line => new ErpRow(sheet, document, line)))
            ErpText.Row(text, columns.Select(column => column.Text(row)));
        return ErpText.Bytes(text);
    }
}
