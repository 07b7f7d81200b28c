using System.Text;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Tests.Documents;

namespace OpsPortal.Domain.Tests.Ledger;

/// <summary>Prints docs/posting-rules.md from the tables; with OPSPORTAL_WRITE_DOCS=1 the file is written, else
/// compared.</summary>
public sealed class PostingRulesDocumentTests
{
    [Fact]
    public void Document_IsPrintedFromTheTables() => Printed.Compare("posting-rules.md", Print());

    private static string Print()
    {
        var text = new StringBuilder();
        text.Append("# Accounts and posting rules\n\n")
            .Append("Printed from `ChartOfAccounts` and `PostingRules`; a test compares this page with the tables. "
                + "To print it anew:\n")
            .Append("`OPSPORTAL_WRITE_DOCS=1 dotnet test tests/OpsPortal.Domain.Tests --filter Document_Is`.\n\n");
        text.Append("## Accounts\n\n| code | account | kind | bucket | kept by |\n|---|---|---|---|---|\n");
        foreach (var row in ChartOfAccounts.Rows)
            text.Append($"| {row.Code} | {row.Name} | {Words(row.Kind)} ")
                .Append($"| {(row.Bucket == LiabilityBucket.None ? "" : Words(row.Bucket))} ")
                .Append($"| {(row.KeptBy == KeptBy.Nothing ? "" : Words(row.KeptBy))} |\n");
        text.Append("\n## Posting rules\n\n")
            .Append("G gross, P payees' share (posted to each payee's part), F platform fee, V tax, A amount,\n")
            .Append("D down payment, C down payment cleared, N net of fees, U unapplied cash; ")
            .Append("Vd, Vc, Vf the tax in D, C and F.\n")
            .Append("*held* is 2110 while the cash is pending, 2120 once settled; *wheresits* is the payee's account in\n")
            .Append("which that payment's money is, 1250 once paid out; "
                + "*cash* is where the money moves (1010, 1020, 1030, 2400).\n\n")
            .Append("| event | debit | credit | equation or note | needs, else nothing is posted | version |\n")
            .Append("|---|---|---|---|---|---|\n");
        foreach (var row in PostingRules.Rows)
            text.Append($"| {row.Name}{(row.IsPosted ? "" : " (not posted by this version)")} ")
                .Append($"| {row.Debit} | {row.Credit} | {row.Equation}{row.Note} ")
                .Append($"| {string.Join(", ", row.Needs.Select(need => Words(need)))} | {row.Version} |\n");
        return text.ToString();
    }

    private static string Words(Enum value) =>
        string.Concat(value.ToString().Select(letter => char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{letter}"))
            .Replace("  ", " ", StringComparison.Ordinal).Trim();
}
