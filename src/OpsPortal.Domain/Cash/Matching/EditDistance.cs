namespace OpsPortal.Domain.Cash.Matching;

/// <summary>How many slips lie between two numbers: a character too many, too few, wrong, or two neighbours swapped.</summary>
internal static class EditDistance
{
    public const int Most = 2;
    private const int Longest = 40;

    /// <summary>Characters that scanners and people take for each other count as the same.</summary>
    public static char Unconfused(char c) => c switch
    {
        'O' or 'Q' => '0',
        'I' or 'L' => '1',
        'Z' => '2',
        'S' => '5',
        'G' => '6',
        'B' => '8',
        _ => c,
    };

    /// <summary>The distance, or <see cref="Most"/> + 1 where it is larger.</summary>
    public static int Between(string one, string other)
    {
        if (Math.Abs(one.Length - other.Length) > Most || one.Length > Longest || other.Length > Longest)
            return Most + 1;
        Span<int> before = stackalloc int[Longest + 1];
        Span<int> last = stackalloc int[Longest + 1];
        Span<int> row = stackalloc int[Longest + 1];
        for (var j = 0; j <= other.Length; j++)
            last[j] = j;
        for (var i = 1; i <= one.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var change = last[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
                row[j] = Math.Min(change, Math.Min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
            }

            var spare = before;
            before = last;
            last = row;
            row = spare;
        }

        return Math.Min(last[other.Length], Most + 1);
    }
}
