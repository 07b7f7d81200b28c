using System.Text;
using OpsPortal.Domain.Erp;
using OpsPortal.Domain.Tests.Documents;

namespace OpsPortal.Domain.Tests.Erp;

public sealed class OwnershipDocumentTests
{
    /// <summary>Each state has one owner, and every question an answer.</summary>
    [Fact]
    [Trait("Requirement", "ERP-3")]
    public void Map_NamesEachStateOnceWithEveryAnswer()
    {
        Assert.Equal(Ownership.All.Count, Ownership.All.Select(row => row.State).Distinct().Count());
        Assert.All(Ownership.All, row => Assert.DoesNotContain("",
            (string[])[row.State, row.OthersKeep, row.ChangedBy, row.ReversedBy, row.Conflict]));
        Assert.Equal(Enum.GetValues<OwnerSystem>(), Ownership.All.Select(row => row.Owner).Distinct().Order());
    }

    [Fact]
    [Trait("Requirement", "ERP-3")]
    public void Document_IsPrintedFromTheTables()
    {
        var text = new StringBuilder("""
            # Who owns what

            Printed from `Ownership`; a test compares this page with the table. The portal shows it at `/erp/ownership`,
            and gives it out as CSV and JSON. Each state has one owner; everybody else keeps a copy, and a difference is a
            case for a person.

            | state | owner | others keep | changed by | reversed by | when two disagree |
            |---|---|---|---|---|---|

            """);
        foreach (var row in Ownership.All)
            text.Append($"| {row.State} | {row.Owner.Words()} | {row.OthersKeep} | {row.ChangedBy} | {row.ReversedBy} | ")
                .Append($"{row.Conflict} |\n");
        Printed.Compare("ownership.md", text.ToString());
    }
}
