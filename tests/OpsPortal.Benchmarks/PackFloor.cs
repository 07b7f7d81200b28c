using System.Globalization;
using System.IO.Compression;
using System.Text;
using Npgsql;

namespace OpsPortal.Benchmarks;

/// <summary>What a pack costs at the least: a plain read, and the same rows through writers that know nothing.</summary>
internal static class PackFloor
{
    private const string Sql =
        """
        SELECT e."BookedOn", e."Id", l."Number", l."Account", e."Family", l."Currency", l."AmountMinor", e."PostingKey",
            e."RuleVersion", e."EffectiveAt", e."BookedAt", l."InvoiceId", l."ReceiptId", l."PayeeId"
        FROM "JournalLines" l JOIN "JournalEntries" e ON l."EntryId" = e."Id"
        WHERE l."LegalEntityId" = $1 ORDER BY e."BookedOn", e."PostingKey" COLLATE "C", l."Number"
        """;

    /// <summary>Reads all lines and writes them: CSV of all, a workbook of 100,000 and a PDF of 20,000. Returns the
    /// sum.</summary>
    public static async Task<(long Rows, decimal Sum)> RunAsync(NpgsqlDataSource source)
    {
        using var csv = new StreamWriter(new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.Write, FileShare.None,
            1 << 17, FileOptions.DeleteOnClose), new UTF8Encoding(false), 1 << 16);
        using var xlsx = new StreamWriter(new DeflateStream(Stream.Null, CompressionLevel.Fastest), new UTF8Encoding(false),
            1 << 16);
        using var pdf = new StreamWriter(new DeflateStream(Stream.Null, CompressionLevel.Fastest), Encoding.Latin1, 1 << 16);
        await using var command = source.CreateCommand(Sql);
        command.Parameters.AddWithValue(Template.Ireland.Value);
        await using var reader = await command.ExecuteReaderAsync();
        var (rows, sum) = (0L, 0m);
        var cells = new string[reader.FieldCount];
        while (await reader.ReadAsync())
        {
            for (var i = 0; i < cells.Length; i++)
                cells[i] = reader.IsDBNull(i) ? "" : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture)!;
            sum += Math.Max(reader.GetInt64(6), 0);
            csv.Write(string.Join(',', cells));
            csv.Write("\r\n");
            if (rows < 100_000)
                Sheet(xlsx, cells);
            if (rows < 20_000)
                pdf.Write($"BT /F1 8 Tf 48 {800 - (rows % 60 * 12)} Td ({string.Join("  ", cells)}) Tj ET\n");
            rows++;
        }

        return (rows, sum / 100);
    }

    private static void Sheet(StreamWriter xlsx, string[] cells)
    {
        xlsx.Write("<row>");
        foreach (var cell in cells)
        {
            xlsx.Write("<c t=\"inlineStr\"><is><t>");
            xlsx.Write(cell);
            xlsx.Write("</t></is></c>");
        }

        xlsx.Write("</row>");
    }
}
