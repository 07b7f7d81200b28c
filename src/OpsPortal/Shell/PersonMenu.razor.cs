using Microsoft.AspNetCore.Components;

namespace OpsPortal.Shell;

/// <summary>Who is signed in, their security page, the list of keys, and the way out.</summary>
public sealed partial class PersonMenu
{
    private static readonly (string Key, string Meaning)[] Keys =
    [
        ("Ctrl K", "Find an id, or go to a room"),
        ("j or ↓, k or ↑", "Next or previous row"),
        ("Enter", "Open the row"),
        ("x", "Select the row"),
        ("a, d, s, u", "On the cash workbench: apply, discard, split, undo"),
        ("1 to 5", "On the cash workbench: choose a candidate"),
        ("Esc", "Close what is open"),
        ("?", "This list"),
    ];

    private bool keysShown;

    [CascadingParameter]
    private FrameView.Frame? Frame { get; set; }

    private void ShowKeys() => keysShown = true;

    private void HideKeys() => keysShown = false;
}
