using NodaTime;
using OpsPortal.Domain.Milestones;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Exceptions;

/// <content>What people and the clock do to a case.</content>
public sealed partial class ExceptionCase
{
    public const int MostSnoozeDays = 30;

    private ExceptionTypeRow Row => ExceptionTypes.Of(Type);

    public bool IsAsleep(Instant now) => SnoozedUntil > now;

    /// <summary>Names the person who answers for the case: oneself or another.</summary>
    public Outcome Assign(PersonId to, PersonId by, Instant now, string? words = null)
    {
        if (ExceptionLifecycle.Next(State, ExceptionAction.Assign) is not { } next)
            return ExceptionsRefusals.AlreadyResolved;
        if (!Row.Allows(CaseStep.Assign))
            return ExceptionsRefusals.NotAllowedHere(CaseStep.Assign, Type);
        AssignedTo = to;
        State = next;
        (SnoozedUntil, SnoozeReason) = (null, null);
        Note(by, now, words ?? "Took the case.");
        return Outcome.Done;
    }

    public Outcome Comment(PersonId by, Instant now, string text)
    {
        if (!Row.Allows(CaseStep.Comment))
            return ExceptionsRefusals.NotAllowedHere(CaseStep.Comment, Type);
        if (string.IsNullOrWhiteSpace(text))
            return SharedRefusals.Required("Comment");
        if (text.Length > 2000)
            return SharedRefusals.TooLong("Comment", 2000);
        Note(by, now, text.Trim());
        return Outcome.Done;
    }

    /// <summary>Adds a file that was checked and stored; a closed case takes none.</summary>
    public Outcome AddEvidence(EvidenceId id, EvidenceFile file, PersonId by, Instant now)
    {
        if (State == ExceptionState.Resolved)
            return ExceptionsRefusals.AlreadyResolved;
        if (!Row.Allows(CaseStep.AddEvidence))
            return ExceptionsRefusals.NotAllowedHere(CaseStep.AddEvidence, Type);
        evidence.Add(new CaseEvidence(id, Id, file, by, now));
        return Outcome.Done;
    }

    /// <summary>Puts the case aside until an instant, never past a deadline of the outside world.</summary>
    public Outcome Snooze(PersonId by, Instant now, Instant until, string reason)
    {
        if (State == ExceptionState.Resolved)
            return ExceptionsRefusals.AlreadyResolved;
        if (!Row.Allows(CaseStep.Snooze))
            return ExceptionsRefusals.NotAllowedHere(CaseStep.Snooze, Type);
        if (Reasons.WhyNot(reason) is { } wrong)
            return wrong;
        if (until <= now)
            return ExceptionsRefusals.SnoozeEndsTooSoon;
        if (until > now + Duration.FromDays(MostSnoozeDays))
            return ExceptionsRefusals.SnoozeTooLong(MostSnoozeDays);
        if (OutsideDueAt is { } deadline && until >= deadline)
            return ExceptionsRefusals.SleepsPastDeadline(OutsideDeadline ?? "Deadline", deadline);
        (SnoozedUntil, SnoozeReason) = (until, reason.Trim());
        Note(by, now, $"Put aside until {DayWords.Of(until)}: {reason.Trim()}");
        return Outcome.Done;
    }

    /// <summary>Closes the case with what was done, why it came and whether money moved; a second press is refused.</summary>
    public Outcome Resolve(PersonId? by, Instant now, CaseClosing closing)
    {
        if (ExceptionLifecycle.Next(State, ExceptionAction.Resolve) is not { } next)
            return ExceptionsRefusals.AlreadyResolved;
        if (!Row.Allows(CaseStep.Resolve))
            return ExceptionsRefusals.NotAllowedHere(CaseStep.Resolve, Type);
        if (closing.Check(Type) is { } refusal)
            return refusal;
        State = next;
        RootCause = closing.RootCause.Trim();
        Resolution = closing.Resolution.Trim();
        ResolvingEntryId = closing.Entry;
        NoMoneyReason = string.IsNullOrWhiteSpace(closing.NoMoneyReason) ? null : closing.NoMoneyReason.Trim();
        ResolvedBy = by;
        ResolvedAt = now;
        (SnoozedUntil, SnoozeReason) = (null, null);
        return Outcome.Done;
    }

    /// <summary>Becomes part of an incident; false where it is so already. A case is part of one at most.</summary>
    internal Outcome<bool> Join(IncidentId incident)
    {
        if (IncidentId is { } other && other != incident)
            return ExceptionsRefusals.InOtherIncident;
        var isNew = IncidentId is null;
        IncidentId = incident;
        return isNew;
    }

    /// <summary>Keeps the next deadline of the outside world.</summary>
    public void Watch((string Name, Instant At)? deadline, Instant now)
    {
        if (deadline is { } found && (OutsideDeadline, OutsideDueAt) != (found.Name, found.At))
            (OutsideDeadline, OutsideDueAt) = found;
        Judge(now);
    }

    /// <summary>What the case is about has moved elsewhere: its history says so, and a deadline that was met or missed is gone.
    /// A resolved case stays as it was.</summary>
    /// <param name="waits">Whether the outside still waits for an answer of ours.</param>
    public void Follow(PersonId by, Instant now, string words, bool waits)
    {
        if (State == ExceptionState.Resolved)
            return;
        Note(by, now, words);
        if (!waits)
            (OutsideDeadline, OutsideDueAt) = (null, null);
        Judge(now);
    }

    /// <summary>Climbs one rung of the ladder for each SLA that has passed; true when somebody new must be told.</summary>
    /// <param name="row">The type's row as it is in force.</param>
    public bool Age(Instant now, ExceptionTypeRow row)
    {
        if (State == ExceptionState.Resolved || IsAsleep(now) || now < DueAt)
            return false;
        var passed = 1 + (int)((now - DueAt).TotalSeconds / row.Sla.TotalSeconds);
        var rung = Math.Min(passed, row.Ladder.Count);
        if (rung <= Rung)
            return false;
        Rung = rung;
        return true;
    }

    // A case older than the queues is pinned when it is judged first; a pinned one stays where its rule sent it.
    private void Judge(Instant now)
    {
        var urgency = UrgencySignals.Of(this, now);
        if (Urgency != urgency)
            Urgency = urgency;
        if (Queue is null)
            (Queue, RoutingRule) = (RoutingRules.For(this).Queue, RoutingRules.For(this).Name);
    }

    private void Note(PersonId by, Instant now, string text) => notes.Add(new ExceptionNote(Id, notes.Count + 1, by, now, text));
}
