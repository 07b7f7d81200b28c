using System.Text.Json;
using System.Text.Json.Serialization;
using OpsPortal.Documents.Pdf;

namespace OpsPortal.Documents;

/// <summary>A table of a pack: what it is, its columns and rows, and the words for it when it is empty.</summary>
internal sealed record PackTable(
    string Name, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, string Missing = "Nothing.");

/// <summary>
/// Everything that is known of one case or id, in one model from which the file for people and the file for programs are
/// written: what one says, the other says too. A part that is not there is named as missing.
/// </summary>
internal sealed record EvidencePack(
    string Title, LocalDate MadeOn, IReadOnlyList<(string Name, string Value)> Facts, IReadOnlyList<PackTable> Tables)
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            Title,
            MadeOn = MadeOn.ToString("uuuu-MM-dd", null),
            Facts = Facts.Select(fact => new { fact.Name, fact.Value }),
            Tables = Tables.Select(table => new
            {
                table.Name,
                table.Columns,
                table.Rows,
                Missing = table.Rows.Count == 0 ? table.Missing : null,
            }),
        }, Options);

    public byte[] ToPdf() => PdfWriter.Write(new PaperDocument(Title, "OpsPortal", MadeOn,
    [
        new PaperHeading(Title, IsTitle: true),
        new PaperValues(Facts),
        .. Tables.SelectMany(Blocks),
    ]));

    private static IEnumerable<PaperBlock> Blocks(PackTable table)
    {
        yield return new PaperHeading(table.Name);
        yield return table.Rows.Count == 0
            ? new PaperParagraph(table.Missing)
            : new PaperTable(table.Columns, [], table.Columns.Count,
                table.Rows);
    }
}
