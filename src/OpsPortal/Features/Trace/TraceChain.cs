using OpsPortal.Access;
using OpsPortal.Domain.Access;

namespace OpsPortal.Features.Trace;

/// <summary>One thing in the chain.</summary>
/// <param name="Kind">Contract, milestone, invoice, receipt, event, entry, decision, batch, payout, or what reconciles
/// them.</param>
/// <param name="Id">The id that this box takes again.</param>
internal sealed record TraceNode(string Kind, string Id, string Title, string State, Instant? At, string? Href,
    Money? Amount = null);

/// <summary>One step of the chain, with its things or with the words that say what is missing.</summary>
internal sealed record TraceStep(string Name, IReadOnlyList<TraceNode> Nodes, string? Missing);

/// <summary>The whole chain of any id: every step is there, and a step without things says so.</summary>
[UseCase]
internal sealed class TraceChain(QueryRunner runner)
{
    public Task<Outcome<IReadOnlyList<TraceStep>>> RunAsync(string text, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.Trace, actor, reading => ReadAsync(reading, text.Trim()), ct);

    private static async Task<Outcome<IReadOnlyList<TraceStep>>> ReadAsync(Reading reading, string text)
    {
        if (text.Length is 0 or > 200)
            return SharedRefusals.NotFound("id");
        if (await TraceReconciliations.FindAsync(reading, text) is { Count: > 0 } compared)
            return Outcomes.Of<IReadOnlyList<TraceStep>>([new TraceStep("Reconciliation", compared, null)]);
        var anchor = new TraceAnchor(reading);
        await anchor.FindAsync(text);
        if (anchor.IsEmpty)
            return SharedRefusals.NotFound("id");
        var steps = await new TraceSteps(reading, anchor).ReadAsync();
        return steps.All(step => step.Nodes.Count == 0) ? SharedRefusals.NotFound("id") : Outcomes.Of(steps);
    }
}
