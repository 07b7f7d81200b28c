using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Outbox;

namespace OpsPortal.Features.Events;

public sealed partial class OutgoingPage
{
    private OutgoingList.Answer? answer;

    [SupplyParameterFromQuery(Name = "show")]
    private string? Show { get; set; }

    [Inject]
    private OutgoingList List { get; set; } = default!;

    [Inject]
    private SendAgain Again { get; set; } = default!;

    private TablePage<OutgoingList.Row> Rows =>
        new(answer!.Rows, answer.Count, Place, OutgoingList.PageSize);

    protected override async Task LoadAsync() =>
        answer = Shown(await List.RunAsync(Show == "failed", Place, Actor, Ct));

    private static string WordsOf(OutgoingList.Row row) => row.Email?.Subject ?? Words.Of(row.Kind);

    private static string ToWhom(OutgoingList.Row row) => row.Reader ?? row.Email?.To ?? "A program";

    // A key begins with what the message is for: notification, dunning, account.
    private static string AddressOf(OutgoingList.Row row) =>
        $"{(row.Email is { } mail ? $"{mail.To}, " : "")}{row.Key.Split(':')[0].Replace('-', ' ')}";

    private static Tone ToneOf(OutboxState state) => state switch
    {
        OutboxState.Sent => Tone.Good,
        OutboxState.Failed => Tone.Bad,
        _ => Tone.Info,
    };

    private Task SendAgainAsync(Guid id) => RunAsync(() => Again.RunAsync(id, Actor, Ct));
}
