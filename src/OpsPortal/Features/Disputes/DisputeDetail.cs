using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Disputes;

/// <summary>One dispute with its payment, its entries and the case that was opened for it.</summary>
[UseCase]
internal sealed class DisputeDetail(QueryRunner runner)
{
    internal sealed record Answer(
        DisputeCase Dispute, Receipt Receipt, string? SentBy, string? DecidedBy,
        IReadOnlyList<(EntryId Id, EventFamily Family, Instant At)> Entries, ExceptionId? Case,
        IReadOnlyList<(InvoiceId Id, string Number)> Invoices)
    {
        /// <summary>Whether the provider still takes an answer.</summary>
        public required bool AwaitsAnswer { get; init; }
    }

    public Task<Outcome<Answer>> RunAsync(DisputeId id, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeCash, actor, reading => ReadAsync(reading, id), ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading, DisputeId id)
    {
        var dispute = await reading.Db.Set<DisputeCase>().SingleOrDefaultAsync(found => found.Id == id, reading.Ct);
        if (dispute is null || await reading.SeenAsync<Receipt>(found => found.Id == dispute.ReceiptId) is not { } receipt)
            return SharedRefusals.NotFound("dispute");
        var people = await reading.Db.Set<Person>()
            .Where(person => person.Id == dispute.EvidenceSentBy || person.Id == dispute.DecidedBy)
            .ToDictionaryAsync(person => person.Id, person => person.Name, reading.Ct);
        var entries = await reading.Db.Set<JournalEntry>().Where(entry => entry.DisputeId == id)
            .OrderBy(entry => entry.EffectiveAt).Select(entry => new { entry.Id, entry.Family, entry.EffectiveAt })
            .ToListAsync(reading.Ct);
        var opened = await reading.Db.Set<ExceptionCase>()
            .Where(found => found.ReceiptId == receipt.Id && found.ProviderReference == dispute.ProviderReference)
            .OrderByDescending(found => found.OpenedAt).Select(found => (ExceptionId?)found.Id).FirstOrDefaultAsync(reading.Ct);
        return new Answer(
            dispute, receipt, Name(people, dispute.EvidenceSentBy), Name(people, dispute.DecidedBy),
            [.. entries.Select(entry => (entry.Id, entry.Family, entry.EffectiveAt))], opened,
            await InvoicesAsync(reading, receipt.Id))
        {
            AwaitsAnswer = dispute.AwaitsAnswer(reading.Now),
        };
    }

    /// <summary>What the payment pays, or paid before it was taken back.</summary>
    private static async Task<IReadOnlyList<(InvoiceId Id, string Number)>> InvoicesAsync(Reading reading, ReceiptId receipt) =>
        [.. (await (
            from application in reading.Db.Set<Application>()
            join invoice in reading.Db.Set<Invoice>() on application.InvoiceId equals invoice.Id
            where application.ReceiptId == receipt
            select new { invoice.Id, invoice.Number }).Distinct().ToListAsync(reading.Ct))
            .OrderBy(row => row.Number, StringComparer.Ordinal).Select(row => (row.Id, row.Number))];

    private static string? Name(Dictionary<PersonId, string> people, PersonId? id) =>
        id is { } known ? people.GetValueOrDefault(known) : null;
}
