using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Cash.Matching;
using OpsPortal.Domain.Insights;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Ledger.CutOvers;

namespace OpsPortal.Features.Insights;

/// <summary>Reads what is measured of receipts, in one question to the database.</summary>
internal static class ReceiptFacts
{
    internal sealed record Known(ReceiptId Id, string Reference, Rail Rail, Money Amount, ReceiptFact Fact);

    /// <summary>The receipts of the person's legal entities that came in a time, newest first.</summary>
    public static async Task<IReadOnlyList<Known>> ReadAsync(Reading reading, Instant from, Instant to)
    {
        var entities = reading.Person.LegalEntities;
        var db = reading.Db;
        var rows = await db.Set<Receipt>()
            .Where(receipt => entities.Contains(receipt.LegalEntityId) && receipt.ReceivedAt >= from && receipt.ReceivedAt < to
                && receipt.Provider != CutOverDesk.Provider)
            .OrderByDescending(receipt => receipt.ReceivedAt).ThenBy(receipt => receipt.Id)
            .Select(receipt => new
            {
                receipt.Id,
                ProviderReference = receipt.BankReference ?? receipt.ProviderReference,
                receipt.Rail,
                receipt.Currency,
                receipt.AmountMinor,
                receipt.ReceivedAt,
                IsApplied = receipt.UnappliedMinor == 0 && receipt.AppliedMinor > 0,
                IsReturned = receipt.ReturnedMinor > 0,
                ByRule = db.Set<Application>().Count(a => a.ReceiptId == receipt.Id && a.AppliedBy == null),
                ByHand = db.Set<Application>().Count(a => a.ReceiptId == receipt.Id && a.AppliedBy != null)
                    + db.Set<JournalEntry>().Count(entry => entry.ReceiptId == receipt.Id
                        && entry.Family == EventFamily.RecoveredByRepayment),
                TakenBack = db.Set<Application>()
                    .Count(a => a.ReceiptId == receipt.Id && a.AppliedBy == null && a.ReversedAt != null),
                Decisions = db.Set<MatchRecord>().Count(match => match.ReceiptId == receipt.Id && match.DecidedBy != null),
                Postings = db.Set<JournalEntry>().Count(entry => entry.ReceiptId == receipt.Id
                    && (entry.Family == EventFamily.PaymentSucceeded || entry.Family == EventFamily.BankCreditReceived)),
                AppliedAt = db.Set<Application>().Where(a => a.ReceiptId == receipt.Id && a.ReversedAt == null)
                    .Max(a => (Instant?)a.AppliedAt),
            })
            .ToListAsync(reading.Ct);
        return [.. rows.Select(row => new Known(row.Id, row.ProviderReference, row.Rail, new Money(row.AmountMinor, row.Currency),
            new ReceiptFact(row.ReceivedAt, row.IsApplied, row.IsReturned, row.ByRule, row.ByHand, row.TakenBack, row.Decisions,
                row.Postings, row.AppliedAt)))];
    }
}
