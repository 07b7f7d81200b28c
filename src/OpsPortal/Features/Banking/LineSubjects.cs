using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Features.Ledger.CutOvers;

namespace OpsPortal.Features.Banking;

/// <summary>What a line of money that left may pay back: pending refunds of its amount, and receipts with so much
/// unapplied. What may come back by a line that brings money: refunds and suppliers' payments of its amount.</summary>
internal sealed class LineSubjects(
    IReadOnlyList<LineSubjects.Row> refunds, IReadOnlyList<LineSubjects.Row> receipts,
    IReadOnlyList<LinePurpose> outside)
{
    private const int Most = 100;

    /// <param name="Words">How a person knows it.</param>
    internal sealed record Row(Guid Id, string Words);

    public static async Task<LineSubjects> ReadAsync(OpsDbContext db, BankLine line, CancellationToken ct)
    {
        if (line.Standing == LineStanding.Posted)
            return new LineSubjects([], [], []);
        var refunds = await RefundsAsync(db, line, ct);
        if (line.AmountMinor < 0)
            return new LineSubjects(refunds, await ReceiptsAsync(db, line, ct), []);
        var outside = new List<LinePurpose>();
        foreach (var returned in LinePurposes.All.Select(row => row.Returns).OfType<LinePurpose>())
            if (await IsOutsideAsync(db, line, returned, ct))
                outside.Add(returned);
        return new LineSubjects(refunds, [], outside);
    }

    /// <summary>Whether there is what a line of that purpose pays back or brings back.</summary>
    public bool Has(LinePurposeRow row) => row.Names != LineSubjectKind.Nothing ? Of(row.Names).Count > 0
        : row.Returns is not { } returned || outside.Contains(returned);

    public IReadOnlyList<Row> Of(LineSubjectKind kind) => kind switch
    {
        LineSubjectKind.Refund => refunds,
        LineSubjectKind.Receipt => receipts,
        _ => [],
    };

    /// <summary>Whether more lines of the amount left for the purpose than have come back of it.</summary>
    public static async Task<bool> IsOutsideAsync(
        OpsDbContext db, BankLine line, LinePurpose purpose, CancellationToken ct)
    {
        var back = LinePurposes.All.Single(row => row.Returns == purpose).Purpose;
        var booked = db.Set<LineBooking>().Where(booking => booking.LegalEntityId == line.LegalEntityId
            && booking.Currency == line.Currency && booking.State == LineBookingState.Approved && booking.LineId != line.Id);
        var left = await booked.CountAsync(
            booking => booking.Purpose == purpose && booking.AmountMinor == -line.AmountMinor, ct);
        return left > await booked.CountAsync(
            booking => booking.Purpose == back && booking.AmountMinor == line.AmountMinor, ct);
    }

    private static async Task<List<Row>> RefundsAsync(OpsDbContext db, BankLine line, CancellationToken ct)
    {
        var (entity, currency, minor) = (line.LegalEntityId, line.Currency, Math.Abs(line.AmountMinor));
        var state = line.AmountMinor < 0 ? RefundState.Pending : RefundState.Succeeded;
        var refunds = await (
            from refund in db.Set<Refund>()
            join note in db.Set<CreditNote>() on refund.CreditNoteId equals note.Id
            where refund.LegalEntityId == entity && refund.Currency == currency && refund.AmountMinor == minor
                && refund.State == state && refund.Provider == LineBooks.Provider
            orderby refund.RequestedAt
            select new { refund.Id, note.Number, refund.ProviderReference }).Take(Most).ToListAsync(ct);
        return [.. refunds.Select(refund =>
            new Row(refund.Id.Value, $"{refund.ProviderReference}, credit note {refund.Number}"))];
    }

    private static async Task<List<Row>> ReceiptsAsync(OpsDbContext db, BankLine line, CancellationToken ct)
    {
        var (entity, currency, minor) = (line.LegalEntityId, line.Currency, -line.AmountMinor);
        var receipts = await db.Set<Receipt>()
            .Where(receipt => receipt.LegalEntityId == entity && receipt.Currency == currency
                && (receipt.BankLineId != null || receipt.Provider == CutOverDesk.Provider)
                && receipt.State == ReceiptState.Unapplied && receipt.UnappliedMinor >= minor)
            .OrderByDescending(receipt => receipt.ReceivedAt).Take(Most).ToListAsync(ct);
        return [.. receipts.Select(receipt => new Row(receipt.Id.Value,
            $"{receipt.Reference}, {receipt.PayerName ?? "payer not named"}, {receipt.Unapplied} unapplied"))];
    }
}
