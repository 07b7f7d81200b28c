using Microsoft.AspNetCore.Components;
using OpsPortal.Identity;

namespace OpsPortal.Features.People;

/// <summary>What a person has open, for an administrator who may end it.</summary>
public sealed partial class SessionsSheet
{
    private IReadOnlyList<PersonSessions.OpenSession>? sessions;

    [Parameter, EditorRequired]
    public PersonId Person { get; set; }

    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    [Parameter]
    public EventCallback OnClose { get; set; }

    [Inject]
    private PersonSessionList List { get; set; } = default!;

    [Inject]
    private EndPersonSessions End { get; set; } = default!;

    protected override async Task LoadAsync() => sessions = Shown(await List.RunAsync(Person, Actor, Ct));

    private Task EndAsync(SessionId? session) => RunAsync(() => End.RunAsync(Person, session, Actor, Ct));
}
