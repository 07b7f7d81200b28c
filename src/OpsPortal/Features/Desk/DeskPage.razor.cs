using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Features.Jobs;
using OpsPortal.Shell;

namespace OpsPortal.Features.Desk;

public sealed partial class DeskPage
{
    private WaitingList.Answer? waiting;
    private IReadOnlyList<MoneyToday.Row>? money;
    private JobsHealth.Answer? health;

    [Inject]
    private WaitingList List { get; set; } = default!;

    [Inject]
    private IClock Clock { get; set; } = default!;

    [Inject]
    private MoneyToday Money { get; set; } = default!;

    [Inject]
    private JobsHealth Health { get; set; } = default!;

    private string InboxWords => health!.LateEvents switch
    {
        0 => "Every event was looked at",
        1 => "1 event not looked at for five minutes",
        _ => $"{health.LateEvents} events not looked at for five minutes",
    };

    protected override async Task LoadAsync()
    {
        waiting = Shown(await List.RunAsync(Actor, Ct));
        if (waiting is null)
            return;
        var may = RolePermissions.Of(waiting.Roles);
        if (may.Contains(Permission.SeeLedger))
            money = Shown(await Money.RunAsync(Actor, Ct));
        if (may.Contains(Permission.SeeJobs))
            health = Shown(await Health.RunAsync(Actor, Ct));
    }

    private static string CourseWords(MoneyToday.Row row, int figure)
    {
        var course = row.Figures[figure];
        string Amount(long minor) => new Money(minor, row.Currency).ToString();
        return $"{MoneyToday.Names[figure]}, {MoneyToday.Days} days: {Amount(course.Minor[0])} on {
            DayWords.Of(row.Today.PlusDays(1 - MoneyToday.Days))}, {Amount(course.Now)} now, at most {
            Amount(course.Minor.Max())}";
    }

    private static string RouteOf(string room) => Rooms.All.FirstOrDefault(one => one.Name == room)?.Route ?? "/";

    private static string NamesOf(IReadOnlyList<string> jobs) => string.Join(", ", jobs.Select(JobWords.Of));
}
