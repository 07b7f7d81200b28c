using System.Text;
using OpsPortal.Domain.Access;

namespace OpsPortal.Domain.Tests.Documents;

public sealed class LifecycleDocumentTests
{
    public static TheoryData<string> Names => [.. Lifecycle.All.Select(lifecycle => lifecycle.Name)];

    /// <summary>Every pair of state and action, legal and not.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Next_OfEveryPair_IsWhatTheTableSaysOrNothing(string name)
    {
        var lifecycle = Lifecycle.All.Single(known => known.Name == name);
        foreach (var from in lifecycle.States)
        foreach (var action in lifecycle.Actions)
        {
            var rows = lifecycle.Rows.Where(row => row.From.Equals(from) && row.Action.Equals(action)).ToList();
            Assert.True(rows.Count <= 1, $"{from} {action} stands twice.");
            Assert.Equal(rows.SingleOrDefault()?.To, lifecycle.Next(from, action));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Table_OfEachLifecycle_ReachesEveryStateAndUsesEveryAction(string name)
    {
        var lifecycle = Lifecycle.All.Single(known => known.Name == name);
        Assert.Empty(lifecycle.States.Skip(1).Except(lifecycle.Rows.Select(row => row.To)));
        Assert.Empty(lifecycle.Actions.Except(lifecycle.Rows.Select(row => row.Action)));
    }

    [Fact]
    public void Document_IsPrintedFromTheTables()
    {
        var text = new StringBuilder("# Lifecycles\n\n")
            .Append("Printed from the tables in code, which refuse every other move. To print it anew:\n")
            .Append("`OPSPORTAL_WRITE_DOCS=1 dotnet test tests/OpsPortal.Domain.Tests --filter Document_Is`.\n");
        foreach (var lifecycle in Lifecycle.All)
        {
            var ends = lifecycle.States.Except(lifecycle.Rows.Select(row => row.From)).Select(Printed.Words).ToList();
            text.Append($"\n## {lifecycle.Name}\n\nBegins as **{Printed.Words(lifecycle.States[0])}**")
                .Append(ends.Count == 0 ? ".\n\n" : $"; there is no way out of {string.Join(", ", ends)}.\n\n")
                .Append("| from | action | to | permission |\n|---|---|---|---|\n");
            foreach (var row in lifecycle.Rows)
                text.Append(
                    $"| {Printed.Words(row.From)} | {Printed.Words(row.Action)} | {Printed.Words(row.To)} | {May(row.May)} |\n");
        }

        Printed.Compare("lifecycles.md", text.ToString());
    }

    private static string May(Permission? permission) =>
        permission is null or Permission.Background ? "*the system*" : Printed.Words(permission);
}
