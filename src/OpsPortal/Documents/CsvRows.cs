using System.Text;

namespace OpsPortal.Documents;

/// <summary>Reads back, row by row, what <see cref="CsvWriter"/> wrote.</summary>
internal static class CsvRows
{
    /// <exception cref="InvalidDataException">A quoted cell does not end.</exception>
    public static IEnumerable<IReadOnlyList<string>> Read(Stream from)
    {
        using var text = new StreamReader(from, new UTF8Encoding(false, throwOnInvalidBytes: true), false, 64 * 1024,
            leaveOpen: true);
        while (text.ReadLine() is { } line)
            yield return line.Contains('"', StringComparison.Ordinal) ? Quoted(line, text) : line.Split(',');
    }

    private static List<string> Quoted(string line, StreamReader more)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var inside = false;
        for (var i = 0; ; i++)
        {
            if (i == line.Length)
            {
                if (!inside)
                    break;
                line = more.ReadLine() ?? throw new InvalidDataException("A quoted cell does not end.");
                cell.Append('\n');
                i = -1;
            }
            else if (line[i] == '"' && inside && i + 1 < line.Length && line[i + 1] == '"')
            {
                cell.Append(line[i++]);
            }
            else if (line[i] == '"')
            {
                inside = !inside;
            }
            else if (line[i] == ',' && !inside)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
            {
                cell.Append(line[i]);
            }
        }

        cells.Add(cell.ToString());
        return cells;
    }
}
