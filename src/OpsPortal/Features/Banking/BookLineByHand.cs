using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Cash;
using OpsPortal.Features.Cash.Matching;

namespace OpsPortal.Features.Banking;

/// <summary>
/// A person says what an undecided bank line is for. Within the limit for one pair of eyes it is booked at once, above it a
/// controller decides.
/// </summary>
[UseCase]
internal sealed class BookLineByHand(CommandRunner runner, JournalWriter journal)
{
    /// <param name="Reason">Which bill, return or statement it pays.</param>
    internal sealed record Command(BankLineId Line, LinePurpose Purpose, string Reason);

    /// <summary>True where it is booked, false where it waits for a second person.</summary>
    public Task<Outcome<bool>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.ApplyCash, actor, work => BookAsync(work, command), ct);

    private async Task<Outcome<bool>> BookAsync(Work work, Command command)
    {
        if (await work.SeenAsync<BankLine>(found => found.Id == command.Line) is not { } line)
            return SharedRefusals.NotFound("bank line");
        if (LineBooking.Check(line, command.Purpose, command.Reason) is { } refusal)
            return refusal;
        if (await work.Db.Set<LineBooking>().AnyAsync(
            other => other.LineId == line.Id && other.State == LineBookingState.Waiting, work.Ct))
            return BankingRefusals.BookingWaits;
        var booking = new LineBooking(
            new(Guid.CreateVersion7()), line, command.Purpose, command.Reason, work.Person.Id, work.Now);
        work.Db.Add(booking);
        var (rules, _) = await MatchPolicies.InForceAsync(work.Db, line.LegalEntityId, work.Now, work.Ct);
        if (Math.Abs(line.AmountMinor) <= rules.ManualLimit(line.Currency).Minor)
        {
            booking.Alone(work.Now);
            var posted = await LineBookingDesk.PostAsync(work, journal, line, booking);
            return posted.IsRefused ? posted.Refusal : true;
        }

        work.Audit("Asked to book bank line", "bank line", line.Id.Value, after: LinePurposes.Of(booking.Purpose).Words,
            reason: booking.Reason);
        await work.NotifyAsync(Permission.ApproveAllocation, line.LegalEntityId,
            $"The booking of a bank line of {booking.Amount} waits for your decision.", BankLineDetail.Path(line.Id),
            work.Person.Id);
        return false;
    }
}

/// <summary>A controller other than the first person decides the booking of a line above the limit.</summary>
[UseCase]
internal sealed class DecideLineBooking(CommandRunner runner, JournalWriter journal)
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
        if (LineBooking.Check(line, booking.Purpose, booking.Reason) is { } refusal)
            return refusal;
        var posted = await LineBookingDesk.PostAsync(work, journal, line, booking);
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

/// <summary>Posts a line as a person says, only against what is owed, and closes its case.</summary>
internal static class LineBookingDesk
{
    public static async Task<Outcome> PostAsync(Work work, JournalWriter journal, BankLine line, LineBooking booking)
    {
        var row = LinePurposes.Of(booking.Purpose);
        if (row.Owed is { } account && await OwedAsync(work, line, account) is var owed && owed < Math.Abs(line.AmountMinor))
            return BankingRefusals.NotOwed(new Money(owed, line.Currency), ChartOfAccounts.Of(account).Name);
        var at = LinePosting.At(line, await Books.ReadAsync(work.Db, work.Ct), work.Now);
        var facts = LinePosting.Facts(line, at, work.RequestId);
        var posted = await journal.PostAsync(work, CashFacts.Draft(
            row.Family, facts with { Trace = facts.Trace with { Memo = booking.Reason } }));
        if (posted.IsRefused)
            return posted.Refusal;
        var booked = line.Book(row.Class, $"a person: {row.Words}", posted.Value.EntryId);
        if (booked.IsRefused)
            return booked;
        work.Audit("Booked bank line", "bank line", line.Id.Value, after: row.Words, reason: booking.Reason);
        await LineCases.CloseAsync(work, line);
        return Outcome.Done;
    }

    private static async Task<long> OwedAsync(Work work, BankLine line, Account account) =>
        -await work.Db.Set<JournalLine>().Where(posted => posted.LegalEntityId == line.LegalEntityId
            && posted.Account == account && posted.Currency == line.Currency).SumAsync(posted => posted.AmountMinor, work.Ct);
}
