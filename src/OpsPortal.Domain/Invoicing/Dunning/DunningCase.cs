using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Invoicing.Dunning;

/// <summary>Why dunning stopped.</summary>
public enum DunningEnd
{
    /// <summary>Nothing is owed any more.</summary>
    Paid,

    /// <summary>The work or a payment is disputed.</summary>
    Disputed,

    /// <summary>The invoice was voided or given up.</summary>
    Void,

    /// <summary>Every step was taken and the invoice is still open.</summary>
    Exhausted,
}

/// <summary>
/// The dunning of one overdue invoice: it follows the schedule that was in force when it began, one step after the other, never
/// two
/// rounds at once.
/// </summary>
public sealed class DunningCase : IOfCompany
{
    private DunningCase()
    {
    }

    public InvoiceId InvoiceId { get; private set; }

    public LegalEntityId LegalEntityId { get; private set; }

    /// <summary>Counted up when the invoice is overdue again after dunning had stopped.</summary>
    public int Round { get; private set; }

    public IReadOnlyList<DunningStep> Schedule { get; private set; } = [];

    public int PolicyNumber { get; private set; }

    public LocalDate StartedOn { get; private set; }

    /// <summary>How many steps of the schedule are taken.</summary>
    public int StepsTaken { get; private set; }

    /// <summary>The day from which the next step, or the end, is due.</summary>
    public LocalDate NextOn { get; private set; }

    public DunningState State { get; private set; }

    public DunningEnd? End { get; private set; }

    public string? PauseReason { get; private set; }

    public PersonId? PausedBy { get; private set; }

    public int Revision { get; private set; }

    /// <summary>The step that comes next; null when all are taken.</summary>
    public DunningStep? NextStep => StepsTaken < Schedule.Count ? Schedule[StepsTaken] : null;

    public static DunningCase Start(Invoice invoice, DunningPolicy policy, LocalDate today) => new()
    {
        InvoiceId = invoice.Id, LegalEntityId = invoice.LegalEntityId, Round = 1, Schedule = policy.Schedule,
        PolicyNumber = policy.Number, StartedOn = today, NextOn = today.PlusDays(policy.Schedule[0].AfterDays),
    };

    /// <summary>The same invoice is overdue again; false while dunning runs, is paused, or gave up because of a dispute or for
    /// good.
    /// </summary>
    public bool Restart(DunningPolicy policy, LocalDate today)
    {
        if (End is not DunningEnd.Paid || !Move(DunningAction.Restart))
            return false;
        (Round, Schedule, PolicyNumber, StartedOn, StepsTaken, End) = (Round + 1, policy.Schedule, policy.Number, today, 0, null);
        NextOn = today.PlusDays(policy.Schedule[0].AfterDays);
        return true;
    }

    /// <summary>The dispute that stopped it is over and the invoice still open: it goes on with the step that was next.</summary>
    public bool GoOn(LocalDate today)
    {
        if (End is not DunningEnd.Disputed || !Move(DunningAction.Restart))
            return false;
        (End, NextOn) = (null, LocalDate.Max(NextOn, today));
        return true;
    }

    /// <summary>The dispute goes on: it is looked at again tomorrow.</summary>
    public void LookAgain(LocalDate today) => NextOn = today.PlusDays(1);

    /// <summary>A name for ever of the step that comes next: the key under which it is sent.</summary>
    public string KeyOfNext() => $"dunning:{InvoiceId}:{Round}:{StepsTaken + 1}";

    /// <summary>The step is taken. However late it is, the next one waits for its own day and at least until tomorrow.</summary>
    public void TakeStep(LocalDate today)
    {
        var taken = NextStep ?? throw new InvalidOperationException("No step is left to take.");
        StepsTaken++;
        var next = NextStep?.AfterDays ?? taken.AfterDays + 1;
        var sameDay = NextStep is not null && next == taken.AfterDays;
        NextOn = LocalDate.Max(StartedOn.PlusDays(next), sameDay ? today : today.PlusDays(1));
    }

    public bool Stop(DunningEnd end)
    {
        if (!Move(DunningAction.Stop))
            return false;
        End = end;
        return true;
    }

    public Outcome Pause(string reason, PersonId by)
    {
        if (!Move(DunningAction.Pause))
            return InvoicingRefusals.DunningNotRunning(State);
        (PauseReason, PausedBy) = (reason, by);
        return Outcome.Done;
    }

    public Outcome Resume(LocalDate today)
    {
        if (!Move(DunningAction.Resume))
            return InvoicingRefusals.DunningNotPaused(State);
        (PauseReason, PausedBy, NextOn) = (null, null, LocalDate.Max(NextOn, today));
        return Outcome.Done;
    }

    private bool Move(DunningAction action)
    {
        if (DunningLifecycle.Next(State, action) is not { } next)
            return false;
        State = next;
        return true;
    }
}
