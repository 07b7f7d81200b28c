using System.Security.Cryptography;
using System.Text;
using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Erp;

/// <summary>
/// The names by which an ERP knows our documents, made of our own business references: the same entry has the same name at every
/// export, so that the ERP itself sees a second copy.
/// </summary>
public static class ExternalIds
{
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const string Mark = "OP";

    /// <summary>The reference of one entry: its company and posting key, which never change.</summary>
    public static string Entry(string entityCode, string postingKey) => $"{entityCode}:{postingKey}";

    /// <summary>The reference of a sum: company, day or month, currency, and a version for what was booked later.</summary>
    public static string Sum(string entityCode, LocalDate day, ErpGranularity granularity, Currency currency, int version) =>
        granularity == ErpGranularity.PerDay
            ? $"{entityCode}-{day.Year:0000}{day.Month:00}{day.Day:00}-{currency}-{version}"
            : $"{entityCode}-{day.Year:0000}{day.Month:00}-{currency}-{version}";

    /// <summary>The reference itself where the target takes it, else a mark and as much of its SHA-256 as the target
    /// takes: 70 bits at 16 characters.</summary>
    public static string Fit(string reference, int most)
    {
        if (reference.Length <= most && reference.All(letter => letter is > ' ' and < (char)127 and not ('"' or ',')))
            return reference;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(reference));
        var text = new StringBuilder(Mark, Mark.Length + 26);
        for (var at = 0; text.Length < Math.Min(most, Mark.Length + 26); at++)
            text.Append(Letters[Bits(hash, at * 5)]);
        return text.ToString();
    }

    private static int Bits(byte[] hash, int at)
    {
        var two = (hash[at / 8] << 8) | hash[(at / 8) + 1];
        return (two >> (11 - (at % 8))) & 31;
    }
}
