using Microsoft.AspNetCore.Components;

namespace OpsPortal.Features.Cash;

/// <summary>The table of rails, read only: it changes with the rules of the schemes, not at a person's wish.</summary>
public sealed partial class RailsPage
{
    private RailList.Answer? answer;

    [Inject]
    private RailList List { get; set; } = default!;

    protected override async Task LoadAsync() => answer = Shown(await List.RunAsync(Actor, Ct));
}
