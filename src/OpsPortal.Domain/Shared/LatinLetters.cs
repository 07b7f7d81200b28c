namespace OpsPortal.Domain.Shared;

/// <summary>Latin letters without what is written above, below or through them, so that "Müller" and "MULLER" are one name. A
/// table, because the portal runs without the tables of cultures, and a text's normal forms are among them.</summary>
public static class LatinLetters
{
    // The first letter of a row is the bare form of all the others.
    private static readonly string[] Rows =
    [
        "aàáâãäåāăąạảấầẩẫậắằẳẵặ", "cçćĉċč", "dďđ", "eèéêëēĕėęěẹẻẽếềểễệ", "gĝğġģ", "hĥħ", "iìíîïĩīĭįỉị", "jĵ", "kķ", "lĺļľŀł",
        "nñńņňŉ", "oòóôõöøōŏőơọỏốồổỗộớờởỡợ", "rŕŗř", "sśŝşšș", "tţťŧț", "uùúûüũūŭůűųưụủứừửữự", "wŵ", "yýÿŷỳỵỷỹ", "zźżž",
    ];

    private static readonly Dictionary<char, char> BareForms = Rows
        .SelectMany(row => row.Skip(1).Select(letter => (Letter: letter, Bare: row[0])))
        .SelectMany(pair => new[] { pair, (char.ToUpperInvariant(pair.Letter), char.ToUpperInvariant(pair.Bare)) })
        .DistinctBy(pair => pair.Item1).ToDictionary(pair => pair.Item1, pair => pair.Item2);

    /// <summary>The letter without its marks, in its own case; any other sign as it is.</summary>
    public static char Bare(char letter) => letter < '\u0080' ? letter : BareForms.GetValueOrDefault(letter, letter);
}
