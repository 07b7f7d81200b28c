using OpsPortal.Domain.Banking;

namespace OpsPortal.Providers.BankFiles.Mt940;

/// <summary>Reads MT940 in the dialects that banks send, one statement or page after the other.</summary>
[Part]
internal sealed class Mt940Reader : IBankFileReader
{
    public BankFileFormat Format => BankFileFormat.Mt940;

    public bool Recognises(string beginning) => beginning.Split('\r', '\n').Any(line => line.TrimStart('\u0001', '\uFEFF', ' ')
        is var start && (start.StartsWith("{1:", StringComparison.Ordinal) || start.StartsWith(":20:", StringComparison.Ordinal)
            || start.StartsWith(":25:", StringComparison.Ordinal) || start.StartsWith(":60F:", StringComparison.Ordinal)
            || start.StartsWith(":61:", StringComparison.Ordinal)));

    public IEnumerable<StatementItem> Read(Stream file, CsvMapping? mapping)
    {
        var pages = new Dictionary<string, StatementBalance>(StringComparer.Ordinal);
        Mt940Statement? statement = null;
        foreach (var field in SwiftFields.Of(BankText.Lines(file)))
        {
            var ends = field.Tag is SwiftField.End or "20";
            if (ends && statement is not null)
            {
                foreach (var item in statement.End(field.Line))
                    yield return item;
                statement = null;
            }

            if (field.Tag == SwiftField.End)
                continue;
            statement ??= new Mt940Statement(field.Line, pages);
            foreach (var item in statement.Take(field))
                yield return item;
        }

        foreach (var item in statement?.End(statement.Line) ?? [])
            yield return item;
    }
}
