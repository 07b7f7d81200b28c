using Microsoft.AspNetCore.Components;
using OpsPortal.Components;

namespace OpsPortal.Shell;

/// <summary>All that the person was told; what the page shows counts as read.</summary>
public sealed partial class NotificationsPage
{
    private NotificationList.Answer? answer;

    [CascadingParameter]
    private MainLayout? Layout { get; set; }

    [Inject]
    private NotificationList List { get; set; } = default!;

    private TablePage<FrameView.News>? Table => answer is null ? null
        : new TablePage<FrameView.News>(answer.Rows, answer.Total, Place, NotificationList.PageSize);

    protected override async Task LoadAsync() => answer = Shown(await List.RunAsync(Place, Actor, Ct)) ?? answer;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (Layout is not null && answer is not null)
            await Layout.MarkReadAsync(answer.Rows);
    }
}
