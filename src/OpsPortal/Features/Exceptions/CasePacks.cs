using OpsPortal.Access;
using OpsPortal.Documents;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Features.Trace;

namespace OpsPortal.Features.Exceptions;

/// <summary>
/// The evidence pack of a case: what it is, where its cash stands, what an escalation needs, the files, the history, the changes,
/// and the whole chain behind it.
/// </summary>
[Part]
internal sealed class CasePacks(ExceptionDetail detail, TraceChain chain, RecordChanges changes, IClock clock)
{
    public async Task<Outcome<EvidencePack>> MakeAsync(ExceptionId id, Actor actor, CancellationToken ct)
    {
        var read = await detail.RunAsync(id, actor, ct);
        if (read.IsRefused)
            return read.Refusal;
        var answer = read.Value;
        var traced = answer.Case.TraceId is { } anchor ? await chain.RunAsync(anchor, actor, ct) : SharedRefusals.NotFound("id");
        var steps = traced.IsRefused ? [] : traced.Value;
        var changed = await changes.RunAsync("exception", id.Value, actor, ct);
        return new EvidencePack($"Evidence of case {id}", clock.GetCurrentInstant().InUtc().Date, Facts(answer),
        [
            new PackTable("Where the cash stands", ["Question", "Answer", "Words", "When"],
                [.. answer.Cash.Facts.Select(fact => (IReadOnlyList<string>)
                    [fact.Question, fact.Fact.Answer.ToString(), fact.Fact.Words, TracePacks.Text(fact.Fact.At)])]),
            new PackTable("References of an escalation", ["Reference", "Value"], References(answer, steps)),
            new PackTable("Files", ["Name", "Type", "Bytes", "SHA-256", "Added"],
                [.. answer.Case.Evidence.OrderBy(file => file.AddedAt).ThenBy(file => file.Id.Value)
                    .Select(file => (IReadOnlyList<string>)
                        [file.FileName, file.ContentType, $"{file.SizeBytes}", file.Hash, TracePacks.Text(file.AddedAt)])],
                "No file was added."),
            new PackTable("History", ["When", "Who", "What"],
                [.. answer.Case.Notes.OrderBy(note => note.Number).Select(note => (IReadOnlyList<string>)
                    [TracePacks.Text(note.At), answer.People.GetValueOrDefault(note.By, "The system"), note.Text])],
                "Nothing was written."),
            new PackTable("Changes", ["When", "Who", "Action", "Words"],
                [.. (changed.IsRefused ? [] : changed.Value).Reverse().Select(row => (IReadOnlyList<string>)
                    [TracePacks.Text(row.At), row.Who, row.Action, row.Words])]),
            .. TracePacks.TablesOf(steps),
        ]);
    }

    private static IReadOnlyList<(string Name, string Value)> Facts(ExceptionDetail.Answer answer)
    {
        var found = answer.Case;
        return
        [
            ("Case", found.Id.ToString()), ("Kind", answer.Type.Words), ("What happened", found.Summary),
            ("Reason code", found.ReasonCode), ("State", found.State.ToString()),
            ("Amount",
                found is { AmountMinor: { } minor, Currency: { } currency } ? new Money(minor, currency).ToString() : "none"),
            ("Owner",
                found.AssignedTo is { } person ? answer.People.GetValueOrDefault(person, "") : $"{found.OwnerRole}, nobody yet"),
            ("Opened", TracePacks.Text(found.OpenedAt)), ("Due", TracePacks.Text(found.DueAt)),
            ("Outside deadline", found.OutsideDueAt is null ? "none"
                : $"{TracePacks.Text(found.OutsideDueAt)}: {found.OutsideDeadline}"),
            ("Urgency", found.Urgency ?? "none"), ("Queue", $"{found.Queue}, by the rule \"{found.RoutingRule}\""),
            ("Incident", found.IncidentId?.ToString() ?? "none"),
            ("Root cause", found.RootCause ?? "not resolved yet"), ("Resolution", found.Resolution ?? "not resolved yet"),
            ("Posted by", found.ResolvingEntryId?.ToString() ?? found.NoMoneyReason ?? "no entry"),
        ];
    }

    // Each part that an escalation needs stands here, also when it is not there.
    private static IReadOnlyList<IReadOnlyList<string>> References(ExceptionDetail.Answer answer, IReadOnlyList<TraceStep> steps)
    {
        string Of(string step) => steps.FirstOrDefault(found => found.Name == step)?.Nodes is { Count: > 0 } nodes
            ? string.Join(", ", nodes.Select(node => $"{node.Title} ({node.State})")) : "missing";
        return
        [
            ["Invoice", Of("Invoice")], ["Milestone", Of("Milestone")], ["Event", Of("Event")],
            ["Provider reference", answer.Case.ProviderReference ?? "missing"], ["Bank or return reference", Of("Payment")],
            ["Batch", Of("Batch")],
        ];
    }
}
