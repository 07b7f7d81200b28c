using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Payouts;

/// <summary>
/// What approvers sign: the batch's content as bytes that are the same on every machine, and their SHA-256. Every field is
/// written with its length and byte for byte as it is stored, so that no text can pose as another. Changing the order or meaning
/// of anything here needs a new <see cref="FormatVersion"/>.
/// </summary>
public sealed record BatchContent(BatchId Batch, int ContentRevision, LegalEntityId LegalEntity, Currency Currency)
{
    public const byte FormatVersion = 1;

    // Two texts with different halves of a character must never become the same bytes.
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public required string Number { get; init; }

    public required string Rail { get; init; }

    public required string Provider { get; init; }

    public required LocalDate ValueDate { get; init; }

    public required IReadOnlyList<BatchContentItem> Items { get; init; }

    public byte[] ToBytes()
    {
        var text = new StringBuilder();
        Field(text, Batch.ToString());
        Field(text, Number);
        Field(text, Digits(ContentRevision));
        Field(text, LegalEntity.ToString());
        Field(text, Currency.Code);
        Field(text, Rail);
        Field(text, Provider);
        Field(text, ValueDate.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture));
        Field(text, Digits(Items.Count));
        Field(text, Digits(Items.Aggregate(0L, (sum, item) => checked(sum + item.AmountMinor))));
        foreach (var item in Items.OrderBy(i => i.Item.ToString(), StringComparer.Ordinal))
            item.Write(text);
        return [FormatVersion, .. Strict.GetBytes(text.ToString())];
    }

    /// <summary>64 lower-case hex digits.</summary>
    public string Hash() => Convert.ToHexStringLower(SHA256.HashData(ToBytes()));

    internal static string Digits(long number) => number.ToString(CultureInfo.InvariantCulture);

    internal static void Field(StringBuilder text, string value)
    {
        text.Append(Digits(value.Length)).Append(':').Append(value).Append('\n');
    }
}

/// <summary>One payout in the signed content.</summary>
public sealed record BatchContentItem(PayoutItemId Item, PayeeId Payee, PayeeAccountId Account, long AmountMinor)
{
    public required int AccountVersion { get; init; }

    /// <summary>SHA-256 over holder, number, bank and currency of the account as stored.</summary>
    public required string AccountDigest { get; init; }

    public required string Reference { get; init; }

    /// <summary>The permanent key under which it is sent, made from the payables beneath it.</summary>
    public required string Key { get; init; }

    internal void Write(StringBuilder text)
    {
        BatchContent.Field(text, Item.ToString());
        BatchContent.Field(text, Payee.ToString());
        BatchContent.Field(text, Account.ToString());
        BatchContent.Field(text, BatchContent.Digits(AccountVersion));
        BatchContent.Field(text, AccountDigest);
        BatchContent.Field(text, BatchContent.Digits(AmountMinor));
        BatchContent.Field(text, Reference);
        BatchContent.Field(text, Key);
    }
}
