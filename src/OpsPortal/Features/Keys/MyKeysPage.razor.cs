using Microsoft.AspNetCore.Components;

namespace OpsPortal.Features.Keys;

/// <summary>What acts in the reader's name, and the way to take it on or end it.</summary>
public sealed partial class MyKeysPage
{
    private IReadOnlyList<MyKeyList.Row>? keys;
    private MyKeyList.Row? taking;
    private MyKeyList.Row? ending;

    [Inject]
    private MyKeyList List { get; set; } = default!;

    [Inject]
    private AnswerForKey Answer { get; set; } = default!;

    protected override async Task LoadAsync() => keys = Shown(await List.RunAsync(Actor, Ct)) ?? keys;

    private void Close() => (taking, ending, Refusal) = (null, null, null);

    private async Task TakeOnAsync()
    {
        if (await RunAsync(() => Answer.TakeOnAsync(taking!.Id, Actor, Ct)))
            taking = null;
    }

    private async Task EndAsync()
    {
        if (await RunAsync(() => Answer.EndAsync(ending!.Id, Actor, Ct)))
            ending = null;
    }
}
