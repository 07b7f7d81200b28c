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

    private CommercialsForm Form => (CommercialsForm)FormModel;

    private ContractChoices.Answer Choices => (ContractChoices.Answer)ChoicesModel;
}
