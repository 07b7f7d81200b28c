using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Banking;

/// <summary>For which days the statements of each account are expected.</summary>
public sealed partial class StatementCalendarPart
{
    private Guid account;
    private BankCalendar calendar = BankCalendar.Target2;
    private DateOnly from;
    private int graceDays = 1;

    [Parameter, EditorRequired]
    public IReadOnlyList<TreasuryAccount> Accounts { get; set; } = [];

    [Parameter, EditorRequired]
    public IReadOnlyList<StatementSchedule> Schedules { get; set; } = [];

    [Parameter]
    public bool MayChange { get; set; }

    [Parameter]
    public bool Busy { get; set; }

    /// <summary>The calendar as the person wants it.</summary>
    [Parameter]
    public EventCallback<StatementSchedule> OnExpect { get; set; }

    [Inject]
    private IClock Clock { get; set; } = default!;

    protected override void OnInitialized() => from = Clock.GetCurrentInstant().InUtc().Date.ToDateOnly();

    private string Words(BankAccountId id) => Schedules.FirstOrDefault(one => one.Id == id) is not { } schedule
        ? "No calendar yet"
        : $"{Components.Words.Of(schedule.Calendar)} from {DayWords.Of(schedule.From)}, "
            + $"{schedule.GraceDays} banking days of grace";

    private Task SaveAsync() => OnExpect.InvokeAsync(new StatementSchedule(
        new(account), Accounts.Single(one => one.Id.Value == account).LegalEntityId, calendar, LocalDate.FromDateOnly(from),
        graceDays));
}
