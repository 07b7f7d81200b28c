using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
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
        var receipts = db.Set<Receipt>()
            .Where(receipt => entities.Contains(receipt.LegalEntityId) && receipt.ReceivedAt >= from && receipt.ReceivedAt < to
                && receipt.Provider != CutOverDesk.Provider);
        var (applied, posted) = (Applied(db, receipts), Posted(db, receipts));
        var rows = await (
            from receipt in receipts
            join one in applied on receipt.Id equals one.Receipt into ones
            from application in ones.DefaultIfEmpty()
            join one in posted on (ReceiptId?)receipt.Id equals one.Receipt into entries
            from entry in entries.DefaultIfEmpty()
            orderby receipt.ReceivedAt descending, receipt.Id
            select new
            {
                receipt.Id,
                ProviderReference = receipt.BankReference ?? receipt.ProviderReference,
                receipt.Rail,
                receipt.Currency,
                receipt.AmountMinor,
                receipt.ReceivedAt,
                IsApplied = receipt.UnappliedMinor == 0 && receipt.AppliedMinor > 0,
                IsReturned = receipt.ReturnedMinor > 0,
                ByRule = (int?)application.ByRule ?? 0,
                ByHand = ((int?)application.ByHand ?? 0) + ((int?)entry.Repaid ?? 0),
                TakenBack = (int?)application.TakenBack ?? 0,
                Decisions = db.Set<MatchRecord>().Count(match => match.ReceiptId == receipt.Id && match.DecidedBy != null),
                Postings = (int?)entry.Times ?? 0,
                AppliedAt = application.At,
            }).ToListAsync(reading.Ct);
        return [.. rows.Select(row => new Known(row.Id, row.ProviderReference, row.Rail, new Money(row.AmountMinor, row.Currency),
            new ReceiptFact(row.ReceivedAt, row.IsApplied, row.IsReturned, row.ByRule, row.ByHand, row.TakenBack, row.Decisions,
                row.Postings, row.AppliedAt)))];
    }

    private static IQueryable<AppliedSum> Applied(OpsDbContext db, IQueryable<Receipt> receipts) =>
        from application in db.Set<Application>()
        join receipt in receipts on application.ReceiptId equals receipt.Id
        group application by application.ReceiptId into all
        select new AppliedSum
        {
            Receipt = all.Key,
            ByRule = all.Count(a => a.AppliedBy == null),
            ByHand = all.Count(a => a.AppliedBy != null),
            TakenBack = all.Count(a => a.AppliedBy == null && a.ReversedAt != null),
            At = all.Where(a => a.ReversedAt == null).Max(a => (Instant?)a.AppliedAt),
        };

    private static IQueryable<PostedSum> Posted(OpsDbContext db, IQueryable<Receipt> receipts) =>
        from entry in db.Set<JournalEntry>()
        join receipt in receipts on entry.ReceiptId equals (ReceiptId?)receipt.Id
        group entry by entry.ReceiptId into all
        select new PostedSum
        {
            Receipt = all.Key,
            Repaid = all.Count(e => e.Family == EventFamily.RecoveredByRepayment),
            Times = all.Count(e => e.Family == EventFamily.PaymentSucceeded || e.Family == EventFamily.BankCreditReceived),
        };

    private sealed class AppliedSum
    {
        public ReceiptId Receipt { get; init; }

        public int ByRule { get; init; }

        public int ByHand { get; init; }

        public int TakenBack { get; init; }

        public Instant? At { get; init; }
    }

    private sealed class PostedSum
    {
        public ReceiptId? Receipt { get; init; }

        public int Repaid { get; init; }

        public int Times { get; init; }
    }
}
