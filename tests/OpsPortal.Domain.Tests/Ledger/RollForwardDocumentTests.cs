using System.Text;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Tests.Documents;

namespace OpsPortal.Domain.Tests.Ledger;

/// <summary>Prints docs/roll-forward.md from the movement table; with OPSPORTAL_WRITE_DOCS=1 the file is written, else
/// compared.</summary>
public sealed class RollForwardDocumentTests
{
    [Fact]
    [Trait("Requirement", "LED-6")]
    public void Document_IsPrintedFromTheTable() => Printed.Compare("roll-forward.md", Print());

    private static string Print()
    {
        var text = new StringBuilder();
        text.Append("# Liability roll-forward\n\n")
            .Append("Printed from `MovementRules`; a test compares this page with the table. To print it anew:\n")
            .Append("`OPSPORTAL_WRITE_DOCS=1 dotnet test tests/OpsPortal.Domain.Tests --filter Document_Is`.\n\n")
            .Append("Opening and movements give the closing, for each account, company, currency and day. An entry that\n")
            .Append("reverses another is a reversal, whatever its event. What is reclassified sums to nothing over an entry.\n\n")
            .Append("## Accounts\n\n| code | account | bucket |\n|---|---|---|\n");
        foreach (var row in RollForward.Accounts.Select(ChartOfAccounts.Of))
            text.Append($"| {row.Code} | {row.Name} ")
                .Append($"| {(row.Bucket == LiabilityBucket.None ? "" : Printed.Words(row.Bucket))} |\n");
        text.Append("\n## Movements\n\n")
            .Append("The trigger is the event of [the posting rule](posting-rules.md); its references document it.\n\n")
            .Append("| trigger | documented by | account | a debit is | a credit is | a debit ends the obligation as |\n")
            .Append("|---|---|---|---|---|---|\n");
        foreach (var row in MovementRules.Rows)
        {
            var rule = PostingRules.Of(row.Family);
            text.Append($"| {rule.Name} | {string.Join(", ", rule.Needs.Select(need => Low(need)))} ")
                .Append($"| {(row.Account is { } account ? (int)account : "any")} | {Low(row.Debit)} | {Low(row.Credit)} ")
                .Append($"| {(row.End == ObligationEnd.LivesOn ? "" : Low(row.End))} |\n");
        }

        return text.ToString();
    }

    private static string Low(Enum value) => Printed.Words(value).ToLowerInvariant();
}
