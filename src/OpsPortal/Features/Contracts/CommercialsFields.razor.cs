using Microsoft.AspNetCore.Components;

namespace OpsPortal.Features.Contracts;

/// <summary>The fields that a new contract and an amendment share.</summary>
public sealed partial class CommercialsFields
{
    [Parameter, EditorRequired]
    public LegalEntityId Entity { get; set; }

    [Parameter, EditorRequired]
    public object FormModel { get; set; } = default!;

    [Parameter, EditorRequired]
    public object ChoicesModel { get; set; } = default!;

    /// <summary>In which the amounts are typed.</summary>
    [Parameter, EditorRequired]
    public Currency Currency { get; set; }

    private PlanSum? Sum => Form.SumIn(Currency);

    private string SumWords => Sum?.Words ?? "What the stages come to is shown here once the total and every amount can be read.";

    private static string? Mark(bool isRequired) => isRequired ? "is-required" : null;

    private CommercialsForm Form => (CommercialsForm)FormModel;

    private ContractChoices.Answer Choices => (ContractChoices.Answer)ChoicesModel;
}
