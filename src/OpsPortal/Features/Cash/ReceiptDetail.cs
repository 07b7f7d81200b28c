using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Cash.Matching;
using OpsPortal.Domain.Invoicing;
using ApplicationId = OpsPortal.Domain.Shared.ApplicationId;

namespace OpsPortal.Features.Cash;

/// <summary>One receipt with its applications and disputes.</summary>
[UseCase]
internal sealed class ReceiptDetail(QueryRunner runner)
{
    internal sealed record Applied(
        ApplicationId Id, InvoiceId InvoiceId, string? InvoiceNumber, long AmountMinor, ApplicationRule Rule, Instant AppliedAt,
        string? By,
        string? Reason, Instant? ReversedAt, string? ReversalReason);

    internal sealed record Answer(
        Receipt Receipt, IReadOnlyList<Applied> Applications, IReadOnlyList<DisputeCase> Disputes, bool MayApply,
        bool MayUnapply, Exceptions.CashAnswer Cash, ReceiptStages Stages)
    {
        /// <summary>An allocation of it that a second person has to decide.</summary>
        public AllocationRequest? Waiting { get; init; }
    }

    public Task<Outcome<Answer>> RunAsync(ReceiptId id, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeCash, actor, reading => ReadAsync(reading, id), ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading, ReceiptId id)
    {
        if (await reading.SeenAsync<Receipt>(r => r.Id == id) is not { } receipt)
            return SharedRefusals.NotFound("receipt");
        var applications = await (
            from application in reading.Db.Set<Application>()
            join invoice in reading.Db.Set<Invoice>() on application.InvoiceId equals invoice.Id
            join person in reading.Db.Set<Person>() on application.AppliedBy equals person.Id into people
            from person in people.DefaultIfEmpty()
            where application.ReceiptId == id
            orderby application.AppliedAt
            select new Applied(
                application.Id, application.InvoiceId, invoice.Number, application.AmountMinor, application.Rule,
                application.AppliedAt,
                person == null ? null : person.Name, application.Reason, application.ReversedAt, application.ReversalReason))
                    .ToListAsync(reading.Ct);
        var disputes = await reading.Db.Set<DisputeCase>().Where(dispute => dispute.ReceiptId == id).ToListAsync(reading.Ct);
        return new Answer(
            receipt, applications, disputes, reading.Person.May(Permission.ApplyCash),
            reading.Person.May(Permission.UnapplyCash), await Exceptions.CashAnswer.ReadAsync(reading, [receipt]),
            await ReceiptStages.ReadAsync(reading, receipt, applications))
        {
            Waiting = await reading.Db.Set<AllocationRequest>().FirstOrDefaultAsync(
                request => request.ReceiptId == id && request.State == AllocationState.Waiting, reading.Ct),
        };
    }
}
