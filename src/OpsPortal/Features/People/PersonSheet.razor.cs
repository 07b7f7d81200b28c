using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Access;

namespace OpsPortal.Features.People;

/// <summary>Who a new person is, or what a known one may do from now on.</summary>
public sealed partial class PersonSheet
{
    private readonly HashSet<Role> roles = [];
    private readonly HashSet<LegalEntityId> entities = [];
    private string name = "";
    private string email = "";
    private bool disabled;

    /// <summary>The person to change; null for one who is invited.</summary>
    [Parameter]
    public PersonId? Person { get; set; }

    [Parameter]
    public string? Name { get; set; }

    [Parameter]
    public IReadOnlyList<Role> Roles { get; set; } = [];

    [Parameter]
    public IReadOnlyList<LegalEntityId> In { get; set; } = [];

    [Parameter]
    public bool IsDisabled { get; set; }

    [Parameter, EditorRequired]
    public IReadOnlyList<(LegalEntityId Id, string Name)> Entities { get; set; } = [];

    /// <summary>What was done, in a sentence.</summary>
    [Parameter]
    public EventCallback<string> OnDone { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    [Inject]
    private InvitePerson Invite { get; set; } = default!;

    [Inject]
    private ChangePerson Change { get; set; } = default!;

    protected override void OnInitialized()
    {
        roles.UnionWith(Roles);
        entities.UnionWith(In);
        disabled = IsDisabled;
    }

    private async Task SaveAsync()
    {
        if (Person is { } person)
        {
            if (await RunAsync(() => Change.RunAsync(new(person, [.. roles], [.. entities], disabled), Actor, Ct)))
                await OnDone.InvokeAsync($"{Name} is changed. Every session of theirs has ended.");
        }
        else if (await RunAsync(() => Invite.RunAsync(new(name, email, [.. roles], [.. entities]), Actor, Ct)))
        {
            await OnDone.InvokeAsync($"An invitation is on its way to {email.Trim()}. Its link is good for seven days.");
        }
    }

    private static void Toggle<T>(HashSet<T> chosen, T value, ChangeEventArgs change)
    {
        if (change.Value is true)
            chosen.Add(value);
        else
            chosen.Remove(value);
    }
}
