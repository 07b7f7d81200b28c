using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using OpsPortal.Documents;

namespace OpsPortal.Tests.Documents;

/// <summary>Tables for programs and spreadsheets (CLS-3).</summary>
public sealed class TablesTests
{
    private static readonly string[] Odd =
        ["plain", "with, comma", "a \"quote\"", "two\nlines", "=SUM(A1)", "-2+3", "Żółć <&>", "", " spaces ", "-12.50"];

    [Fact]
    [Trait("Requirement", "CLS-3")]
    [Trait("Control", "T44")]
    public void Csv_OfOddTexts_ReadsBack_WithFormulasDisarmed()
    {
        using var file = new MemoryStream();
        using (var csv = new CsvWriter(file))
        {
            csv.Row(Odd);
            csv.Row(["next", "row"]);
        }

        file.Position = 0;
        var rows = CsvRows.Read(file).ToList();

        Assert.Equal(2, rows.Count);
        Assert.Equal(Odd.Select(text => text is "=SUM(A1)" or "-2+3" ? $"'{text}" : text), rows[0]);
        Assert.EndsWith("next,row\r\n", Encoding.UTF8.GetString(file.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "CLS-3")]
    public void Xlsx_OfTypedColumns_IsValid_AndHoldsNumbersAsNumbers()
    {
        using var file = new MemoryStream(Workbook());
        using var book = SpreadsheetDocument.Open(file, isEditable: false);

        Assert.Empty(new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2019).Validate(book)
            .Select(found => $"{found.Part?.Uri} {found.Path?.XPath}: {found.Description}"));
        var sheet = book.WorkbookPart!.WorksheetParts.First().Worksheet;
        var cells = sheet.Descendants<Row>().Skip(1).First().Elements<Cell>().ToList();
        Assert.Equal("1234.50", cells[3].CellValue!.Text);
        Assert.Null(cells[3].DataType);
        Assert.Equal("46082", cells[1].CellValue!.Text);
        Assert.Equal("46082.5", cells[2].CellValue!.Text);
        Assert.Equal("=SUM(A1) <&>", cells[0].InlineString!.InnerText);
        Assert.Equal("A1:E3", sheet.Elements<AutoFilter>().Single().Reference!.Value);
    }

    [Fact]
    [Trait("Requirement", "CLS-3")]
    public void Xlsx_OfTheSameRows_GivesTheSameBytes() => Assert.Equal(Workbook(), Workbook());

    private static byte[] Workbook()
    {
        using var file = new MemoryStream();
        using (var book = new XlsxWriter(file))
        {
            for (var n = 0; n < 2; n++)
            {
                using var sheet = book.Begin($"Sheet: {n} with a name that is too long for it",
                [
                    new("Text", SheetCell.Text), new("Day", SheetCell.Date), new("When", SheetCell.Instant),
                    new("Amount", SheetCell.Money), new("Count", SheetCell.Number),
                ]);
                sheet.Row(["=SUM(A1) <&>", "2026-03-01", "2026-03-01T12:00:00Z", "1234.50", "7"]);
                sheet.Row(["", "", "", "-1000", "not a number"]);
            }
        }

        return file.ToArray();
    }
}
