using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Banking;

/// <summary>What the bank booked at once: a line is it, or is one of the payments that it holds.</summary>
/// <param name="Reference">The bank's reference of all of it; null where it gives none.</param>
/// <param name="Minor">All of it; money in is positive.</param>
/// <param name="Details">Payments that the file tells of it: none, one, or several of which each is a line.</param>
/// <param name="Place">The line's place among them, counted from one; zero where it is no detail.</param>
public sealed record BookedEntry(string? Reference, long Minor, int Details, int Place)
{
    public const int KeyLength = 40;

    /// <summary>Each entry has exactly one such line.</summary>
    public bool IsFirst => Place <= 1;

    /// <summary>A line of a format without details tells one payment.</summary>
    public static BookedEntry Of(StatementLine line) =>
        line.Entry ?? new BookedEntry(line.BankReference, line.AmountMinor, 1, 1);

    /// <summary>The same in every file for the same entry: account, day, direction and the bank's reference. Without a reference
    /// the amount takes its place.</summary>
    public string Key(BankAccountId account, LocalDate day)
    {
        var direction = Minor < 0 ? "out" : "in";
        var name = BankWords.Telling(Reference) is { } reference
            ? $"named\u001f{reference}"
            : string.Create(CultureInfo.InvariantCulture, $"unnamed\u001f{Minor}");
        var facts = string.Create(CultureInfo.InvariantCulture, $"{account}\u001f{day:uuuu-MM-dd}\u001f{direction}\u001f{name}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(facts)))[..KeyLength];
    }

    /// <summary>The reference of its one payment, where the bank gives that another than the entry.</summary>
    /// <param name="ofLine">The bank's reference of a line that is the whole entry.</param>
    public static string? OwnReference(string? ofLine, int details, string? ofEntry) =>
        details == 1 && BankWords.Telling(ofLine) is { } own && own != BankWords.Telling(ofEntry) ? own : null;
}
