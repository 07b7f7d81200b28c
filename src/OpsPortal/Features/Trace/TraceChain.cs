using OpsPortal.Access;
using OpsPortal.Domain.Access;

namespace OpsPortal.Features.Trace;

/// <summary>One thing in the chain.</summary>
/// <param name="Kind">Contract, milestone, invoice, receipt, event, entry, decision, batch, payout, bank line, ERP
/// document, hold, payee, call, act, or what reconciles them.</param>
/// <param name="Id">The id that this box takes again.</param>
internal sealed record TraceNode(string Kind, string Id, string Title, string State, Instant? At, string? Href,
    Money? Amount = null)
{
    /// <summary>It is what was pasted, or what that names.</summary>
    public bool IsMarked { get; init; }
}

/// <summary>One step of the chain, with its things or with the words that say what is missing.</summary>
internal sealed record TraceStep(string Name, IReadOnlyList<TraceNode> Nodes, string? Missing)
{
    public static TraceStep Of(string name, string missing, IEnumerable<TraceNode> nodes)
    {
        var list = nodes.ToList();
        return new TraceStep(name, list, list.Count == 0 ? missing : null);
    }

    /// <summary>Whoever may not open a room is not told that nothing stands there: without things the step is left out.</summary>
    public static IEnumerable<TraceStep> Seen(bool sees, string name, string missing, IEnumerable<TraceNode> nodes)
    {
        var step = Of(name, missing, nodes);
        return sees || step.Nodes.Count > 0 ? [step] : [];
    }
}

/// <summary>The whole chain of any id: every step is there, and a step without things says so. What belongs to no chain has a
/// short story of its own.</summary>
[UseCase]
internal sealed class TraceChain(QueryRunner runner)
{
    public Task<Outcome<IReadOnlyList<TraceStep>>> RunAsync(string text, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.Trace, actor, reading => ReadAsync(reading, text.Trim()), ct);

    private static async Task<Outcome<IReadOnlyList<TraceStep>>> ReadAsync(Reading reading, string text)
    {
        if (text.Length is 0 or > 200)
            return TraceRefusals.NothingFound;
        if (await TraceReconciliations.FindAsync(reading, text) is { Count: > 0 } compared)
            return Outcomes.Of<IReadOnlyList<TraceStep>>([new TraceStep("Reconciliation", compared, null)]);
        var finds = await TraceFinds.ReadAsync(reading, text);
        var anchor = new TraceAnchor(reading);
        await anchor.FindAsync(text, finds);
        var steps = anchor.IsEmpty ? [] : await new TraceSteps(reading, anchor).ReadAsync();
        if (steps.Any(step => step.Nodes.Count > 0))
            return Outcomes.Of<IReadOnlyList<TraceStep>>([.. TraceStory.Began(finds), .. Marked(steps, anchor.Marked)]);
        var story = await new TraceStory(reading, finds).ReadAsync();
        return story.Any(step => step.Nodes.Count > 0)
            ? Outcomes.Of<IReadOnlyList<TraceStep>>([.. Marked(story, anchor.Marked)]) : TraceRefusals.NothingFound;
    }

    private static IEnumerable<TraceStep> Marked(IReadOnlyList<TraceStep> steps, HashSet<string> marks) =>
        steps.Select(step => step with
        {
            Nodes = [.. step.Nodes.Select(node => node with
            {
                IsMarked = marks.Contains(node.Id) || marks.Contains(node.Title),
            })],
        });
}
