using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Disputes;

/// <summary>
/// What payers may still take back of their SEPA direct debits: for eight weeks without a reason, for thirteen months where they
/// say
/// that there was no mandate. What of it was paid out already would have to be recovered from payees.
/// </summary>
internal static class DebitExposure
{
    /// <param name="Window">The right by which it may come back.</param>
    /// <param name="Count">Payments within the window.</param>
    /// <param name="Minor">Their amount less what came back before.</param>
    /// <param name="PaidOut">How many of them lie beneath a payout that is paid.</param>
    /// <param name="LastDay">The day on which the last of them is safe.</param>
    internal sealed record Row(ReturnWindow Window, Currency Currency, int Count, long Minor, int PaidOut, LocalDate LastDay);

    public static async Task<IReadOnlyList<Row>> ReadAsync(Reading reading)
    {
        var zone = DateTimeZoneProviders.Tzdb[Rails.Of(Rail.SepaDebit).ClockFor(null).Zone];
        var today = reading.Now.InZone(zone).Date;
        var rows = new List<Row>();
        foreach (var window in Rails.Of(Rail.SepaDebit).Returns.Where(window => !window.InBankingDays))
        {
            var since = (today - window.Length).AtStartOfDayInZone(zone).ToInstant();
            var open = await reading.Db.Set<Receipt>()
                .Where(receipt => receipt.Rail == Rail.SepaDebit && receipt.ReceivedAt >= since
                    && receipt.State != ReceiptState.Returned
                    && reading.Person.LegalEntities.Contains(receipt.LegalEntityId))
                .GroupBy(receipt => receipt.Currency)
                .Select(group => new
                {
                    Currency = group.Key, Count = group.Count(),
                    Minor = group.Sum(r => r.AmountMinor - r.ReturnedMinor - r.LostMinor),
                    PaidOut = group.Count(r => reading.Db.Set<PayoutItem>().Any(item => item.State == PayoutItemState.Paid
                        && item.Sources.Any(source => source.ReceiptId == r.Id))),
                    Last = group.Max(r => r.ReceivedAt),
                }).ToListAsync(reading.Ct);
            rows.AddRange(open.Select(row => new Row(
                window, row.Currency, row.Count, row.Minor, row.PaidOut, Rails.EndOf(Rail.SepaDebit, window, row.Last))));
        }

        return rows;
    }
}
