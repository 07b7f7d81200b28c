using System.Globalization;
using OpsPortal.Domain.Banking;

namespace OpsPortal.Features.Banking;

/// <summary>A line's place among equal lines, which make its identity.</summary>
/// <param name="Print">What it says, as a hash.</param>
internal sealed record LineCount(string Print, int InFile, int InStatement)
{
    public string Identity => From(InFile);

    /// <summary>Counted from other statements too; never less than within the file.</summary>
    public string From(int number) => $"{Print}-{Math.Max(InFile, number)}";
}

/// <summary>Counts equal lines and equal entries, so that the second is not taken for the first.</summary>
internal sealed class LineNumbers
{
    private readonly Dictionary<UInt128, int> lines = [];
    private readonly Dictionary<(UInt128 Key, long Minor), int> entries = [];

    public int OfLine(string print) => lines[Short(print)] = lines.GetValueOrDefault(Short(print)) + 1;

    /// <summary>Details of one entry follow each other and share its number.</summary>
    public int OfEntry(BankLine line)
    {
        var key = (Short(line.EntryKey!), line.EntryMinor!.Value);
        return entries[key] = entries.GetValueOrDefault(key) + (line.EntryPlace <= 1 ? 1 : 0);
    }

    // A file may hold a million lines: half a hash tells them apart.
    private static UInt128 Short(string hash) => UInt128.Parse(hash[..32], NumberStyles.HexNumber, null);
}
