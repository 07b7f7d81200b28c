using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Events;
using OpsPortal.Features.Cash;
using OpsPortal.Features.Events;

namespace OpsPortal.Features.Exceptions;

/// <summary>Runs what failed once more, under the rules of today: the event that was given up, or the unapplied receipt with the
/// invoice that it named. Leaves a line in the case's history.</summary>
[UseCase]
internal sealed class ProcessAgain(QueryRunner reader, CommandRunner runner, ReplayEvent replay, ApplyReceipt apply)
{
    private sealed record Found(ExceptionCase Case, Guid? Event, ReceiptId? Receipt, string? InvoiceNumber);

    public async Task<Outcome> RunAsync(ExceptionId id, Actor actor, CancellationToken ct)
    {
        var read = await reader.RunAsync(Permission.WorkExceptions, actor, reading => ReadAsync(reading, id), ct);
        if (read.IsRefused)
            return read.Refusal;
        var found = read.Value;
        if (!ExceptionTypes.Of(found.Case.Type).Allows(CaseStep.ProcessAgain))
            return ExceptionsRefusals.NotAllowedHere(CaseStep.ProcessAgain, found.Case.Type);
        if (found.Event is { } given)
            return await NoteAsync(id, await replay.RunAsync(given, actor, ct), "Processed again: the event takes its turn.",
                actor, ct);
        if (found is not { Receipt: { } receipt, InvoiceNumber: { } number })
            return ExceptionsRefusals.NothingToProcess;
        var applied = await apply.RunAsync(
            new ApplyReceipt.Command(receipt, number, null, "Processed again from its exception"), actor, ct);
        var words = !applied.IsRefused && applied.Value.Waits
            ? $"Processed again: the allocation to {number} waits for a second person."
            : $"Processed again: applied to {number}.";
        return await NoteAsync(id, applied, words, actor, ct);
    }

    private static async Task<Outcome<Found>> ReadAsync(Reading reading, ExceptionId id)
    {
        var found = await ExceptionList.Seen(reading).SingleOrDefaultAsync(f => f.Id == id, reading.Ct);
        if (found is null)
            return SharedRefusals.NotFound("exception");
        if (found.State == ExceptionState.Resolved)
            return ExceptionsRefusals.AlreadyResolved;
        var reference = found.ProviderReference;
        var given = reference is null ? null : await reading.Db.Set<InboxEvent>().SeenBy(reading.Person)
            .Where(row => row.EventId == reference && row.State == InboxState.DeadLetter)
            .Select(row => (Guid?)row.Id).FirstOrDefaultAsync(reading.Ct);
        var receipt = found.ReceiptId is not { } receiptId ? null : await reading.Db.Set<Receipt>()
            .SingleOrDefaultAsync(r => r.Id == receiptId && r.UnappliedMinor > 0, reading.Ct);
        return new Found(found, given, receipt?.Id, receipt?.InvoiceNumber);
    }

    private async Task<Outcome> NoteAsync<T>(ExceptionId id, Outcome<T> done, string words, Actor actor, CancellationToken ct) =>
        done.IsRefused ? done.Refusal : await runner.RunAsync(Permission.WorkExceptions, actor, work => OneCase.ChangeAsync(
            work, id, "Processed exception again", words, found => found.Comment(work.Person.Id, work.Now, words)), ct);
}
