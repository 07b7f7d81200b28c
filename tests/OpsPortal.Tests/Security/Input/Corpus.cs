using OpsPortal.Tests.Security.Matrix;

namespace OpsPortal.Tests.Security.Input;

/// <summary>Input that people, programs and attackers send and that software trips over, by type of field.</summary>
internal static class Corpus
{
    /// <summary>Items that broke something on some database, and what would break most if it were read as anything but a text:
    /// these are tried in every field every time.</summary>
    private static readonly Item[] Sharpest =
    [
        new("NUL", "a\0b"), new("lone high surrogate", "a\uD800b"), new("100,000 characters", new string('x', 100_000)),
        new("SQL", "'; DROP TABLE \"Invoices\"; --"), new("encoded twice", "%2527&amp;lt;"),
    ];

    private static readonly Item[] Texts =
    [
        .. Sharpest,
        new("empty", ""), new("blanks", "   "), new("one character", "x"), new("500 characters", new string('x', 500)),
        new("501 characters", new string('x', 501)), new("lone low surrogate", "\uDC00"),
        new("swapped surrogates", "\uDC00\uD800"),
        new("control characters", "\u0001\u0002\u0007\b\u000b\u000c\u000e\u001f\u007f"),
        new("C1 controls", "\u0080\u0085\u009b\u009f"),
        new("ANSI escapes", "\u001b[31mred\u001b[0m\u001b]0;title\u0007"),
        new("line breaks", "one\r\ntwo\nthree\rfour\u2028five\u2029six"),
        new("RTL override", "invoice\u202Efdp.exe"), new("zero width", "a\u200Bb\u200Cc\u200Dd\uFEFFe"),
        new("bidi isolates", "\u2066a\u2067b\u2068c\u2069"), new("tags", "x\U000E0041\U000E0042"),
        new("combining marks", "e" + new string('\u0301', 200)),
        new("emoji", "\U0001F469\u200D\U0001F469\u200D\U0001F466\U0001F3F4"),
        new("look-alike letters", "\u0440\u0430\u0443\u0440\u0430l"), new("not a character", "\uFFFE\uFFFF\U0001FFFF"),
        new("ligature that folds longer", "\uFDFA\uFB03"), new("dotless i", "\u0130\u0131I\u017F\u00DF"),
        new("four-byte letters", string.Concat(Enumerable.Repeat("\U00020BB7", 250))),
        new("formula", "=cmd|' /C calc'!A0"), new("formula by sign", "+1+1\t-2@SUM(A1)"),
        new("SQL pattern", "%_[a-z]%\\"), new("script", "<script>alert(1)</script>"),
        new("attribute", "\" onmouseover=\"alert(1)"),
        new("template", "{{7*7}}${7*7}<%= 7*7 %>#{7*7}"), new("format", "%s%n%x{0}{1}{99999999}"),
        new("path", "../../etc/passwd"), new("device", "CON.txt"), new("entity", "&lt;&#0;]]><!-- "),
        new("JSON", "{\"a\":1,\"a\":[["),
        new("URL", "javascript:alert(1)//http://169.254.169.254/"), new("not a number", "NaN"), new("beyond double", "1e309"),
        new("digits of others", "\u0661\u0662\u0663"), new("long digits", new string('9', 400)),
        new("negative", "-9223372036854775809"),
        new("decimal comma", "1,5"), new("date that is not", "2026-02-30"),
        new("regular expression", "(a+)+$" + new string('a', 60) + "!"),
        new("e-mail of many", "a@b.test,c@d.test\r\nBcc: e@f.test"), new("null", "null"), new("undefined", "undefined"),
    ];

    private static readonly long[] Wholes = [long.MinValue, long.MaxValue, 0, -1, Money.LargestReadMinor + 1, int.MaxValue + 1L];

    private static readonly Dictionary<Type, Item[]> ByType = new()
    {
        [typeof(string)] = Texts,
        [typeof(long)] = Of(Wholes),
        [typeof(int)] = Of([int.MinValue, int.MaxValue, 0, -1, 99_999]),
        [typeof(short)] = Of([short.MinValue, short.MaxValue, (short)0, (short)-1]),
        [typeof(decimal)] = Of([decimal.MinValue, decimal.MaxValue, 0m, -1m, 0.0000000000000000000000000001m]),
        [typeof(Money)] = Of(Wholes.SelectMany(whole => new[] { "EUR", "JPY", "KWD" }
            .Select(code => new Money(whole, Currency.Of(code))))),
        [typeof(LocalDate)] = Of([new LocalDate(1, 1, 1), new LocalDate(9999, 12, 31), new LocalDate(1969, 12, 31),
            new LocalDate(2038, 1, 20), new LocalDate(2028, 2, 29)]),
        [typeof(YearMonth)] = Of([new YearMonth(1, 1), new YearMonth(9999, 12), new YearMonth(1969, 12)]),
        [typeof(Instant)] = Of([Instant.MinValue, Instant.MaxValue, Instant.FromUtc(1, 1, 1, 0, 0),
            Instant.FromUtc(9999, 12, 31, 23, 59), Instant.FromUnixTimeTicks(0)]),
        [typeof(LocalTime)] = Of([LocalTime.MinValue, LocalTime.MaxValue]),
    };

    /// <summary>The types of fields for which there are items.</summary>
    public static IReadOnlySet<Type> Types { get; } = ByType.Keys.ToHashSet();

    public static int Size => ByType.Values.Sum(items => items.Length);

    public static IReadOnlyList<Item> For(Type type) => ByType[type];

    /// <summary>What is tried in a field: all, or the sharpest and a share of the others that the seed draws.</summary>
    public static IEnumerable<Item> For(Field field, Random seed, int? share)
    {
        var items = ByType[field.Type];
        if (share is not { } few)
            return items;
        var always = items.Intersect(Sharpest).ToList();
        return always.Concat(items.Except(always).OrderBy(_ => seed.Next()).Take(few)).ToList();
    }

    private static Item[] Of<T>(IEnumerable<T> values) => [.. values.Select(value => new Item($"{value}", value!))];
}

/// <summary>One item of the corpus, with the name that a report gives it.</summary>
internal sealed record Item(string Name, object Value);
