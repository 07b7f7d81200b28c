using Microsoft.AspNetCore.Components;
using OpsPortal.Identity;

namespace OpsPortal.Shell;

/// <summary>Leads to the page of the address, unless the person has too many open.</summary>
public sealed partial class Routes
{
    [Inject]
    private LivingCircuit Circuit { get; set; } = default!;
}
