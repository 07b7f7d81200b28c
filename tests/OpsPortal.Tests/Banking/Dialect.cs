using System.Text;

namespace OpsPortal.Tests.Banking;

/// <summary>A bank's way of writing a format: a sample of our own and what must be read of it.</summary>
/// <param name="Bank">Whose way it is.</param>
/// <param name="Text">The sample.</param>
/// <param name="Told">Each line as <see cref="Dialects.Tell"/> puts it; or, for a sample that is refused, what the report
/// says.</param>
/// <param name="Page">The code page of its bytes.</param>
internal sealed record Dialect(string Bank, string Text, string Told, int Page = 65001)
{
    public byte[] Bytes => Page == 65001 ? Encoding.UTF8.GetBytes(Text)
        : CodePagesEncodingProvider.Instance.GetEncoding(Page)!.GetBytes(Text);

    public override string ToString() => Bank;
}

/// <summary>All dialects, and how a reading is put into words to be compared.</summary>
internal static class Dialects
{
    public static IReadOnlyList<Dialect> All { get; } =
        [.. Mt940Dialects.All, .. Mt940MoreDialects.All, .. CamtDialects.All, .. Bai2Dialects.All];

    /// <summary>Amount, other side, its account, what for, creditor reference, end-to-end id, the bank's reference.</summary>
    public static string Tell(Reading read) => string.Join('\n', read.Lines.Select(line => string.Join('|',
        $"{new Money(line.AmountMinor, line.Currency)}".Replace('(', '-').TrimEnd(')') + (line.IsReversal ? " back" : ""),
        line.PartyName, line.PartyAccount, line.Remittance, line.StructuredReference, line.EndToEndId, line.BankReference)));
}
