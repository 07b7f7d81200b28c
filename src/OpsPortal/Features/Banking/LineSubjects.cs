using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Invoicing;

namespace OpsPortal.Features.Banking;

/// <summary>What a line of money that left may pay back: pending refunds of its amount, and receipts with so much
/// unapplied.</summary>
internal sealed class LineSubjects(
    IReadOnlyList<LineSubjects.Row> refunds, IReadOnlyList<LineSubjects.Row> receipts)
{
    private const int Most = 100;

    /// <param name="Words">How a person knows it.</param>
    internal sealed record Row(Guid Id, string Words);

    public static async Task<LineSubjects> ReadAsync(OpsDbContext db, BankLine line, CancellationToken ct)
    {
        var (entity, currency, minor) = (line.LegalEntityId, line.Currency, -line.AmountMinor);
        if (minor <= 0 || line.Standing == LineStanding.Posted)
            return new LineSubjects([], []);
        var refunds = await (
            from refund in db.Set<Refund>()
            join note in db.Set<CreditNote>() on refund.CreditNoteId equals note.Id
            where refund.LegalEntityId == entity && refund.Currency == currency && refund.AmountMinor == minor
                && refund.State == RefundState.Pending && refund.Provider == LineBooks.Provider
            orderby refund.RequestedAt
            select new { refund.Id, note.Number, refund.ProviderReference }).Take(Most).ToListAsync(ct);
        var receipts = await db.Set<Receipt>()
            .Where(receipt => receipt.LegalEntityId == entity && receipt.Currency == currency && receipt.BankLineId != null
                && receipt.State == ReceiptState.Unapplied && receipt.UnappliedMinor >= minor)
            .OrderByDescending(receipt => receipt.ReceivedAt).Take(Most).ToListAsync(ct);
        return new LineSubjects(
            [.. refunds.Select(refund => new Row(refund.Id.Value, $"{refund.ProviderReference}, credit note {refund.Number}"))],
            [.. receipts.Select(receipt => new Row(receipt.Id.Value,
                $"{receipt.Reference}, {receipt.PayerName ?? "payer not named"}, {receipt.Unapplied} unapplied"))]);
    }

    public IReadOnlyList<Row> Of(LineSubjectKind kind) => kind switch
    {
        LineSubjectKind.Refund => refunds,
        LineSubjectKind.Receipt => receipts,
        _ => [],
    };
}
