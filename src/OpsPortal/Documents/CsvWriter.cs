using System.Text;

namespace OpsPortal.Documents;

/// <summary>A table as CSV while it is made: UTF-8, CRLF, quoted where needed, formulas disarmed.</summary>
internal sealed class CsvWriter(Stream to) : IDisposable
{
    private readonly StreamWriter text = new(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 64 * 1024,
        leaveOpen: true);

    public void Row(IReadOnlyList<string> cells)
    {
        for (var i = 0; i < cells.Count; i++)
        {
            if (i > 0)
                text.Write(',');
            text.Write(CsvCells.Of(cells[i]));
        }

        text.Write("\r\n");
    }

    public void Dispose() => text.Dispose();
}
