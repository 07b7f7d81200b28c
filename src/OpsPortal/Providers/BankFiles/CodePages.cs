using System.Text;
using System.Text.RegularExpressions;

namespace OpsPortal.Providers.BankFiles;

/// <summary>
/// Which code page a text without a mark is in that is not UTF-8. The file's own account or currency tells the part of Europe;
/// bytes that hold letters in one page and none in the other tell which of its pages.
/// </summary>
internal static partial class CodePages
{
    public static readonly Encoding Western = Page(1252);

    private static readonly Encoding Central = Page(1250);
    private static readonly Encoding CentralIso = Page(28592);
    private static readonly Encoding CentralDos = Page(852);

    public static Encoding Of(ReadOnlySpan<byte> beginning)
    {
        if (!IsCentral().IsMatch(Western.GetString(beginning)))
            return Western;
        var (dos, iso, windows) = (false, false, false);
        foreach (var one in beginning)
        {
            dos |= one is 0x81 or 0x83 or 0x86 or 0x88 or 0x98;
            windows |= one is 0x8C or 0x8F or 0x9C or 0x9F or 0x8A or 0x9A or 0x8E or 0x9E or 0x8D or 0x9D;
            iso |= one is 0xA1 or 0xA6 or 0xAC or 0xB1 or 0xB6 or 0xBC;
        }

        return dos ? CentralDos : iso && !windows ? CentralIso : Central;
    }

    private static Encoding Page(int number) => CodePagesEncodingProvider.Instance.GetEncoding(number)!;

    [GeneratedRegex(@":25:/?(?:PL|CZ|SK|HU|RO|HR|SI)\d\d|:60[FM]:[CD]\d{6}(?:PLN|CZK|HUF|RON)|[;,\t](?:PLN|CZK|HUF|RON)[;,\t]")]
    private static partial Regex IsCentral();
}
