using NodaTime;
using OpsPortal.Domain.Ledger.CutOvers;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Ledger;

/// <summary>
/// Up to which day a company's books take nothing more. Its latest closed month shuts every month before it too, whether or not
/// that was ever taken up: a signed balance holds all that came before. An approved cut-over shuts the days that the former books
/// hold, but for its own opening entries.
/// </summary>
public readonly record struct ShutBooks(YearMonth? LastClosed, LocalDate? CutOverOn)
{
    public bool IsClosed(LocalDate day) => LastClosed is { } last && day.ToYearMonth() <= last;

    /// <summary>The day itself, or where the books are shut on it the first one after that.</summary>
    public LocalDate OpenDay(LocalDate day, EventFamily family)
    {
        if (CutOverOn is { } cutOver && day <= cutOver && !OpeningEntries.Families.Contains(family))
            day = cutOver.PlusDays(1);
        return LastClosed is { } last && IsClosed(day) ? last.OnDayOfMonth(1).PlusMonths(1) : day;
    }

    /// <summary>Why a person books nothing on a day; null where they may.</summary>
    public Refusal? WhyNot(LocalDate day) =>
        LastClosed is { } last && IsClosed(day) ? LedgerRefusals.PeriodClosed(day.ToYearMonth(), last)
        : day <= CutOverOn ? LedgerRefusals.InFormerBooks(CutOverOn.Value) : null;
}
