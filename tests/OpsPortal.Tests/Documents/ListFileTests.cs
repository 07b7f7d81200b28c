using System.Security.Claims;
using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Documents;
using OpsPortal.Identity;
using OpsPortal.Tests.Sandbox;

namespace OpsPortal.Tests.Documents;

/// <summary>The files of lists: each as CSV and as XLSX, whole or not at all (CLS-3).</summary>
[Trait("Requirement", "CLS-3")]
public sealed class ListFileTests(DemoFixture demo) : IClassFixture<DemoFixture>
{
    private static readonly ListFile<int> Numbers = new ListFile<int>("numbers", most: 2)
        .Count("number", row => row)
        .Text("formula", row => $"={row}")
        .Amount("amount", row => new Money(row, Currency.Of("EUR")));

    [Theory]
    [InlineData("/cash/list")]
    [InlineData("/contracts/list")]
    [InlineData("/disputes/list", "show=all")]
    [InlineData("/events/list")]
    [InlineData("/exceptions/list")]
    [InlineData("/invoices/list")]
    [InlineData("/ledger/accounts/1030/entries")]
    [InlineData("/ledger/owner-changes")]
    [InlineData("/ledger/roll-forward", "by=day")]
    [InlineData("/ledger/trial-balance")]
    [InlineData("/milestones/list")]
    [InlineData("/payees/list")]
    [InlineData("/payouts/batches/list")]
    [InlineData("/payouts/eligibility/list")]
    [InlineData("/admin/audit/list")]
    public async Task FileOfAList_AsCsvAndAsXlsx_HasTheSameColumnsAndRows(string path, string query = "")
    {
        using var client = await demo.Host.SignInAsync("auditor");

        var csv = CsvRows.Read(new MemoryStream(Encoding.UTF8.GetBytes(
            await client.GetStringAsync(new Uri($"{path}.csv?{query}", UriKind.Relative))))).ToList();
        var sheet = Rows(await client.GetByteArrayAsync(new Uri($"{path}.xlsx?{query}", UriKind.Relative)));

        Assert.True(csv.Count > 1, $"{csv.Count} rows");
        Assert.Equal(csv[0], sheet[0]);
        // The demo goes on meanwhile: what came later is in the second file only.
        Assert.InRange(sheet.Count, csv.Count, csv.Count + 50);
    }

    [Fact]
    public async Task FileOfTheTrialBalance_SumsToZeroInEachCurrencyOfEachCompany()
    {
        using var client = await demo.Host.SignInAsync("auditor");

        var rows = CsvRows.Read(new MemoryStream(Encoding.UTF8.GetBytes(
            await client.GetStringAsync(new Uri("/ledger/trial-balance.csv", UriKind.Relative))))).Skip(1).ToList();

        foreach (var sheet in rows.GroupBy(row => (row[0], row[2])))
            Assert.Equal(sheet.Sum(row => Decimal(row[6])), sheet.Sum(row => Decimal(row[7])));
        Assert.Equal(3, rows.GroupBy(row => (row[0], row[2])).Count());
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    public async Task Rows_OfAListThatIsTooLong_AreRefusedAndNeverAPartOfThem(string kind)
    {
        var whole = await AnswerAsync(kind, [1, 2]);
        var cut = Assert.IsType<ContentHttpResult>(await AnswerAsync(kind, [1, 2, 3]));

        Assert.IsType<FileContentHttpResult>(whole);
        Assert.Equal(StatusCodes.Status422UnprocessableEntity, cut.StatusCode);
        Assert.Contains("more than 2 rows", cut.ResponseContent, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Control", "T44")]
    public async Task Cells_AreTypedInAWorkbook_AndFormulasAreDisarmedInCsv()
    {
        var csv = Assert.IsType<FileContentHttpResult>(await AnswerAsync("csv", [7]));
        var xlsx = Assert.IsType<FileContentHttpResult>(await AnswerAsync("xlsx", [7]));

        Assert.Equal("number,formula,amount\n7,'=7,0.07\n", Encoding.UTF8.GetString(csv.FileContents.Span));
        Assert.Equal(["7", "=7", "0.07"], Rows(xlsx.FileContents.ToArray())[1]);
    }

    [Fact]
    public void PageOf_TheWholeList_ReadsOneRowMoreThanAFileTakes()
    {
        var orders = new RowOrders<int>().By("size", row => row);
        var rows = Enumerable.Range(0, ListPlace.MostOfAFile + 5).AsQueryable();

        var whole = orders.PageOf(rows, ListPlace.Whole("-size"), size: 7).ToList();

        Assert.Equal(ListPlace.MostOfAFile + 1, whole.Count);
        Assert.Equal(ListPlace.MostOfAFile + 4, whole[0]);
        Assert.Equal(7, orders.PageOf(rows, ListPlace.First, size: 7).Count());
    }

    private static Task<IResult> AnswerAsync(string kind, IReadOnlyList<int> rows) => Numbers.AnswerAsync(
        new DefaultHttpContext
        {
            User = new ClaimsPrincipal(new ClaimsIdentity(
            [
                new(Sessions.PersonClaim, Guid.NewGuid().ToString()), new(Sessions.SessionClaim, Guid.NewGuid().ToString()),
            ])),
        },
        kind, (Actor _) => Task.FromResult(Outcomes.Of(rows)), found => found);

    private static decimal Decimal(string cell) =>
        cell.Length == 0 ? 0 : decimal.Parse(cell, System.Globalization.CultureInfo.InvariantCulture);

    private static string Text(Cell cell) => cell.InlineString?.InnerText ?? cell.CellValue?.Text ?? "";

    private static List<string[]> Rows(byte[] file)
    {
        using var book = SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);
        return [.. book.WorkbookPart!.WorksheetParts.Single().Worksheet!.Descendants<Row>()
            .Select(row => row.Elements<Cell>().Select(Text).ToArray())];
    }
}
