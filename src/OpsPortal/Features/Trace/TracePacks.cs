using System.Globalization;
using OpsPortal.Access;
using OpsPortal.Documents;

namespace OpsPortal.Features.Trace;

/// <summary>The evidence pack of any id: the whole chain, with what is missing named as missing.</summary>
[Part]
internal sealed class TracePacks(TraceChain chain, IClock clock)
{
    private static readonly string[] Columns = ["What", "State", "Amount", "When", "Id"];

    public async Task<Outcome<EvidencePack>> MakeAsync(string id, Actor actor, CancellationToken ct)
    {
        var steps = await chain.RunAsync(id, actor, ct);
        return steps.IsRefused ? steps.Refusal
            : new EvidencePack($"Evidence of {id}", clock.GetCurrentInstant().InUtc().Date, [("Id", id)], TablesOf(steps.Value));
    }

    internal static IReadOnlyList<PackTable> TablesOf(IReadOnlyList<TraceStep> steps) =>
        [.. steps.Select(step => new PackTable(step.Name, Columns,
            [.. step.Nodes.Select(node => (IReadOnlyList<string>)
                [TitleOf(node), node.State, node.Amount?.ToString() ?? "", Text(node.At), node.Id])],
            step.Missing ?? "Nothing."))];

    private static string TitleOf(TraceNode node) => node.IsMarked ? $"{node.Title} (what was asked for)" : node.Title;

    internal static string Text(Instant? at) => at?.ToString("uuuu-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";
}

/// <summary>The packs of the trace over HTTP.</summary>
internal sealed class TracePackEndpoints : IEndpoints
{
    public void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/trace/pack.{kind:regex(^(pdf|json)$)}", (string kind, string id, HttpContext http, TracePacks packs) =>
            PackFile.AnswerAsync(http, "evidence", kind, actor => packs.MakeAsync(id, actor, http.RequestAborted)))
            .RequireAuthorization().ExcludeFromDescription();
}
