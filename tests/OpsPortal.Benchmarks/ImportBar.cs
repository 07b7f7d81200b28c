using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Xml;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OpsPortal.Access;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Banking;

namespace OpsPortal.Benchmarks;

/// <summary>A bank's camt.053 of 100,000 credits, judged and taken with receipts and postings, beside a plain read of its XML
/// into one table. What counts is the memory: it must not grow with the file.</summary>
internal static class ImportBar
{
    private const string Iban = "DE89370400440532013000";
    private const int Warm = 1_000;

    private const string FloorTable = """
        DROP TABLE IF EXISTS floor_lines;
        CREATE TABLE floor_lines (id uuid PRIMARY KEY, amount bigint, reference text, payer text, words text)
        """;

    public static async Task<IReadOnlyList<Measured>> RunAsync(BenchStore store, int percent)
    {
        var lines = 100_000 * percent / 100;
        await using var portal = store.Portal();
        await using (var db = await BenchStore.DbAsync(portal))
        {
            db.Add(TreasuryAccount.Create(
                new(Guid.CreateVersion7()), Template.Ireland, "Main", Iban, Currency.Of("EUR"), isSafeguarded: true).Value);
            await db.SaveChangesAsync();
        }

        // Two files of the same number of lines would be one file.
        lines = Math.Max(lines, 20 * Warm);
        await TakeAsync(portal, Warm);
        var tenth = await TakeAsync(portal, lines / 10);
        var whole = await TakeAsync(portal, lines);
        var floor = await FloorAsync(store, lines);
        return
        [
            new Measured(
                "-", string.Create(CultureInfo.InvariantCulture,
                    $"camt.053 of {lines} lines, {whole.Megabytes:0} MB, judged, taken and posted"),
                $"{floor:0.0} s", $"{whole.Seconds:0.0} s", whole.Seconds / floor, string.Create(CultureInfo.InvariantCulture,
                    $"<= 100 MB above idle ({whole.Above:0} MB; a tenth of it {tenth.Above:0} MB)"), whole.Above <= 100)
            {
                MoneyIsWrong = await IsWrongAsync(store, Warm + (lines / 10) + lines),
            },
        ];
    }

    private static async Task<(double Seconds, double Above, double Megabytes)> TakeAsync(WebApplication portal, int lines)
    {
        await using var file = Written(lines);
        await using var memory = new PeakMemory();
        var watch = Stopwatch.StartNew();
        var result = await portal.Services.GetRequiredService<ImportBankStatement>().RunAsync(
            new($"{lines}.xml", file), Actor.System("benchmark"), CancellationToken.None);
        var took = watch.Elapsed.TotalSeconds;
        if (result.Outcome.IsRefused || result.Outcome.Value.File.LinesTaken != lines)
            throw new InvalidOperationException(result.Outcome.Refusal?.Text ?? "Not all lines were taken.");
        return (took, memory.AboveMegabytes, file.Length / 1024.0 / 1024.0);
    }

    private static async Task<double> FloorAsync(BenchStore store, int lines)
    {
        await using var source = NpgsqlDataSource.Create(store.ConnectionString);
        await using (var make = source.CreateCommand(FloorTable))
            await make.ExecuteNonQueryAsync();
        await using var file = Written(lines);
        var watch = Stopwatch.StartNew();
        await using var connection = await source.OpenConnectionAsync();
        await using (var rows = await connection.BeginBinaryImportAsync("COPY floor_lines FROM STDIN (FORMAT BINARY)"))
        {
            using var xml = XmlReader.Create(file, new XmlReaderSettings { IgnoreWhitespace = true });
            while (xml.ReadToFollowing("Ntry"))
                await RowAsync(rows, xml);
            await rows.CompleteAsync();
        }

        return watch.Elapsed.TotalSeconds;
    }

    private static async Task RowAsync(NpgsqlBinaryImporter rows, XmlReader xml)
    {
        string Next(string name)
        {
            xml.ReadToFollowing(name);
            return xml.ReadElementContentAsString();
        }

        await rows.StartRowAsync();
        await rows.WriteAsync(Guid.CreateVersion7());
        await rows.WriteAsync((long)(decimal.Parse(Next("Amt"), NumberStyles.Number, CultureInfo.InvariantCulture) * 100));
        await rows.WriteAsync(Next("AcctSvcrRef"));
        await rows.WriteAsync(Next("Nm"));
        await rows.WriteAsync(Next("Ustrd"));
    }

    private static async Task<bool> IsWrongAsync(BenchStore store, int lines)
    {
        var receipts = (long)(await store.ScalarAsync("""SELECT count(*) FROM "Receipts" """))!;
        var sum = (decimal)(await store.ScalarAsync("""SELECT sum("AmountMinor") FROM "JournalLines" """))!;
        var bank = (decimal)(await store.ScalarAsync(
            """SELECT sum("AmountMinor") FROM "JournalLines" WHERE "AmountMinor" > 0"""))!;
        return receipts != lines || sum != 0 || bank != lines * 100m;
    }

    private static FileStream Written(int lines)
    {
        var file = new FileStream(Path.Combine(Path.GetTempPath(), $"bench-{Guid.CreateVersion7():N}.xml"), FileMode.CreateNew,
            FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
        var day = DateTime.UtcNow.Date.AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        using (var text = new StreamWriter(file, new UTF8Encoding(false), 1 << 16, leaveOpen: true))
        {
            text.Write($"""
                <?xml version="1.0" encoding="UTF-8"?>
                <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M-{lines}</MsgId>
                <CreDtTm>{day}T20:00:00</CreDtTm></GrpHdr><Stmt><Id>S-{lines}</Id><CreDtTm>{day}T20:00:00</CreDtTm>
                <Acct><Id><IBAN>{Iban}</IBAN></Id><Ccy>EUR</Ccy></Acct>{Balance("OPBD", 0, day)}{Balance("CLBD", lines, day)}
                """);
            for (var i = 0; i < lines; i++)
                text.Write(Entry(lines, i, day));
            text.Write("</Stmt></BkToCstmrStmt></Document>");
        }

        file.Position = 0;
        return file;
    }

    private static string Balance(string code, int euros, string day) => $"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>"
        + $"<Amt Ccy=\"EUR\">{euros}.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>";

    private static string Entry(int file, int i, string day) =>
        "<Ntry><Amt Ccy=\"EUR\">1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>"
        + $"<BookgDt><Dt>{day}</Dt></BookgDt><ValDt><Dt>{day}</Dt></ValDt><AcctSvcrRef>R-{file}-{i}</AcctSvcrRef>"
        + "<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd><NtryDtls><TxDtls>"
        + $"<Refs><EndToEndId>E-{file}-{i}</EndToEndId></Refs><RltdPties><Dbtr><Nm>Buyer {i % 500}</Nm></Dbtr><DbtrAcct><Id>"
        + "<IBAN>FR7630006000011234567890189</IBAN></Id></DbtrAcct></RltdPties>"
        + $"<RmtInf><Ustrd>Order {i} of file {file}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>";
}
