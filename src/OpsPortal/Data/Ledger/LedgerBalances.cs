using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Data.Ledger;

/// <summary>The balance of an account, debit positive.</summary>
internal sealed record AccountBalance(LegalEntityId LegalEntityId, Account Account, Currency Currency, long BalanceMinor);

/// <summary>What moved on an account on one booked day, debit positive.</summary>
internal sealed record DayMove(LocalDate Day, Account Account, Currency Currency, long Minor);

/// <summary>A payee's money in one account, by the invoice and payment it came from; what we owe is positive.</summary>
internal sealed record PayeePosition(
    PayeeId PayeeId, InvoiceId? InvoiceId, ReceiptId? ReceiptId, Account Account, Currency Currency, long BalanceMinor);

/// <summary>Balances read from the entries: a daily snapshot and what came after it. Nothing updates a balance in
/// place.</summary>
internal static class LedgerBalances
{
    private static readonly LocalDate BeforeAll = new(1, 1, 1);

    private static readonly OncePerModel<Question> BalancesAsked = new(AskedOnce);

    private delegate IAsyncEnumerable<Part> Question(
        OpsDbContext db, LegalEntityId entity, LocalDate asOf, bool inTime, bool late);

    /// <summary>The balances of an entity's accounts at the end of a booked day, zero balances left out.</summary>
    public static async Task<IReadOnlyList<AccountBalance>> AccountBalancesAsync(
        OpsDbContext db, LegalEntityId entity, LocalDate asOf, CancellationToken ct)
    {
        var ask = BalancesAsked.For(db);
        var balances = new List<AccountBalance>();
        await foreach (var sum in ask(db, entity, asOf, inTime: false, late: true).WithCancellation(ct))
            balances.Add(new AccountBalance(entity, sum.Account, sum.Currency, sum.Minor));
        return balances;
    }

    // The last snapshot up to that day, what came after it, and what was booked late. Whether a line is late is compared with
    // values and not asked by itself, so that SQLite too finds the few late lines by its index.
    private static Question AskedOnce() => new(EF.CompileAsyncQuery(
        (OpsDbContext db, LegalEntityId entity, LocalDate asOf, bool inTime, bool late) => db.Set<DailyBalance>()
            .Where(held => held.LegalEntityId == entity && held.Day == db.Set<DailyBalance>()
                .Where(day => day.LegalEntityId == entity && day.Day <= asOf).Max(day => (LocalDate?)day.Day))
            .Select(held => new Part { Account = held.Account, Currency = held.Currency, Minor = held.BalanceMinor })
            .Concat(db.Set<JournalLine>()
                .Where(line => line.LegalEntityId == entity && line.BookedOn <= asOf && line.IsLate == inTime
                    && line.BookedOn > (db.Set<DailyBalance>().Where(day => day.LegalEntityId == entity && day.Day <= asOf)
                        .Max(day => (LocalDate?)day.Day) ?? BeforeAll))
                .Select(line => new Part { Account = line.Account, Currency = line.Currency, Minor = line.AmountMinor }))
            .Concat(db.Set<JournalLine>()
                .Where(line => line.LegalEntityId == entity && line.BookedOn <= asOf && line.IsLate == late)
                .Select(line => new Part { Account = line.Account, Currency = line.Currency, Minor = line.AmountMinor }))
            .GroupBy(part => new { part.Account, part.Currency })
            .Select(group => new Part
            {
                Account = group.Key.Account, Currency = group.Key.Currency, Minor = group.Sum(part => part.Minor),
            })
            .Where(sum => sum.Minor != 0)));

    /// <summary>The same without snapshots: what a snapshot must equal.</summary>
    public static async Task<IReadOnlyList<AccountBalance>> SummedAsync(
        OpsDbContext db, LegalEntityId entity, LocalDate asOf, bool withLate, CancellationToken ct)
    {
        var sums = await db.Set<JournalLine>()
            .Where(line => line.LegalEntityId == entity && line.BookedOn <= asOf && (withLate || !line.IsLate))
            .GroupBy(line => new { line.Account, line.Currency })
            .Select(group => new { group.Key.Account, group.Key.Currency, Minor = group.Sum(line => line.AmountMinor) })
            .Where(sum => sum.Minor != 0)
            .ToListAsync(ct);
        return [.. sums.Select(sum => new AccountBalance(entity, sum.Account, sum.Currency, sum.Minor))];
    }

    /// <summary>The first day on which anything is booked; null where nothing is. Asked of lines in time and of late ones by
    /// themselves, so that the end of an index tells each.</summary>
    public static async Task<LocalDate?> FirstDayAsync(OpsDbContext db, LegalEntityId entity, CancellationToken ct)
    {
        var lines = db.Set<JournalLine>().Where(line => line.LegalEntityId == entity);
        var inTime = await lines.Where(line => !line.IsLate).MinAsync(line => (LocalDate?)line.BookedOn, ct);
        var late = await lines.Where(line => line.IsLate).MinAsync(line => (LocalDate?)line.BookedOn, ct);
        return late is null || inTime < late ? inTime : late;
    }

    /// <summary>What the lines moved, by booked day and account.</summary>
    public static Task<List<DayMove>> ByDayAsync(IQueryable<JournalLine> lines, CancellationToken ct) =>
        lines.GroupBy(line => new { line.BookedOn, line.Account, line.Currency })
            .Select(group => new DayMove(group.Key.BookedOn, group.Key.Account, group.Key.Currency,
                group.Sum(line => line.AmountMinor)))
            .ToListAsync(ct);

    /// <summary>Where the payees' money sits now, by invoice and payment; positions of zero left out.</summary>
    public static async Task<IReadOnlyList<PayeePosition>> PayeePositionsAsync(
        OpsDbContext db, LegalEntityId entity, Currency? currency, PayeeId? payee, CancellationToken ct)
    {
        var accounts = ChartOfAccounts.PayeePositions;
        var lines = db.Set<JournalLine>()
            .Where(line => line.LegalEntityId == entity && line.PayeeId != null && accounts.Contains(line.Account));
        if (currency is { } one)
            lines = lines.Where(line => line.Currency == one);
        if (payee is { } who)
            lines = lines.Where(line => line.PayeeId == who);
        var sums = await lines
            .GroupBy(line => new { line.PayeeId, line.InvoiceId, line.ReceiptId, line.Account, line.Currency })
            .Select(group => new { group.Key, Minor = group.Sum(line => line.AmountMinor) })
            .Where(sum => sum.Minor != 0)
            .ToListAsync(ct);
        return
        [
            .. sums.Select(sum => new PayeePosition(
                sum.Key.PayeeId!.Value, sum.Key.InvoiceId, sum.Key.ReceiptId, sum.Key.Account, sum.Key.Currency, -sum.Minor)),
        ];
    }

    private sealed class Part
    {
        public Account Account { get; init; }

        public Currency Currency { get; init; }

        public long Minor { get; init; }
    }
}
