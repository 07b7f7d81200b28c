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
        ("x, y", "Select the row, select all rows shown of its kind"),
        ("b", "Back to the list"),
        ("Ctrl Enter", "Send the form from a field of several lines"),
        ("a, d, s, u", "On the cash workbench: apply, discard, split, undo"),
        ("n, p", "On the cash workbench: next, previous; on an exception: next"),
        ("1 to 5", "On the cash workbench: choose a candidate"),
        ("c", "On cash: confirm the first candidates of what is selected"),
        ("t, c, z, r", "On exceptions: take or assign, comment, snooze, resolve"),
        ("Esc", "Close what is open"),
        ("?", "This list"),
    ];

    private bool keysShown;

    [CascadingParameter]
    private FrameView.Frame? Frame { get; set; }

    private void ShowKeys() => keysShown = true;

    private void HideKeys() => keysShown = false;
}
