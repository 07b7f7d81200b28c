using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Documents;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Close.Pack;

/// <summary>The summary's charts of what moved in the month: cash by the day on which it is booked, and what became of
/// payouts.</summary>
internal static class PackMovements
{
    public static async Task<IEnumerable<PaperChart>> ChartsAsync(CloseScope scope, CancellationToken ct)
    {
        var moves = await scope.MovesAsync(ct);
        var legs = await LegsAsync(scope, ct);
        return moves.GroupBy(move => move.Currency).OrderBy(group => group.Key).SelectMany(group => new[]
        {
            CashOf(scope, group), PayoutsOf(group, [.. legs[group.Key]]),
        }).Where(chart => chart.Series.Any(series => series.Values.Any(value => value != 0)));
    }

    private static PaperChart CashOf(CloseScope scope, IGrouping<Currency, MonthMove> moves)
    {
        var byDay = moves.ToLookup(move => move.Day);
        var days = Enumerable.Range(0, NodaTime.Period.DaysBetween(scope.FirstDay, scope.LastDay) + 1)
            .Select(scope.FirstDay.PlusDays).ToList();
        var flows = days.ConvertAll(day => CashFlow.Of(byDay[day].Select(move => move.ToMovement())));
        return new PaperChart("Cash in and out at banks and providers, by the day booked", moves.Key.Code, IsLine: true,
            [.. days.Select(day => day.ToString("dd MMM", CultureInfo.InvariantCulture))],
            [
                new("In", [.. flows.Select(flow => PackFacts.Major(flow.InMinor, moves.Key))]),
                new("Out", [.. flows.Select(flow => PackFacts.Major(flow.OutMinor, moves.Key))]),
            ]);
    }

    private static PaperChart PayoutsOf(IGrouping<Currency, MonthMove> moves, IReadOnlyCollection<PayoutLeg> legs)
    {
        decimal Of(Account account, params IReadOnlyCollection<EventFamily> families) => PackFacts.Major(Math.Abs(moves
            .Where(move => move.Account == account && families.Contains(move.Family)).Sum(move => move.Minor)), moves.Key);
        var paidAfterAll = PackFacts.Major(FailedPayouts.PaidAfterAll(legs), moves.Key);
        (string Words, decimal Amount)[] rows =
        [
            ("Released", Of(Account.SettlementPayables, EventFamily.PayoutReleased)),
            ("Paid", Of(Account.SettlementPayables, EventFamily.PayoutPaid, EventFamily.PayoutPaidAtOnce)),
            ("Failed or stopped", Of(Account.SettlementPayables, [.. FailedPayouts.Families])),
            ("Of that, released again", PackFacts.Major(FailedPayouts.ReleasedAgain(legs), moves.Key)),
            ("Of that, paid after all", paidAfterAll),
            ("Failed before this month, paid in it",
                Of(Account.SettlementPayables, EventFamily.PayoutFailureTakenBack) - paidAfterAll),
            ("Returned after paid", Of(Account.HeldPending, EventFamily.PayoutReturnedAfterPaid)),
        ];
        return new PaperChart("Payouts, each attempt counted", moves.Key.Code, IsLine: false, [.. rows.Select(row => row.Words)],
            [new("Amount", [.. rows.Select(row => row.Amount)])]);
    }

    private static async Task<ILookup<Currency, PayoutLeg>> LegsAsync(CloseScope scope, CancellationToken ct)
    {
        EventFamily[] families =
            [EventFamily.PayoutReleased, EventFamily.PayoutFailureTakenBack, .. FailedPayouts.Families];
        var entries = PackBooks.Entries(scope)
            .Where(entry => entry.BookedOn >= scope.FirstDay && families.Contains(entry.Family));
        var rows = await (from line in scope.Db.Set<JournalLine>().AsNoTracking()
                          join entry in entries on line.EntryId equals entry.Id
                          where line.Account == Account.SettlementPayables
                          select new { line.Currency, Leg = new PayoutLeg(line.PayeeId, line.InvoiceId, line.ReceiptId,
                              entry.Family, entry.BookedAt, Math.Abs(line.AmountMinor))
                          {
                              PayoutItemId = entry.PayoutItemId,
                          } }).ToListAsync(ct);
        return rows.ToLookup(row => row.Currency, row => row.Leg);
    }
}
