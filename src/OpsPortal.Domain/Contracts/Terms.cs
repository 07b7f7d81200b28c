using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Contracts;

public enum DueRule
{
    OnAcceptance,
    NetDays,
}

/// <summary>The event from which net days count.</summary>
public enum ClockStart
{
    Acceptance,
    Issue,
}

/// <summary>When an invoice is due, how long lateness is tolerated, and whether lateness stops further invoices.</summary>
/// <param name="Due">At once, or a number of days after the clock started.</param>
/// <param name="NetDays">Days after the start of the clock; 0 where due on acceptance.</param>
/// <param name="Clock">Acceptance or issue.</param>
/// <param name="GraceDays">Days past due that are still tolerated.</param>
/// <param name="PausesWhenOverdue">The pause rule: past grace, no further invoice is issued until paid or overridden.</param>
public sealed record Terms(DueRule Due, int NetDays, ClockStart Clock, int GraceDays, bool PausesWhenOverdue)
{
    public static Terms OnAcceptance { get; } = new(DueRule.OnAcceptance, 0, ClockStart.Acceptance, 0, true);

    public static Terms Net(int days) => new(DueRule.NetDays, days, ClockStart.Issue, 5, true);

    /// <summary>The due date. An invoice without an acceptance, such as a down payment, counts from its issue.</summary>
    public LocalDate DueOn(LocalDate? acceptedOn, LocalDate issuedOn)
    {
        var start = Clock == ClockStart.Acceptance ? acceptedOn ?? issuedOn : issuedOn;
        return Due == DueRule.OnAcceptance ? acceptedOn ?? issuedOn : start.PlusDays(NetDays);
    }

    public bool IsPastGrace(LocalDate dueOn, LocalDate today) => today > dueOn.PlusDays(GraceDays);

    public Refusal? Fault() =>
        NetDays is < 0 or > 365 ? ContractsRefusals.BadTerms("netDays")
        : GraceDays is < 0 or > 365 ? ContractsRefusals.BadTerms("graceDays")
        : null;

    public override string ToString() =>
        (Due == DueRule.OnAcceptance ? "Due on acceptance" : $"Net {NetDays} days from {Clock.ToString().ToLowerInvariant()}")
        + $", {GraceDays} days of grace" + (PausesWhenOverdue ? ", then no further invoice" : "");
}
