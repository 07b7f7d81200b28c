using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Parties;

/// <summary>
/// A bank account number: an IBAN, whose check digits are verified, or a domestic number of 4 to 34 letters and digits.
/// Two letters followed by two digits are taken to mean an IBAN.
/// </summary>
public readonly record struct AccountNumber
{
    // Norway's.
    private const int ShortestIban = 15;

    private AccountNumber(string text) => Text = text;

    /// <summary>Capital letters and digits without spaces.</summary>
    public string Text { get; }

    /// <summary>The last four characters behind dots; the rest is for the bank only.</summary>
    public string Masked => $"•••• {Text[^4..]}";

    public bool IsIban => char.IsAsciiLetter(Text[0]) && char.IsAsciiLetter(Text[1])
        && char.IsAsciiDigit(Text[2]) && char.IsAsciiDigit(Text[3]);

    public static Outcome<AccountNumber> Parse(string? typed, string field = "account")
    {
        var text = (typed ?? "").Replace(" ", "", StringComparison.Ordinal).Replace("-", "",
            StringComparison.Ordinal).ToUpperInvariant();
        if (text.Length is < 4 or > 34 || !text.All(char.IsAsciiLetterOrDigit))
            return PartiesRefusals.NotAnAccount(field);
        var number = new AccountNumber(text);
        return number.IsIban && (text.Length < ShortestIban || Remainder(text) != 1)
            ? PartiesRefusals.BadCheckDigits.On(field) : number;
    }

    /// <summary>ISO 7064 mod 97-10 of the rearranged text; 1 where the check digits fit.</summary>
    private static int Remainder(string iban) =>
        (iban[4..] + iban[..4]).Aggregate(0, (rest, c) => char.IsAsciiDigit(c)
            ? ((rest * 10) + (c - '0')) % 97
            : ((rest * 100) + (c - 'A' + 10)) % 97);
}
