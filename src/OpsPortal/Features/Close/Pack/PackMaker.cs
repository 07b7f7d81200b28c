using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using OpsPortal.Documents;
using OpsPortal.Documents.Pdf;
using OpsPortal.Domain.Close;

namespace OpsPortal.Features.Close.Pack;

/// <summary>How far the making of a pack is.</summary>
internal sealed record PackProgress(int StepsDone, long Rows, string Doing);

/// <summary>
/// Makes the pack of a signed close into a file: the sections' rows are read once and go to their CSV and the workbook, the
/// PDF is
/// printed from the CSV. Nothing depends on the clock, the machine's language or the database, so the same close gives the same
/// bytes.
/// </summary>
[Part]
internal sealed class PackMaker(IEnumerable<IPackSection> sections)
{
    /// <summary>A longer section would make a workbook that few programs open; its rows are in the CSV.</summary>
    public const int MostSheetRows = 100_000;

    private readonly IReadOnlyList<IPackSection> ordered =
        [.. sections.OrderBy(section => section.Order).ThenBy(section => section.Code, StringComparer.Ordinal)];

    /// <summary>Sections, workbook and PDF, and the packing.</summary>
    public int Steps => ordered.Count + 2;

    /// <param name="to">A file of its own: it is written, read and closed with its seal.</param>
    public async Task<PackManifest> MakeAsync(
        CloseScope scope, PeriodClose close, Stream to, Func<PackProgress, Task> tell, CancellationToken ct)
    {
        var tables = new List<PackTable>();
        using var book = new HashedFile();
        using var pdf = new HashedFile();
        try
        {
            using (var workbook = new XlsxWriter(book))
            {
                foreach (var section in ordered)
                    tables.Add(await ReadAsync(section, scope, workbook, tell, tables, ct));
            }

            var rows = tables.Sum(table => table.Totals.Rows);
            await tell(new PackProgress(ordered.Count, rows, "pack.pdf"));
            var facts = await PackFacts.ReadAsync(scope, close, ct);
            PackPdf.Write(pdf, facts, tables);
            await tell(new PackProgress(ordered.Count + 1, rows, "packing"));
            var manifest = Describe(facts, tables, book, pdf);
            Zip(to, manifest, tables, book, pdf);
            PackSeal.Close(to);
            return manifest;
        }
        finally
        {
            foreach (var table in tables)
                await table.File.DisposeAsync();
        }
    }

    private static async Task<PackTable> ReadAsync(
        IPackSection section, CloseScope scope, XlsxWriter workbook, Func<PackProgress, Task> tell, List<PackTable> before,
        CancellationToken ct)
    {
        var table = new PackTable(section, new HashedFile(), new PackTotals(ColumnsOf(section)));
        var earlier = before.Sum(one => one.Totals.Rows);
        await tell(new PackProgress(before.Count, earlier, section.Title));
        using var csv = new CsvWriter(table.File);
        using var sheet = section.InWorkbook ? workbook.Begin(section.Title, [.. section.Columns.Select(SheetOf)]) : null;
        csv.Row([.. section.Columns.Select(column => column.Name)]);
        await foreach (var rows in ReadAhead.InGroupsAsync(section.RowsAsync(scope, ct), ct))
        {
            foreach (var row in rows)
            {
                table.Totals.Add(row);
                csv.Row(row);
                if (table.Totals.Rows <= MostSheetRows)
                    sheet?.Row(row);
            }

            await tell(new PackProgress(before.Count, earlier + table.Totals.Rows, section.Title));
        }

        return table;
    }

    private static PackManifest Describe(PackFacts facts, List<PackTable> tables, HashedFile book, HashedFile pdf) => new()
    {
        Format = PackManifest.KnownFormat,
        Entity = facts.Company.Code,
        EntityName = facts.Company.Name,
        Period = facts.Close.Name,
        Version = facts.Close.Version,
        SignedAt = PackText.Of(facts.Close.SignedAt),
        ContentHash = facts.Close.ContentHash ?? "",
        AuditChain = facts.Chain,
        Font = TrueTypeFont.Described,
        Parts =
        [
            .. tables.Select(table => new PackPart(table.Name, table.File.Hash, table.File.Length)
            {
                Rows = table.Totals.Rows, Columns = ColumnsOf(table.Section), Totals = table.Totals.Read(),
            }).Append(new PackPart("pack.pdf", pdf.Hash, pdf.Length)).Append(new PackPart("pack.xlsx", book.Hash, book.Length))
                .OrderBy(part => part.Name, StringComparer.Ordinal),
        ],
    };

    private static void Zip(Stream to, PackManifest manifest, List<PackTable> tables, HashedFile book, HashedFile pdf)
    {
        using var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true) { Comment = PackSeal.Placeholder };
        var json = manifest.ToJson();
        Entry(zip, PackManifest.FileName, new MemoryStream(json), CompressionLevel.Optimal);
        Entry(zip, PackManifest.HashName, new MemoryStream(Encoding.ASCII.GetBytes(
            $"{Convert.ToHexStringLower(SHA256.HashData(json))}  {PackManifest.FileName}\n")), CompressionLevel.NoCompression);
        Entry(zip, "pack.pdf", pdf.FromStart(), CompressionLevel.NoCompression);
        Entry(zip, "pack.xlsx", book.FromStart(), CompressionLevel.NoCompression);
        foreach (var table in tables.OrderBy(table => table.Name, StringComparer.Ordinal))
            Entry(zip, table.Name, table.File.FromStart(), CompressionLevel.Fastest);
    }

    private static void Entry(ZipArchive zip, string name, Stream content, CompressionLevel level)
    {
        var entry = zip.CreateEntry(name, level);
        entry.LastWriteTime = ZipTime.Fixed;
        using var to = entry.Open();
        content.CopyTo(to);
    }

    private static List<PackPartColumn> ColumnsOf(IPackSection section) =>
        [.. section.Columns.Select(column => new PackPartColumn(column.Name, column.Cell))];

    private static SheetColumn SheetOf(PackColumn column) => new(column.Name, column.Cell switch
    {
        PackCell.Money => SheetCell.Money,
        PackCell.Count => SheetCell.Number,
        PackCell.Date => SheetCell.Date,
        PackCell.Instant => SheetCell.Instant,
        _ => SheetCell.Text,
    });
}
