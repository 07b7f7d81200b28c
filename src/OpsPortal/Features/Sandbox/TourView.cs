using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Demo;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Milestones;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Invoices;
using OpsPortal.Features.Payouts;

namespace OpsPortal.Features.Sandbox;

/// <summary>What the books say of the one payment that the tour follows.</summary>
/// <param name="Settled">When the last of its cash became available.</param>
internal sealed record TourFacts(
    Milestone Milestone, Invoice? Invoice, FourFacts Facts, Instant? Collected, Instant? Settled, PayoutBatch? Batch,
    PayoutItem? Payout, IReadOnlyDictionary<PersonId, string> People);

/// <summary>The way of one payment from accepted work to a paid payout, each step as the books have it.</summary>
[UseCase]
internal sealed class TourView(QueryRunner runner)
{
    internal sealed record Answer(Milestone Milestone, string Contract, string? Invoice, IReadOnlyList<TourStep> Steps);

    /// <summary>Follows a milestone; without one, the one that the demo's history keeps for the tour.</summary>
    public Task<Outcome<Answer>> RunAsync(MilestoneId? milestone, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeDesk, actor, reading => ReadAsync(reading, milestone), ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading, MilestoneId? id)
    {
        var found = await (
            from milestone in reading.Db.Set<Milestone>().AsSplitQuery()
            join contract in reading.Db.Set<Contract>() on milestone.ContractId equals contract.Id
            where id == null ? contract.Snapshot.SourceId == DemoHistory.TourProposal : milestone.Id == id
            orderby milestone.DueOn, milestone.Id
            select new { Milestone = milestone, contract.Number }).FirstOrDefaultAsync(reading.Ct);
        if (found is null || !reading.Sees(found.Milestone.LegalEntityId))
            return SharedRefusals.NotFound("milestone");
        var facts = await FactsAsync(reading, found.Milestone);
        return new Answer(found.Milestone, found.Number, facts.Invoice?.Number, TourSteps.Of(facts));
    }

    private static async Task<TourFacts> FactsAsync(Reading reading, Milestone milestone)
    {
        var invoice = await reading.Db.Set<Invoice>()
            .Where(one => one.PlanItemId == milestone.PlanItemId && one.State != InvoiceState.Draft
                && one.State != InvoiceState.Void)
            .OrderByDescending(one => one.IssuedAt).FirstOrDefaultAsync(reading.Ct);
        var people = await reading.Db.Set<Person>().ToDictionaryAsync(person => person.Id, person => person.Name, reading.Ct);
        IReadOnlyCollection<InvoiceId> invoices = invoice is null ? [] : [invoice.Id];
        var four = (await CollectedFacts.ReadAsync(reading.Db, invoices, reading.Ct)).Of(milestone.State, invoice);
        if (invoice is null)
            return new TourFacts(milestone, null, four, null, null, null, null, people);
        var cash = await CashAsync(reading, invoice.Id);
        var batch = await Batches.Whole(reading.Db)
            .Where(one => one.State != BatchState.Cancelled && one.Items.Any(item =>
                item.State != PayoutItemState.Cancelled && item.Sources.Any(source => source.InvoiceId == invoice.Id)))
            .OrderByDescending(one => one.MadeAt).FirstOrDefaultAsync(reading.Ct);
        var payout = batch?.Items.FirstOrDefault(item => item.State != PayoutItemState.Cancelled
            && item.Sources.Any(source => source.InvoiceId == invoice.Id));
        return new TourFacts(milestone, invoice, four, cash.Max(one => one.AppliedAt), cash.Max(one => one.AvailableAt), batch,
            payout, people);
    }

    private static Task<List<CashFact>> CashAsync(Reading reading, InvoiceId invoice) => (
        from application in reading.Db.Set<Domain.Cash.Application>()
        join receipt in reading.Db.Set<Domain.Cash.Receipt>() on application.ReceiptId equals receipt.Id
        where application.InvoiceId == invoice && application.ReversedAt == null
        select new CashFact(application.AppliedAt, receipt.AvailableAt)).ToListAsync(reading.Ct);

    private sealed record CashFact(Instant? AppliedAt, Instant? AvailableAt);
}
