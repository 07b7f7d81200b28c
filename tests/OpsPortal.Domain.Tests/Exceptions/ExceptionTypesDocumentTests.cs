using System.Text;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Tests.Documents;

namespace OpsPortal.Domain.Tests.Exceptions;

/// <summary>Prints docs/exception-types.md from the tables; with OPSPORTAL_WRITE_DOCS=1 the file is written, else
/// compared.</summary>
public sealed class ExceptionTypesDocumentTests
{
    [Fact]
    [Trait("Requirement", "EXC-1")]
    public void Document_IsPrintedFromTheTables() => Printed.Compare("exception-types.md", Print());

    /// <summary>Every step has one row, and is allowed to at least one type.</summary>
    [Fact]
    [Trait("Requirement", "EXC-1")]
    public void EverySteps_HasItsRow_AndEveryTypeNamesOnlySteps()
    {
        Assert.Equal(Enum.GetValues<CaseStep>().Order(), CaseSteps.All.Select(row => row.Step).Order());
        Assert.All(Enum.GetValues<CaseStep>(), step => Assert.Contains(ExceptionTypes.All, row => row.Allows(step)));
        Assert.All(ExceptionTypes.All, row => Assert.Equal(row.Steps.Count, row.Steps.Distinct().Count()));
        Assert.Equal(Enum.GetValues<ExceptionType>().Order(), ExceptionTypes.All.Select(row => row.Type).Order());
    }

    /// <summary>Every type says how it ends: by a fact, or why only a person ends it; no fact is idle.</summary>
    [Fact]
    [Trait("Requirement", "EXC-2")]
    public void EveryType_SaysHowItEnds()
    {
        var byFact = CaseEndings.All.Select(ending => ending.Type).Distinct().ToList();
        Assert.Equal(Enum.GetValues<ExceptionType>().Order(), byFact.Concat(CaseEndings.ByAPersonOnly.Keys).Order());
        Assert.Equal(CaseEndings.All.Count, CaseEndings.All.DistinctBy(ending => (ending.Type, ending.Fact)).Count());
        Assert.All(Enum.GetValues<CaseFact>(), fact => Assert.Contains(CaseEndings.All, ending => ending.Fact == fact));
        Assert.NotNull(CaseEndings.Of(ExceptionType.AmlHold, CaseFact.HoldLifted));
        Assert.Null(CaseEndings.Of(ExceptionType.AmlHold, CaseFact.InvoicePaid));
    }

    private static string Print()
    {
        var text = new StringBuilder("# Exceptions: types, steps, queues, urgency, deadlines\n\n")
            .Append("Printed from `ExceptionTypes`, `CaseEndings`, `CaseOpenings`, `CaseSteps`, `RoutingRules`,\n")
            .Append("`UrgencySignals` and `OutsideDeadlines`; a test compares this page with the tables. To print it anew:\n")
            .Append("`OPSPORTAL_WRITE_DOCS=1 dotnet test tests/OpsPortal.Domain.Tests --filter Document_Is`.\n");
        Table(text, "Types", "What is not in a row is refused.",
            ["type", "owner", "stands in", "SLA", "ladder", "way out", "posting when resolved", "may be done"],
            ExceptionTypes.All.Select(row => new[]
            {
                row.Words, $"{row.Owner}", $"{row.Fallback}", $"{row.Sla.TotalHours:0} h", string.Join(" → ", row.Ladder),
                row.WayOut, Printed.Words(row.Posting), string.Join(", ", row.Steps.Select(step => CaseSteps.Of(step).Words)),
            }));
        Table(text, "How they end", "A person may resolve each before, with the posting that is asked for.",
            ["type", "ends by itself when", "otherwise"], ExceptionTypes.All.Select(row => new[]
            {
                row.Words,
                string.Join("; or ", CaseEndings.All.Where(ending => ending.Type == row.Type).Select(ending => ending.When)),
                CaseEndings.ByAPersonOnly.GetValueOrDefault(row.Type, "by a person"),
            }));
        Table(text, "Opened by nothing in this version", "Cases are opened by what happens, never by hand.",
            ["type", "where such trouble stands"], CaseOpenings.ByNothing.OrderBy(row => row.Key)
                .Select(row => new[] { ExceptionTypes.Of(row.Key).Words, row.Value }));
        Table(text, "Steps", "Each needs its permission.", ["step", "what it does", "needs"],
            CaseSteps.All.Select(row => new[] { row.Words, row.Does, Printed.Words(row.Needs) }));
        Table(text, "Queues", "The first rule of which all selectors hold; its name stays on the case.",
            ["rule", "queue", "all of these hold"], RoutingRules.All.Select(rule => new[]
            {
                rule.Name, Printed.Words(rule.Queue), string.Join("; ", rule.All.Select(selector => selector.Words)),
            }));
        Table(text, "Urgent", "When any of these holds.", ["signal", "holds when"],
            UrgencySignals.All.Select(signal => new[] { signal.Name, signal.Words }));
        Table(text, "Deadlines of the outside world", "No SLA of ours moves them.", ["deadline", "types", "rail", "after"],
            OutsideDeadlines.All.Select(row => new[]
            {
                row.Name, string.Join(", ", row.Types.Select(type => ExceptionTypes.Of(type).Words)),
                row.Rail is { } rail ? Printed.Words(rail) : "any", After(row),
            }));
        return text.ToString();
    }

    private static string After(OutsideDeadline row) =>
        (row.After.TotalDays < 1 ? $"{row.After.TotalHours:0} hours" : $"{row.After.TotalDays:0} days")
            + (row.Given ? ", or the date that the outside names" : "");

    private static void Table(
        StringBuilder text, string heading, string intro, IReadOnlyList<string> heads, IEnumerable<string[]> rows)
    {
        text.Append($"\n## {heading}\n\n{intro}\n\n| {string.Join(" | ", heads)} |\n")
            .Append($"|{string.Concat(heads.Select(_ => "---|"))}\n");
        foreach (var row in rows)
            text.Append($"| {string.Join(" | ", row)} |\n");
    }
}
