using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Close.Pack;

namespace OpsPortal.Features.Close;

/// <summary>What one kind of event moved on an account on a day of the month; debits and credits both positive.</summary>
internal sealed record MonthMove(
    LocalDate Day, Account Account, Currency Currency, EventFamily Family, long DebitMinor, long CreditMinor, int Lines,
    bool IsReversal)
{
    public long Minor => DebitMinor - CreditMinor;

    public Movement ToMovement() => new(Day, Account, Currency, Family, IsReversal, DebitMinor, CreditMinor);

    public static async Task<IReadOnlyList<MonthMove>> ReadAsync(CloseScope scope, CancellationToken ct)
    {
        var entries = PackBooks.Entries(scope).Where(entry => entry.BookedOn >= scope.FirstDay);
        return await (from line in scope.Db.Set<JournalLine>()
                      join entry in entries on line.EntryId equals entry.Id
                      where line.LegalEntityId == scope.LegalEntityId && line.BookedOn >= scope.FirstDay
                          && line.BookedOn <= scope.LastDay
                      group line by new { line.BookedOn, line.Account, line.Currency, entry.Family,
                          IsReversal = entry.ReversalOf != null } into day
                      select new MonthMove(day.Key.BookedOn, day.Key.Account, day.Key.Currency, day.Key.Family,
                          day.Sum(line => line.AmountMinor > 0 ? line.AmountMinor : 0),
                          day.Sum(line => line.AmountMinor < 0 ? -line.AmountMinor : 0), day.Count(), day.Key.IsReversal))
            .ToListAsync(ct);
    }
}
