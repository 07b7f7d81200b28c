using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Parties;

public sealed partial class PayeesPage
{
    private PayeeList.Answer? answer;
    private string text = "", name = "", email = "", country = "";
    private Guid entity;
    private PayeeKind kind;

    [SupplyParameterFromQuery(Name = "q")]
    private string? Text { get; set; }

    [Inject]
    private PayeeList List { get; set; } = default!;

    [Inject]
    private CreatePayee Create { get; set; } = default!;

    protected override async Task LoadAsync()
    {
        text = Text ?? "";
        answer = Shown(await List.RunAsync(new(Text, Place), Actor, Ct));
    }

    private void Search() => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(
        new Dictionary<string, object?> { ["q"] = string.IsNullOrWhiteSpace(text) ? null : text, ["page"] = null }));

    private async Task CreateAsync()
    {
        var made = default(PayeeId);
        var command = new CreatePayee.Command(new(entity), new(name, country, kind, email));
        if (await RunAsync(() => Create.RunAsync(command, Actor, Ct), id => made = id))
            Navigation.NavigateTo($"/payees/{made}");
    }
}

/// <summary>Words and tones for payees and their bank details.</summary>
internal static class PayeeWords
{
    public static string StateOf(Payee payee) => payee.PausedReason is not null ? "Paused" : payee.IsActive ? "Active"
        : "Deactivated";

    public static Tone ToneOf(Payee payee) => payee.PausedReason is not null ? Tone.Warn : payee.IsActive ? Tone.Good
        : Tone.Neutral;

    public static string StateOf(PayeeAccount? account, Instant now) => account?.CanBePaidTo(now).Refusal?.Code switch
    {
        _ when account is null => "None on file",
        null => "Usable",
        "parties.no-call-back" => "Waits for call-back",
        "parties.cooling-off" => "Cooling off",
        _ => "Replaced",
    };

    public static Tone ToneOf(PayeeAccount? account, Instant now) => StateOf(account, now) switch
    {
        "Usable" => Tone.Good,
        "Replaced" => Tone.Neutral,
        "None on file" => Tone.Bad,
        _ => Tone.Warn,
    };
}
