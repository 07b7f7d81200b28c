using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Domain.Access;

namespace OpsPortal.Features.People;

public sealed partial class PeoplePage
{
    private PersonList.Answer? answer;
    private PersonList.Row? editing;
    private PersonList.Row? asking;
    private PersonList.Row? looking;
    private PersonList.Row? confirming;
    private bool writing;
    private string? said;

    [Inject]
    private PersonList List { get; set; } = default!;

    [Inject]
    private InviteAgain Again { get; set; } = default!;

    [Inject]
    private AskAuthenticatorReset AskReset { get; set; } = default!;

    [Inject]
    private ConfirmAuthenticatorReset ConfirmReset { get; set; } = default!;

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

    private static Tone ToneOf(PersonState state) => state switch
    {
        PersonState.Active => Tone.Good,
        PersonState.Invited => Tone.Neutral,
        _ => Tone.Bad,
    };

    private void Edit(PersonList.Row? person) => (editing, writing, said) = (person, true, null);

    private Task DoneAsync(string sentence)
    {
        (writing, said) = (false, sentence);
        return ReloadAsync();
    }

    private async Task InviteAgainAsync(PersonList.Row row) =>
        said = await RunAsync(() => Again.RunAsync(row.Id, Actor, Ct))
            ? $"A new invitation is on its way to {row.Email}. The link of before is good no more." : null;
}
