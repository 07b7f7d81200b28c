using System.Globalization;
using System.Text.Json;
using OpsPortal.Domain.Erp;
using OpsPortal.Domain.Ledger;
using OpsPortal.Providers.BankFiles;
using OpsPortal.Providers.BankFiles.Csv;

namespace OpsPortal.Tests.Erp;

/// <summary>Whatever format and grain: what is in the files is what is in the ledger, to the unit, and once.</summary>
public sealed class ErpPropertyTests
{
    public static TheoryData<ErpTarget, ErpGranularity> Shapes
    {
        get
        {
            var shapes = new TheoryData<ErpTarget, ErpGranularity>();
            foreach (var target in Enum.GetValues<ErpTarget>())
            foreach (var granularity in Enum.GetValues<ErpGranularity>())
                shapes.Add(target, granularity);
            return shapes;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    [Trait("Requirement", "ERP-1")]
    public async Task Files_OfEveryFormatAndGrain_SumToTheLedgerByAccount(ErpTarget target, ErpGranularity granularity)
    {
        await using var erp = await ErpWorld.NewAsync(StoreKind.Sqlite, 0);
        var dice = new Random((int)target * 10 + (int)granularity);
        for (var i = 0; i < 25; i++)
            await erp.PayAsync($"pi_{i}", dice.NextInt64(1, 5_000_000), dice.Next(0, 20));

        var files = await erp.FilesAsync(await erp.HandedOverAsync(ErpWorld.Span(target, granularity)));

        var read = files.SkipLast(1).SelectMany(file => Lines(target, file.Text)).ToList();
        Assert.All(read.GroupBy(line => line.Id), document => Assert.Equal(0, document.Sum(line => line.Minor)));
        var ledger = (await erp.EntriesAsync()).SelectMany(entry => entry.Lines).ToList();
        Assert.Equal(
            ledger.GroupBy(line => (Code(target, line.Account), line.AmountMinor > 0))
                .Select(group => (group.Key, group.Sum(line => line.AmountMinor))).Order(),
            read.GroupBy(line => (line.Account, line.Minor > 0))
                .Select(group => (group.Key, group.Sum(line => line.Minor))).Order());
        Assert.Equal(25, files[^1].Text.TrimEnd().Split("\r\n").Skip(1).Select(row => row.Split(',')[1]).Distinct().Count());
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "ERP-2")]
    public async Task Exports_WithRandomRejections_GiveEachEntryToTheErpOnce(StoreKind kind)
    {
        await using var erp = await ErpWorld.NewAsync(kind, 0);
        var dice = new Random(7);
        var booksOfTheErp = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var round = 0; round < 12; round++)
        {
            for (var i = 0; i < 3; i++)
                await erp.PayAsync($"pi_{round}_{i}", dice.Next(1, 900), dice.Next(0, 20));
            var span = ErpWorld.Span(ErpTarget.GenericCsv, (ErpGranularity)dice.Next(0, 3));
            var done = await erp.HandOverAsync(span, (ErpChoice)dice.Next(0, 3));
            if (done.IsRefused)
                continue;
            var ids = Lines(ErpTarget.GenericCsv, (await erp.FilesAsync(done.Value))[0].Text).Select(line => line.Id).Distinct();
            var answers = new List<string>();
            foreach (var id in ids)
            {
                var luck = dice.Next(0, 4);
                if (booksOfTheErp.TryGetValue(id, out var number))
                    answers.Add($"{id},already there,{number},");
                else if (luck == 0)
                    answers.Add($"{id},rejected,,Bad luck");
                else
                {
                    booksOfTheErp[id] = $"JE-{booksOfTheErp.Count}";
                    if (luck > 1)
                        answers.Add($"{id},accepted,{booksOfTheErp[id]},");
                }
            }

            if (answers.Count > 0)
                Assert.Equal(0, (await erp.AnsweredAsync(done.Value, [.. answers])).ContradictionCount);
        }

        await Settle(erp, booksOfTheErp);
        var documents = await erp.DocumentsAsync();
        Assert.All(documents, document => Assert.True(document.IsTaken));
        Assert.Equal(booksOfTheErp.OrderBy(row => row.Key, StringComparer.Ordinal).Select(row => (row.Key, row.Value)),
            documents.OrderBy(document => document.ExternalId, StringComparer.Ordinal)
                .Select(document => (document.ExternalId, document.ErpNumber!)));
        Assert.Equal((await erp.EntriesAsync()).Count, documents.Sum(document => document.EntryCount));
        Assert.Equal((await erp.EntriesAsync()).SelectMany(entry => entry.Lines).Where(line => line.AmountMinor > 0)
            .Sum(line => line.AmountMinor), documents.Sum(document => document.TotalMinor));
    }

