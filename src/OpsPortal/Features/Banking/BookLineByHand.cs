using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Features.Cash.Matching;
using OpsPortal.Features.Ledger.CutOvers;

namespace OpsPortal.Features.Banking;

/// <summary>
/// A person says what an undecided bank line is for. Within the limit for one pair of eyes it is booked at once, above it a
/// controller decides; a refund that two people decided before its transfer was sent is not decided again. Unapplied cash that
/// came over from the former system is always sent back by two people: no payment of ours proves to whom.
/// </summary>
[UseCase]
internal sealed class BookLineByHand(CommandRunner runner, LineBookingDesk desk)
{
    /// <param name="Reason">Which bill, return or statement it pays.</param>
    /// <param name="Refund">The pending refund that it pays, where that is its purpose.</param>
    /// <param name="Receipt">The receipt whose cash it sends back, where that is its purpose.</param>
    internal sealed record Command(
        BankLineId Line, LinePurpose Purpose, string Reason, RefundId? Refund = null, ReceiptId? Receipt = null);

    /// <summary>True where it is booked, false where it waits for a second person.</summary>
    public Task<Outcome<bool>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.ApplyCash, actor, work => BookAsync(work, command), ct);

    private async Task<Outcome<bool>> BookAsync(Work work, Command command)
    {
        if (await work.SeenAsync<BankLine>(found => found.Id == command.Line) is not { } line)
            return SharedRefusals.NotFound("bank line");
        var subject = new LineSubject(command.Refund, command.Receipt);
        if (LineBooking.Check(line, command.Purpose, subject, command.Reason) is { } refusal)
            return refusal;
        var refund = await work.SeenAsync<Refund>(found => found.Id == subject.Refund);
        if (refund is { State: RefundState.Waiting })
            return BankingRefusals.RefundWaits;
        var deciders = await LineRefunds.DecidersAsync(work, line, command.Purpose);
        if (deciders == Deciders.Nobody)
            return BankingRefusals.RefundNotLeft;
        if (await work.Db.Set<LineBooking>().AnyAsync(
            other => other.LineId == line.Id && other.State == LineBookingState.Waiting, work.Ct))
            return BankingRefusals.BookingWaits;
        var booking = new LineBooking(
            new(Guid.CreateVersion7()), line, command.Purpose, subject, command.Reason, work.Person.Id, work.Now);
        work.Db.Add(booking);
        var (rules, _) = await MatchPolicies.InForceAsync(work.Db, line.LegalEntityId, work.Now, work.Ct);
        if (deciders == Deciders.One && await IsForOneAsync(
            work, line, subject.Receipt ?? refund?.ReceiptId, refund, rules.ManualLimit(line.Currency)))
        {
            booking.Alone(work.Now);
            var posted = await desk.PostAsync(work, line, booking);
            return posted.IsRefused ? posted.Refusal : true;
        }

        work.Audit("Asked to book bank line", "bank line", line.Id.Value, after: LinePurposes.Of(booking.Purpose).Words,
            reason: booking.Reason);
        await work.NotifyAsync(Permission.ApproveAllocation, line.LegalEntityId,
            $"The booking of a bank line of {booking.Amount} waits for your decision.", BankLineDetail.Path(line.Id),
            work.Person.Id);
        return false;
    }

    private static async Task<bool> IsForOneAsync(
        Work work, BankLine line, ReceiptId? receipt, Refund? refund, Money limit) =>
        refund is { State: RefundState.Pending, IsApproved: true }
            || (Math.Abs(line.AmountMinor) <= limit.Minor && !await work.Db.Set<Receipt>().AnyAsync(
                found => found.Provider == CutOverDesk.Provider && found.Id == receipt, work.Ct));
}

/// <summary>A controller other than the first person decides the booking of a line above the limit.</summary>
[UseCase]
internal sealed class DecideLineBooking(CommandRunner runner, LineBookingDesk desk)
{
    public Task<Outcome> ApproveAsync(LineBookingId id, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.ApproveAllocation, actor, work => ApproveAsync(work, id), ct);

    public Task<Outcome> RefuseAsync(LineBookingId id, string note, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.ApproveAllocation, actor, work => RefuseAsync(work, id, note), ct);

    private async Task<Outcome> ApproveAsync(Work work, LineBookingId id)
    {
        if (await FindAsync(work, id) is not { } booking)
            return SharedRefusals.NotFound("booking");
        var approved = booking.Approve(work.Person.Id, work.Now);
        if (approved.IsRefused)
            return approved;
        var line = await work.Db.Set<BankLine>().SingleAsync(found => found.Id == booking.LineId, work.Ct);
        if (LineBooking.Check(line, booking.Purpose, booking.Subject, booking.Reason) is { } refusal)
            return refusal;
        var posted = await desk.PostAsync(work, line, booking);
        if (posted.IsRefused)
            return posted;
        work.Notify(booking.AskedBy, $"Your booking of {booking.Amount} was approved and posted.",
            BankLineDetail.Path(line.Id));
        return Outcome.Done;
    }

    private static async Task<Outcome> RefuseAsync(Work work, LineBookingId id, string note)
    {
        if (await FindAsync(work, id) is not { } booking)
            return SharedRefusals.NotFound("booking");
        var refused = booking.Refuse(work.Person.Id, note, work.Now);
        if (refused.IsRefused)
            return refused;
        work.Audit("Refused booking of bank line", "bank line", booking.LineId.Value, before: booking.Amount.ToString(),
            reason: note);
        work.Notify(booking.AskedBy, $"Your booking of {booking.Amount} was refused: {note}",
            BankLineDetail.Path(booking.LineId));
        return Outcome.Done;
    }

    private static Task<LineBooking?> FindAsync(Work work, LineBookingId id) =>
        work.SeenAsync<LineBooking>(found => found.Id == id);
}
