using System.Text;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Tests.Documents;

namespace OpsPortal.Domain.Tests.Cash;

/// <summary>Prints docs/rails.md from the table; with OPSPORTAL_WRITE_DOCS=1 the file is written, else compared.</summary>
public sealed class RailsDocumentTests
{
    [Fact]
    [Trait("Requirement", "CSH-8")]
    public void Document_IsPrintedFromTheTable() => Printed.Compare("rails.md", Print());

    private static string Print()
    {
        var text = new StringBuilder();
        text.Append("# Rails\n\n")
            .Append("Printed from `Rails`; a test compares this page with the table. To print it anew:\n")
            .Append("`OPSPORTAL_WRITE_DOCS=1 dotnet test tests/OpsPortal.Domain.Tests --filter Document_Is`.\n\n")
            .Append("An item is late only when its rail's window has passed: settlement, then so many days for its notice.\n\n")
            .Append("| rail | carries | at most | may come back | finality | reconciled against |\n")
            .Append("|---|---|---|---|---|---|\n");
        foreach (var facts in Rails.All.Values)
            text.Append($"| {facts.Name} | {(facts.Currencies.Count == 0 ? "any" : string.Join(", ", facts.Currencies))}; ")
                .Append($"{(facts.Countries.Count == 0 ? "everywhere" : string.Join(" ", facts.Countries))}")
                .Append($"{(facts.NeedsMandate ? "; needs a mandate" : "")} ")
                .Append($"| {string.Join("; ", facts.Caps.Select(Bound))} ")
                .Append($"| {string.Join("; ", facts.Returns.Select(window => $"{window.Words}: {window.Cause}"))} ")
                .Append($"| {facts.Finality} | {facts.Artefact} |\n");
        text.Append("\n## Windows\n\n| rail | currency | zone | calendar | cut-off and settlement | late after |\n")
            .Append("|---|---|---|---|---|---|\n");
        foreach (var facts in Rails.All.Values)
        {
            foreach (var clock in facts.Clocks)
                text.Append($"| {facts.Name} | {clock.Currency ?? "any"} | {clock.Zone} | {clock.Calendar} | {Windows(clock)} ")
                    .Append($"| {clock.LateAfterBankingDays} {(clock.Windows.Count == 0 ? "days" : "banking days")} |\n");
        }

        text.Append("\n## Calendars\n\n")
            .Append("- Federal Reserve: eleven holidays; a Sunday closes the Monday after, a Saturday no other day.\n")
            .Append("- Target2: 1 January, Good Friday, Easter Monday, 1 May, 25 and 26 December; none is made up for.\n")
            .Append("- England and Wales: eight bank holidays; a weekend is made up for, proclaimed ones are listed.\n");
        return text.ToString();
    }

    private static string Windows(RailClock clock) => clock.Windows.Count == 0
        ? "round the clock"
        : string.Join("; ", clock.Windows.Select(window =>
            $"{window.CutOff:HH:mm}, settles {window.SettlesAt:HH:mm} {Later(window)}"));

    private static string Later(SettlementWindow window) =>
        window.BankingDaysLater == 0 ? "that day" : $"{window.BankingDaysLater} banking days later";

    private static string Bound(AmountCap cap) => $"{cap.Most?.ToString() ?? "no bound"} since {cap.Since:uuuu-MM-dd}";
}
