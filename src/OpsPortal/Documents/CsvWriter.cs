using System.Text;

namespace OpsPortal.Documents;

/// <summary>A table as CSV while it is made: UTF-8, CRLF, quoted where needed, formulas disarmed.</summary>
internal sealed class CsvWriter(Stream to) : IDisposable
{
    private readonly StreamWriter text = new(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 64 * 1024,
        leaveOpen: true);

    private char[] row = new char[1024];

    // A row goes on as a whole: a table of millions of cells would spend most of its time on handing each of them over.
    public void Row(IReadOnlyList<string> cells)
    {
        var length = 0;
        for (var i = 0; i < cells.Count; i++)
            length = Put(i == 0 ? "" : ",", CsvCells.Of(cells[i]), length);
        length = Put("\r\n", "", length);
        text.Write(row, 0, length);
    }

    public void Dispose() => text.Dispose();

    private int Put(string before, string cell, int at)
    {
        var end = at + before.Length + cell.Length;
        if (end > row.Length)
            Array.Resize(ref row, end * 2);
        before.CopyTo(0, row, at, before.Length);
        cell.CopyTo(0, row, at + before.Length, cell.Length);
        return end;
    }
}
