using System.Security.Cryptography;
using System.Text;

namespace OpsPortal.Domain.Banking;

/// <summary>Texts of banks, made fit to be kept and compared.</summary>
public static class BankWords
{
    private static readonly string[] Nothing = ["NONREF", "NOREF", "NOTPROVIDED", "0", "UNKNOWN"];

    /// <summary>Without control characters, turns of the writing direction and blanks around it, within a bound; null where
    /// nothing is left.</summary>
    public static string? Cut(string? text, int most)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        // Databases refuse a zero character and half a surrogate pair; other control characters break lists and files.
        var clean = new string([.. text.Where(c => !TurnsDirection(c)).Select(c => char.IsControl(c) ? ' ' : c)]).Trim();
        var cut = clean.Length <= most ? clean : clean[..most];
        var whole = cut.Length > 0 && char.IsHighSurrogate(cut[^1]) ? cut[..^1] : cut;
        return whole.Length == 0 ? null : whole;
    }

    // A payer could let "EU-71" read as "17-UE".
    private static bool TurnsDirection(char c) => c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    /// <summary>An account number as it is compared: capital letters and digits.</summary>
    public static string Plain(string? account) =>
        new([.. (account ?? "").Where(char.IsAsciiLetterOrDigit).Select(char.ToUpperInvariant)]);

    /// <summary>The bank's reference where it says anything.</summary>
    public static string? Telling(string? reference) => string.IsNullOrWhiteSpace(reference)
        || Nothing.Contains(reference.Trim(), StringComparer.OrdinalIgnoreCase) ? null : reference.Trim();

    /// <summary>
    /// What makes a line the same line in another file: the bank's reference where it gives one, otherwise everything that it
    /// says. Lines that are equal are told apart by their number within the day.
    /// </summary>
    public static string Fingerprint(string account, StatementLine line)
    {
        var day = line.BookedOn.ToString("uuuu-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var money = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{line.AmountMinor} {line.Currency}");
        string?[] facts = Telling(line.BankReference) is { } reference
            ? ["ref", account, day, money, reference]
            : ["all", account, day, line.ValueOn?.ToString(), money, Telling(line.CustomerReference), line.EndToEndId, line.Code,
                Squeezed(line.PartyName), Plain(line.PartyAccount), Squeezed(line.StructuredReference),
                Squeezed(line.Remittance)];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', facts))))[..40];
    }

    // Two exports of one bank may wrap or pad the same text differently.
    private static string Squeezed(string? text) =>
        new([.. (text ?? "").Where(c => !char.IsWhiteSpace(c) && !char.IsControl(c)).Select(char.ToUpperInvariant)]);
}
