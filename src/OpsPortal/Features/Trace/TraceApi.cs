using OpsPortal.Api;

namespace OpsPortal.Features.Trace;

/// <summary>The chain of any id over HTTP.</summary>
internal sealed class TraceApi : IEndpoints
{
    public void Map(IEndpointRouteBuilder app) =>
        app.Api().MapGet("/trace/{id}", ReadAsync).NeedsScope(ApiScope.TraceRead).WithName("Trace").Produces<TraceJson>();

    private static async Task<IResult> ReadAsync(HttpContext http, string id, TraceChain chain)
    {
        var read = await chain.RunAsync(id, http.ApiActor(), http.RequestAborted);
        return read.IsRefused ? ApiProblem.Of(read.Refusal, http)
            : ApiAnswer.Ok(new TraceJson(id, [.. read.Value.Select(TraceStepJson.Of)]));
    }
}

internal sealed record TraceJson(string Id, IReadOnlyList<TraceStepJson> Steps);

internal sealed record TraceStepJson(string Name, string? Missing, IReadOnlyList<TraceNodeJson> Nodes)
{
    public static TraceStepJson Of(TraceStep step) =>
        new(step.Name, step.Missing, [.. step.Nodes.Select(node => new TraceNodeJson(
        node.Kind, node.Id, node.Title, node.State, node.At?.ToString(),
        node.Amount is { } amount ? new MoneyJson(amount.ToDecimalString(), amount.Currency.Code) : null, node.IsMarked))]);
}

internal sealed record TraceNodeJson(string Kind, string Id, string Title, string State, string? At, MoneyJson? Amount,
    bool Marked);