    private static async Task Settle(ErpWorld erp, Dictionary<string, string> books)
    {
        foreach (var choice in Enum.GetValues<ErpChoice>())
        {
            var done = await erp.HandOverAsync(choice: choice);
            if (done.IsRefused)
                continue;
            var ids = Lines(ErpTarget.GenericCsv, (await erp.FilesAsync(done.Value))[0].Text).Select(line => line.Id).Distinct()
                .ToList();
            foreach (var id in ids)
                books.TryAdd(id, $"JE-{books.Count}");
            await erp.AnsweredAsync(done.Value, [.. ids.Select(id => $"{id},accepted,{books[id]},")]);
        }
    }

    private static string Code(ErpTarget target, Account account) => ErpChart.Own(target, "IE01").Find(account)!.Code;

    private static IEnumerable<(string Id, string Account, long Minor)> Lines(ErpTarget target, string text)
    {
        if (target == ErpTarget.GenericJson)
            return Json(text);
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        var rows = CsvRows.Of(BankText.Lines(stream), ',').Select(row => row.Fields).ToList();
        return target == ErpTarget.Sap ? Sap(rows) : Table(rows, target switch
        {
            ErpTarget.NetSuite => ("External ID", "Account", "Debit", "Credit"),
            ErpTarget.QuickBooks => ("Journal No.", "Account Name", "Debits", "Credits"),
            _ => ("external_id", "erp_account", "debit", "credit"),
        });
    }

    private static List<(string, string, long)> Table(
        List<IReadOnlyList<string>> rows, (string Id, string Account, string Debit, string Credit) names)
    {
        var place = (string name) => rows[0].ToList().IndexOf(name);
        return [.. rows.Skip(1).Select(row => (row[place(names.Id)], row[place(names.Account)],
            Minor(row[place(names.Debit)]) - Minor(row[place(names.Credit)])))];
    }

    private static IEnumerable<(string, string, long)> Sap(List<IReadOnlyList<string>> rows)
    {
        var (id, inItems) = ("", false);
        for (var at = 0; at < rows.Count; at++)
        {
            if (rows[at] is [_, "Header"])
                (id, inItems, at) = (rows[at + 2][6], false, at + 2);
            else if (rows[at] is ["", "Line Items"])
                (inItems, at) = (true, at + 1);
            else if (inItems)
                yield return (id, rows[at][2], Minor(rows[at][4]) - Minor(rows[at][5]));
        }
    }

    private static List<(string, string, long)> Json(string text)
    {
        using var parsed = JsonDocument.Parse(text);
        return [.. from document in parsed.RootElement.EnumerateArray().ToList()
            from line in document.GetProperty("lines").EnumerateArray().ToList()
            select (document.GetProperty("externalId").GetString()!, line.GetProperty("erpAccount").GetString()!,
                Amount(line, "debit") - Amount(line, "credit"))];
    }

    private static long Amount(JsonElement line, string name) =>
        line.TryGetProperty(name, out var money) && money.ValueKind == JsonValueKind.Object
            ? Minor(money.GetProperty("amount").GetString()!) : 0;

    private static long Minor(string text) =>
        text.Length == 0 ? 0 : (long)(decimal.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * 100);
}
