using NodaTime;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Banking;

/// <summary>When statements of an account are expected: one for each day on which its bank works.</summary>
public sealed class StatementSchedule
{
    /// <summary>So many banking days back a missing statement is still asked for.</summary>
    public const int LookBackDays = 20;

    private StatementSchedule()
    {
    }

    public StatementSchedule(BankAccountId account, LegalEntityId entity, BankCalendar calendar, LocalDate from, int graceDays)
    {
        Id = account;
        LegalEntityId = entity;
        Change(calendar, from, graceDays);
    }

    /// <summary>The account.</summary>
    public BankAccountId Id { get; private set; }

    public LegalEntityId LegalEntityId { get; private set; }

    public BankCalendar Calendar { get; private set; }

    /// <summary>The first day for which a statement is expected.</summary>
    public LocalDate From { get; private set; }

    /// <summary>Banking days after the day until its statement is missing.</summary>
    public int GraceDays { get; private set; }

    public int Revision { get; private set; }

    public void Change(BankCalendar calendar, LocalDate from, int graceDays) =>
        (Calendar, From, GraceDays) = (calendar, from, Math.Clamp(graceDays, 0, 10));

    /// <summary>The days whose statement should be here by today and is not.</summary>
    /// <param name="closed">The days on which statements of the account close.</param>
    public IReadOnlyList<LocalDate> Missing(LocalDate today, IReadOnlySet<LocalDate> closed)
    {
        var missing = new List<LocalDate>();
        var day = LocalDate.Max(From, today.PlusDays(-LookBackDays * 2));
        for (; day < today; day = day.PlusDays(1))
        {
            if (Calendar.IsOpen(day) && Calendar.Plus(day, GraceDays + 1) <= today && !closed.Contains(day))
                missing.Add(day);
        }

        return missing;
    }
}
