using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Access;

namespace OpsPortal.Features.People;

public sealed partial class PeoplePage
{
    private readonly HashSet<Role> roles = [];
    private readonly HashSet<LegalEntityId> entities = [];
    private PersonList.Answer? answer;
    private PersonList.Row? editing;
    private PersonList.Row? asking;
    private PersonList.Row? looking;
    private PersonList.Row? confirming;
    private string name = "";
    private string email = "";
    private bool disabled;

    [Inject]
    private PersonList List { get; set; } = default!;

    [Inject]
    private InvitePerson Invite { get; set; } = default!;

    [Inject]
    private AskAuthenticatorReset AskReset { get; set; } = default!;

    [Inject]
    private ConfirmAuthenticatorReset ConfirmReset { get; set; } = default!;

    [Inject]
    private ChangePerson Change { get; set; } = default!;

    private string AskSentence => $"Make sure that it is {asking?.Name} who asks, by a call or in person. "
        + "Another administrator must confirm within a day.";

    private string ConfirmSentence =>
        $"{confirming?.Name} will sign in by password alone until they set up an authenticator anew. "
            + "Every session of theirs ends.";

    protected override async Task LoadAsync() => answer = Shown(await List.RunAsync(Actor, Ct));

    private string NameOf(PersonId id) => answer!.People.FirstOrDefault(person => person.Id == id)?.Name ?? "An administrator";

    private Task CloseSessionsAsync()
    {
        looking = null;
        return ReloadAsync();
    }

    private async Task AskResetAsync(string reason)
    {
        if (await RunAsync(() => AskReset.RunAsync(asking!.Id, reason, Actor, Ct)))
            asking = null;
    }

    private async Task ConfirmResetAsync()
    {
        if (await RunAsync(() => ConfirmReset.RunAsync(confirming!.Id, Actor, Ct)))
            confirming = null;
    }

    private string EntityNames(PersonList.Row row) =>
        string.Join(", ", answer!.Entities.Where(entity => row.Entities.Contains(entity.Id)).Select(entity => entity.Name));

    private void Edit(PersonList.Row row)
    {
        Clear();
        editing = row;
        roles.UnionWith(row.Roles);
        entities.UnionWith(row.Entities);
        disabled = row.IsDisabled;
    }

    private void Clear()
    {
        editing = null;
        roles.Clear();
        entities.Clear();
        name = email = "";
        disabled = false;
    }

    private async Task SaveAsync()
    {
        var done = editing is { } person
            ? await RunAsync(() => Change.RunAsync(new ChangePerson.Command(person.Id, [.. roles], [.. entities], disabled),
                Actor, Ct))
            : await RunAsync(() => Invite.RunAsync(new InvitePerson.Command(name, email, [.. roles], [.. entities]), Actor, Ct));
        if (done)
            Clear();
    }

    private static void Toggle<T>(HashSet<T> chosen, T value, ChangeEventArgs change)
    {
        if (change.Value is true)
            chosen.Add(value);
        else
            chosen.Remove(value);
    }
}
