using System.Text;
using System.Text.Json;
using OpsPortal.Domain.Erp;
using OpsPortal.Events;
using OpsPortal.Providers.BankFiles;
using OpsPortal.Providers.BankFiles.Csv;

namespace OpsPortal.Providers.Erp;

/// <summary>A line of a result file as it was read: an answer, or why it is none.</summary>
/// <param name="Period">The month that the file says it belongs to, if it says one: <c>2026-09</c>.</param>
internal sealed record ReadAnswer(int Line, string ExternalId, string Status, ErpAnswer? Answer, string? Fault, string Period);

/// <summary>Reads what an ERP says of our documents, as CSV or JSON, under the names that such files use.</summary>
internal static class ErpResultReader
{
    private static readonly Dictionary<string, string[]> Names = new(StringComparer.Ordinal)
    {
        ["id"] = ["externalid", "journalno", "referencedocumentnumber", "reference"],
        ["status"] = ["status", "result", "outcome"],
        ["number"] = ["documentnumber", "erpnumber", "number", "internalid", "journalentry"],
        ["message"] = ["message", "error", "reason"],
        ["period"] = ["period", "postingperiod"],
    };

    private static readonly Dictionary<string, ErpDocumentAction> Statuses = new(StringComparer.Ordinal)
    {
        ["accepted"] = ErpDocumentAction.Accept, ["ok"] = ErpDocumentAction.Accept, ["success"] = ErpDocumentAction.Accept,
        ["posted"] = ErpDocumentAction.Accept, ["imported"] = ErpDocumentAction.Accept,
        ["rejected"] = ErpDocumentAction.Reject, ["failed"] = ErpDocumentAction.Reject, ["error"] = ErpDocumentAction.Reject,
        ["alreadythere"] = ErpDocumentAction.FindThere, ["duplicate"] = ErpDocumentAction.FindThere,
        ["exists"] = ErpDocumentAction.FindThere, ["alreadyexists"] = ErpDocumentAction.FindThere,
    };

    /// <summary>What a status means, in the words of any ERP; null where none of them says so.</summary>
    public static ErpDocumentAction? ActionOf(string status) =>
        Statuses.TryGetValue(Plain(status), out var action) ? action : null;

    public static Outcome<IReadOnlyList<ReadAnswer>> Read(byte[] content)
    {
        try
        {
            var text = new UTF8Encoding(false, true).GetString(content).TrimStart('\uFEFF');
            var isJson = text.TrimStart().StartsWith('[');
            if (isJson && !EventJson.IsText(Encoding.UTF8.GetBytes(text)))
                return ErpRefusals.ResultShape("It begins as JSON and is none.");
            var read = isJson ? Json(text) : Csv(content);
            if (read.IsRefused)
                return read;
            return read.Value.Count switch
            {
                0 => ErpRefusals.ResultShape("It holds no answers."),
                > ErpResult.MostLines => ErpRefusals.ResultShape($"It holds more than {ErpResult.MostLines} answers."),
                _ => read,
            };
        }
        catch (DecoderFallbackException)
        {
            return ErpRefusals.ResultShape("It is not text in UTF-8.");
        }
        catch (BankFileException trouble)
        {
            return ErpRefusals.ResultShape(trouble.Message);
        }
        catch (JsonException)
        {
            return ErpRefusals.ResultShape("It begins as JSON and is none.");
        }
    }

    private static Outcome<IReadOnlyList<ReadAnswer>> Csv(byte[] content)
    {
        using var stream = new MemoryStream(content, writable: false);
        var rows = CsvRows.Of(BankText.Lines(stream, Encoding.UTF8), CsvRows.DelimiterOf(content)).ToList();
        if (rows.Count == 0)
            return ErpRefusals.ResultShape("It is empty.");
        var places = Names.ToDictionary(
            name => name.Key, name => rows[0].Fields.ToList().FindIndex(field => name.Value.Contains(Plain(field))),
            StringComparer.Ordinal);
        if (places["id"] < 0 || places["status"] < 0)
            return ErpRefusals.ResultShape("It has no columns for the external id and the status.");
        return Outcomes.Of<IReadOnlyList<ReadAnswer>>([.. rows.Skip(1).Select(row => Of(row.Line, name =>
            places[name] >= 0 && places[name] < row.Fields.Count ? row.Fields[places[name]].Trim() : ""))]);
    }

    private static Outcome<IReadOnlyList<ReadAnswer>> Json(string text)
    {
        using var parsed = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 4 });
        var read = new List<ReadAnswer>();
        foreach (var row in parsed.RootElement.EnumerateArray())
        {
            if (row.ValueKind != JsonValueKind.Object)
                return ErpRefusals.ResultShape($"Record {read.Count + 1} is no object.");
            var fields = row.EnumerateObject().ToLookup(field => Plain(field.Name), field => field.Value.ToString());
            read.Add(Of(read.Count + 1, name =>
                Names[name].Select(known => fields[known].FirstOrDefault()).FirstOrDefault(value => value is not null)?.Trim()
                    ?? ""));
        }

        return Outcomes.Of<IReadOnlyList<ReadAnswer>>(read);
    }

    private static ReadAnswer Of(int line, Func<string, string> field)
    {
        var (id, status, number, message) = (field("id"), field("status"), field("number"), field("message"));
        var known = Statuses.TryGetValue(Plain(status), out var action);
        var fault = id.Length == 0 ? "It names no external id."
            : !known ? $"'{ErpText.Cut(status, 40)}' is no status: accepted, rejected or already there."
            : action != ErpDocumentAction.Reject && number.Length is 0 or > ErpDocument.NumberLength
                ? $"It gives no document number of 1 to {ErpDocument.NumberLength} characters."
            : action == ErpDocumentAction.Reject && message.Length == 0 ? "It is rejected without a message." : null;
        return new ReadAnswer(line, ErpText.Cut(id, ErpDocument.IdLength), ErpText.Cut(status, 40),
            fault is null ? new ErpAnswer(id, action, number, message) : null, fault, field("period"));
    }

    private static string Plain(string name) => new([.. name.Where(char.IsLetter).Select(char.ToLowerInvariant)]);
}
