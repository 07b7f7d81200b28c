using NodaTime;
using OpsPortal.Domain.Access;

namespace OpsPortal.Domain.Close;

/// <summary>One item of every month's checklist.</summary>
/// <param name="DueDays">Working days after the month's last day.</param>
/// <param name="ByMachine">True where the figures answer and nobody ticks.</param>
/// <param name="Ask">What is to be done or seen, in one sentence.</param>
public sealed record CloseItem(
    string Code, string Name, Role Owner, int DueDays, bool ByMachine, IReadOnlyList<string> After, string Ask)
{
    /// <summary>Whose desk it stands on: its owner's, and of those who prepare the close where the owner ticks nothing.</summary>
    public IReadOnlyList<Role> WorkedBy =>
        ByMachine || CloseChecklist.Owners.Contains(Owner) ? [Owner] : RolePermissions.Holding(Permission.PrepareClose);

    /// <summary>Whether somebody of these roles ticks it and files its evidence: whose desk it stands on, and who prepares the
    /// close.</summary>
    public bool IsDoneBy(IEnumerable<Role> roles) => roles.Any(role =>
        WorkedBy.Contains(role) || RolePermissions.Of(role).Contains(Permission.PrepareClose));

    public LocalDate DueOn(YearMonth month) =>
        Cash.BankingDays.Plus(Cash.BankCalendar.Weekdays, month.OnDayOfMonth(1).PlusMonths(1).PlusDays(-1), DueDays);
}

/// <summary>The checklist as delivered: what is done each month before anybody signs, in its order, with who owns it and what it
/// waits for.</summary>
public static class CloseChecklist
{
    public const string TieOuts = "tie-outs";
    public const string Exceptions = "exceptions-owned";
    public const string Sampling = "sampling";

    /// <summary>The roles that an item may name: those that tick.</summary>
    public static IReadOnlyList<Role> Owners { get; } = RolePermissions.Holding(Permission.TickCloseItem);

    public static IReadOnlyList<CloseItem> Items { get; } =
    [
        new("bank-statements", "Bank statements complete", Role.Finance, 1, false, [],
            "Every account has its statement for the last day of the month."),
        new("provider-reports", "Provider reports in", Role.Finance, 1, false, [],
            "Each provider's report of the month is taken in, or there is none for a stated reason."),
        new(Exceptions, "Exceptions owned", Role.Ops, 2, true, [],
            "Each open case of the month has an owner and a word on what happens next."),
        new("unapplied-cash", "Unapplied cash explained", Role.Ops, 2, false, ["bank-statements"],
            "Each receipt that pays no invoice is explained."),
        new("exchange", "Exchange differences: none", Role.Finance, 2, false, [],
            "No money was exchanged this month, or its difference is booked."),
        new(Sampling, "Samples reviewed", Role.Finance, 3, true, [],
            "Each sample is passed, failed or treated, with a note."),
        new(TieOuts, "Tie-outs run and tying", Role.Finance, 3, true, [], "Every tie-out agrees to the unit."),
        new("erp-export", "ERP export sent", Role.Finance, 4, false, ["unapplied-cash"],
            "The month's entries are handed to the ERP and accepted, or the month has none to hand over."),
        new("pack", "Evidence for the pack complete", Role.Finance, 5, false, ["bank-statements", "provider-reports"],
            "What a reader from outside will ask for is in the records; the pack is made from them when the month is signed."),
    ];
}
