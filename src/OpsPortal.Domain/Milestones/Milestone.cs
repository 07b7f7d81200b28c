using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Milestones;

/// <summary>What a milestone is opened from: one stage of kind milestone in a billing plan.</summary>
public sealed record MilestonePlan(
    ContractId Contract, PlanItemId PlanItem, LegalEntityId LegalEntity, string Name, Money Amount, LocalDate? DueOn,
    string? Criteria, PersonId? Approver);

/// <summary>
/// A piece of agreed work. Its acceptance, signed by the named approver, makes its stage billable once; it never implies cash.
/// </summary>
public sealed class Milestone : IOfCompany
{
    public const int MostFiles = 50;

    private readonly List<MilestoneCriterion> criteria = [];
    private readonly List<MilestoneEvidence> evidence = [];
    private readonly List<MilestoneStep> steps = [];

    private Milestone()
    {
    }

    public MilestoneId Id { get; private set; }

    public ContractId ContractId { get; private set; }

    public PlanItemId PlanItemId { get; private set; }

    public LegalEntityId LegalEntityId { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Gross, in minor units.</summary>
    public long AmountMinor { get; private set; }

    public Currency Currency { get; private set; }

    public PersonId? ApproverId { get; private set; }

    /// <summary>Signs in the approver's place while it is set.</summary>
    public PersonId? DelegateId { get; private set; }

    public LocalDate? DueOn { get; private set; }

    public MilestoneState State { get; private set; }

    public PersonId? SubmittedBy { get; private set; }

    public Instant? SubmittedAt { get; private set; }

    public PersonId? ApprovedBy { get; private set; }

    public Instant? ApprovedAt { get; private set; }

    public string? ApprovalComment { get; private set; }

    /// <summary>Why it was last rejected, disputed or reversed.</summary>
    public string? Reason { get; private set; }

    /// <summary>Provider's or counterparty's reference of a dispute or reversal.</summary>
    public string? ReasonReference { get; private set; }

    public int Revision { get; private set; }

    public IReadOnlyList<MilestoneCriterion> Criteria => criteria;

    public IReadOnlyList<MilestoneEvidence> Evidence => evidence;

    public IReadOnlyList<MilestoneStep> Steps => steps;

    public Money Amount => new(AmountMinor, Currency);

    /// <summary>A new milestone, pending. Criteria stand one a line.</summary>
    public static Milestone Open(MilestoneId id, MilestonePlan plan)
    {
        var milestone = new Milestone
        {
            Id = id, ContractId = plan.Contract, PlanItemId = plan.PlanItem, LegalEntityId = plan.LegalEntity,
                Name = plan.Name.Trim(),
            AmountMinor = plan.Amount.Minor, Currency = plan.Amount.Currency, DueOn = plan.DueOn, ApproverId = plan.Approver,
        };
        milestone.TakeCriteria(plan.Criteria);
        return milestone;
    }

    /// <summary>True when the due date has passed and nothing was accepted.</summary>
    public bool IsLate(LocalDate today) => State is MilestoneState.Pending or MilestoneState.Submitted && DueOn < today;

    public bool MaySign(PersonId person) => person == ApproverId || person == DelegateId;

    public Outcome NameApprover(PersonId approver, PersonId by, Instant now)
    {
        if (State != MilestoneState.Pending)
            return MilestonesRefusals.IllegalMove(State, MilestoneAction.Submit);
        ApproverId = approver;
        DelegateId = null;
        return Note("Approver named", by, now, "");
    }

    /// <summary>The approver lets somebody sign in their place; recorded with its reason.</summary>
    public Outcome Delegate(PersonId to, PersonId by, string reason, Instant now)
    {
        if (by != ApproverId)
            return MilestonesRefusals.NotTheApprover;
        if (to == ApproverId)
            return MilestonesRefusals.DelegateIsApprover;
        if (Reasons.WhyNot(reason) is { } wrong)
            return wrong;
        DelegateId = to;
        return Note("Delegate named", by, now, reason);
    }

    public Outcome AddEvidence(EvidenceId id, EvidenceFile file, PersonId by, Instant now)
    {
        if (State is not (MilestoneState.Pending or MilestoneState.Submitted or MilestoneState.Disputed))
            return MilestonesRefusals.Frozen;
        if (evidence.Count >= MostFiles)
            return MilestonesRefusals.TooManyFiles(MostFiles);
        evidence.Add(new MilestoneEvidence(id, file, by, now));
        return Note("Evidence added", by, now, file.Name);
    }

    public Outcome Submit(PersonId by, Instant now)
    {
        if (criteria.Count == 0)
            return MilestonesRefusals.NoCriteria;
        if (ApproverId is null)
            return MilestonesRefusals.NoApprover;
        if (evidence.Count == 0)
            return MilestonesRefusals.NoEvidence;
        if (by == ApproverId)
            return MilestonesRefusals.SubmitterCannotSign;
        if (Move(MilestoneAction.Submit) is { } refusal)
            return refusal;
        SubmittedBy = by;
        SubmittedAt = now;
        foreach (var criterion in criteria)
            criterion.Tick(false);
        return Note("Submitted for acceptance", by, now, "");
    }

    /// <param name="met">The numbers of the criteria that the approver ticks.</param>
    public Outcome Approve(PersonId by, IReadOnlySet<int> met, string comment, Instant now)
    {
        if (MilestoneLifecycle.Next(State, MilestoneAction.Approve) is null)
            return MilestonesRefusals.IllegalMove(State, MilestoneAction.Approve);
        if (by == SubmittedBy)
            return MilestonesRefusals.OwnSubmission;
        if (!MaySign(by))
            return MilestonesRefusals.NotTheApprover;
        if (criteria.FirstOrDefault(criterion => !met.Contains(criterion.Number)) is { } open)
            return MilestonesRefusals.CriterionNotMet(open.Text);
        if (string.IsNullOrWhiteSpace(comment))
            return MilestonesRefusals.NeedsComment;
        if (Move(MilestoneAction.Approve) is { } refusal)
            return refusal;
        foreach (var criterion in criteria)
            criterion.Tick(true);
        ApprovedBy = by;
        ApprovedAt = now;
        ApprovalComment = comment.Trim();
        return Note("Approved", by, now, comment);
    }

    /// <summary>Back to its maker with the reason.</summary>
    public Outcome Reject(PersonId by, string reason, Instant now)
    {
        if (MilestoneLifecycle.Next(State, MilestoneAction.Reject) is not null && !MaySign(by))
            return MilestonesRefusals.NotTheApprover;
        return MoveWithReason(MilestoneAction.Reject, "Rejected", by, reason, null, now);
    }

    /// <summary>Freezes the contract's later invoices and the payouts of this work.</summary>
    public Outcome Dispute(PersonId by, string reason, string? reference, Instant now) =>
        MoveWithReason(MilestoneAction.Dispute, "Disputed", by, reason, reference, now);

    /// <summary>The dispute is settled: the work is submitted and signed anew.</summary>
    public Outcome SettleInFavour(PersonId by, string reason, Instant now) =>
        MoveWithReason(MilestoneAction.SettleInFavour, "Dispute settled", by, reason, null, now);

    /// <summary>The acceptance is taken back; what was billed is corrected by a dated credit.</summary>
    public Outcome Reverse(PersonId by, string reason, string? reference, Instant now) =>
        MoveWithReason(MilestoneAction.Reverse, "Reversed", by, reason, reference, now);

    private Outcome MoveWithReason(
        MilestoneAction action, string what, PersonId by, string reason, string? reference, Instant now)
    {
        if (MilestoneLifecycle.Next(State, action) is null)
            return MilestonesRefusals.IllegalMove(State, action);
        if (Reasons.WhyNot(reason) is { } wrong)
            return wrong;
        Move(action);
        Reason = reason.Trim();
        ReasonReference = string.IsNullOrWhiteSpace(reference) ? null : reference.Trim();
        return Note(what, by, now, reason);
    }

    private Refusal? Move(MilestoneAction action)
    {
        if (MilestoneLifecycle.Next(State, action) is not { } next)
            return MilestonesRefusals.IllegalMove(State, action);
        State = next;
        return null;
    }

    private Outcome Note(string what, PersonId by, Instant now, string words)
    {
        var kept = words.Trim();
        steps.Add(new MilestoneStep(steps.Count + 1, what, by, now, kept.Length > 500 ? kept[..500] : kept));
        return Outcome.Done;
    }

    private void TakeCriteria(string? text)
    {
        var lines = (text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        criteria.AddRange(lines.Select((line, i) => new MilestoneCriterion(i + 1, line)));
    }
}
