using Microsoft.AspNetCore.Components;

namespace OpsPortal.Components;

/// <summary>Four different facts that must never be mixed: accepted, invoiced, collected and settled, payable.</summary>
public sealed partial class FactsStrip
{
    [Parameter, EditorRequired]
    public Fact Accepted { get; set; } = Fact.No("Not accepted");

    [Parameter, EditorRequired]
    public Fact Invoiced { get; set; } = Fact.No("Not invoiced");

    [Parameter, EditorRequired]
    public Fact Collected { get; set; } = Fact.No("No cash received");

    [Parameter, EditorRequired]
    public Fact Payable { get; set; } = Fact.No("Not payable");

    private IReadOnlyList<(string Question, Fact Fact)> Facts =>
    [
        ("Accepted?", Accepted), ("Invoiced?", Invoiced), ("Collected and settled?", Collected), ("Payable?", Payable),
    ];
}
