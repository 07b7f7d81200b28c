using Microsoft.AspNetCore.Components;

namespace OpsPortal.Features.Trace;

public sealed partial class TracePage
{
    private const string Purpose =
        "Paste any id. The whole chain opens, with what you pasted marked and what is missing drawn as missing.";

    private IReadOnlyList<TraceStep>? steps;

    [SupplyParameterFromQuery(Name = "id")]
    private string? Id { get; set; }

    [Inject]
    private TraceChain Chain { get; set; } = default!;

    private string PackHref(string kind) => $"/trace/pack.{kind}?id={Uri.EscapeDataString(Id ?? "")}";

    protected override async Task LoadAsync()
    {
        steps = null;
        Refusal = null;
        if (!string.IsNullOrWhiteSpace(Id))
            steps = Shown(await Chain.RunAsync(Id, Actor, Ct));
    }
}
