using Microsoft.AspNetCore.Components;

namespace OpsPortal.Shell;

/// <summary>The newest notifications; opening them marks them as read, and leads to all.</summary>
public sealed partial class Bell
{
    [CascadingParameter]
    private FrameView.Frame? Frame { get; set; }

    [CascadingParameter]
    private MainLayout? Layout { get; set; }

    private string Label => Frame?.Unread switch
    {
        null or 0 => "Notifications",
        1 => "Notifications, 1 unread",
        { } count => $"Notifications, {count} unread",
    };

    private Task ReadAsync() => Layout is null || Frame is null ? Task.CompletedTask : Layout.MarkReadAsync(Frame.News);
}
