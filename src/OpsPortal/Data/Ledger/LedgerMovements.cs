using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Data.Ledger;

/// <summary>What moved on the accounts, by day and event family: daily sums, what came after them, and what was booked
/// late.</summary>
internal static class LedgerMovements
{
    private static readonly LocalDate BeforeAll = new(1, 1, 1);

    /// <summary>The movements of an entity's rolled accounts on the booked days from first to last, both inclusive.</summary>
    public static async Task<IReadOnlyList<Movement>> ReadAsync(
        OpsDbContext db, LegalEntityId entity, LocalDate first, LocalDate last, CancellationToken ct)
    {
        // Compared with values and not asked by themselves, so that SQLite too finds the few late lines by its index.
        var (late, inTime) = (true, false);
        var accounts = RollForward.Accounts;
        var stored = db.Set<DailyMovement>().Where(movement => movement.LegalEntityId == entity);
        var until = await stored.MaxAsync(movement => (LocalDate?)movement.Day, ct) ?? BeforeAll;
        var lines = db.Set<JournalLine>().Where(line => line.LegalEntityId == entity && line.BookedOn >= first
            && line.BookedOn <= last && accounts.Contains(line.Account));
        var parts = stored.Where(movement => movement.Day >= first && movement.Day <= last
                && accounts.Contains(movement.Account))
            .Select(held => new Part
            {
                Day = held.Day, Account = held.Account, Currency = held.Currency, Family = held.Family,
                IsReversal = held.IsReversal, Debit = held.DebitMinor, Credit = held.CreditMinor,
            })
            .Concat(Parts(db, lines.Where(line => line.IsLate == late)));
        if (last > until)
            parts = parts.Concat(Parts(db, lines.Where(line => line.IsLate == inTime && line.BookedOn > until)));
        return await SummedAsync(parts, ct);
    }

    /// <summary>The same from the entries alone: what the daily sums must equal.</summary>
    /// <param name="after">Only later days; null is all.</param>
    public static Task<IReadOnlyList<Movement>> SummedAsync(
        OpsDbContext db, LegalEntityId entity, LocalDate? after, LocalDate until, bool withLate, CancellationToken ct)
    {
        var day = after ?? BeforeAll;
        var lines = db.Set<JournalLine>().Where(line => line.LegalEntityId == entity && line.BookedOn > day
            && line.BookedOn <= until && (withLate || !line.IsLate));
        return SummedAsync(Parts(db, lines), ct);
    }

    private static async Task<IReadOnlyList<Movement>> SummedAsync(IQueryable<Part> parts, CancellationToken ct)
    {
        var sums = await parts
            .GroupBy(part => new { part.Day, part.Account, part.Currency, part.Family, part.IsReversal })
            .Select(group => new { group.Key, Debit = group.Sum(part => part.Debit), Credit = group.Sum(part => part.Credit) })
            .ToListAsync(ct);
        return [.. sums.Select(sum => new Movement(sum.Key.Day, sum.Key.Account, sum.Key.Currency, sum.Key.Family,
            sum.Key.IsReversal, sum.Debit, sum.Credit))];
    }

    private static IQueryable<Part> Parts(OpsDbContext db, IQueryable<JournalLine> lines) =>
        lines.Join(db.Set<JournalEntry>(), line => line.EntryId, entry => entry.Id, (line, entry) => new Part
        {
            Day = line.BookedOn,
            Account = line.Account,
            Currency = line.Currency,
            Family = entry.Family,
            IsReversal = entry.ReversalOf != null,
            Debit = line.AmountMinor > 0 ? line.AmountMinor : 0,
            Credit = line.AmountMinor < 0 ? -line.AmountMinor : 0,
        });

    private sealed class Part
    {
        public LocalDate Day { get; init; }

        public Account Account { get; init; }

        public Currency Currency { get; init; }

        public EventFamily Family { get; init; }

        public bool IsReversal { get; init; }

        public long Debit { get; init; }

        public long Credit { get; init; }
    }
}
