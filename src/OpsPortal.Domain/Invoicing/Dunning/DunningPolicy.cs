using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Invoicing.Dunning;

/// <summary>What is done on a day of the schedule.</summary>
public enum DunningMeans
{
    /// <summary>An e-mail to whoever receives the contract's invoices.</summary>
    Reminder,

    /// <summary>The provider is asked to collect; without a way of paying on file a reminder is sent instead.</summary>
    Collection,
}

/// <summary>One step: so many days after dunning began.</summary>
public sealed record DunningStep(int AfterDays, DunningMeans Means);

/// <summary>
/// A version of how overdue invoices are dunned, for one legal entity or, without one, for all that have none of their own.
/// Refuses
/// steps that are not in order, and more than one collection a day.
/// </summary>
public sealed class DunningPolicy
{
    public const int MostSteps = 30;
    public const int MostDays = 90;

    private DunningPolicy()
    {
    }

    /// <summary>Eight tries to collect within fourteen days, and four reminders.</summary>
    public static IReadOnlyList<DunningStep> Default { get; } = Steps([0, 4, 8, 12], [1, 2, 4, 6, 8, 10, 12, 14]);

    public PolicyId Id { get; private set; }

    public LegalEntityId? LegalEntityId { get; private set; }

    public int Number { get; private set; }

    public string Reason { get; private set; } = "";

    public PersonId? MadeBy { get; private set; }

    public Instant MadeAt { get; private set; }

    public IReadOnlyList<DunningStep> Schedule { get; private set; } = [];

    public static Outcome<DunningPolicy> Make(
        PolicyId id, LegalEntityId? entity, int number, IReadOnlyList<DunningStep> schedule, string reason, PersonId? by,
            Instant now)
    {
        if (schedule.Count is 0 or > MostSteps || schedule.Any(step => step.AfterDays is < 0 or > MostDays)
            || schedule.Distinct().Count() != schedule.Count)
            return InvoicingRefusals.BadDunningSchedule(MostSteps, MostDays);
        if (Reasons.WhyNot(reason) is { } wrong)
            return wrong;
        return new DunningPolicy
        {
            Id = id, LegalEntityId = entity, Number = number, Reason = reason.Trim(), MadeBy = by, MadeAt = now,
            Schedule = [.. schedule.OrderBy(step => step.AfterDays).ThenBy(step => step.Means)],
        };
    }

    public static IReadOnlyList<DunningStep> Steps(IEnumerable<int> reminders, IEnumerable<int> collections) =>
    [
        .. reminders.Select(day => new DunningStep(day, DunningMeans.Reminder))
            .Concat(collections.Select(day => new DunningStep(day, DunningMeans.Collection)))
            .OrderBy(step => step.AfterDays).ThenBy(step => step.Means),
    ];

    /// <summary>The newest version of the entity's own, else the newest of the common one.</summary>
    public static DunningPolicy? For(LegalEntityId entity, IEnumerable<DunningPolicy> versions) => versions
        .Where(version => version.LegalEntityId is null || version.LegalEntityId == entity)
        .OrderBy(version => version.LegalEntityId is null).ThenByDescending(version => version.Number).FirstOrDefault();
}
