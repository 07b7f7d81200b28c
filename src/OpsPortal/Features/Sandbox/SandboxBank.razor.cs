using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Sandbox;

/// <summary>Our bank accounts, each with a statement to download.</summary>
public sealed partial class SandboxBank
{
    [Parameter, EditorRequired]
    public IReadOnlyList<TreasuryAccount> Accounts { get; set; } = [];

    private string NamesOf(LegalEntityId entity) =>
        string.Join(", ", Accounts.Where(account => account.LegalEntityId == entity).Select(account => account.Name));
}
