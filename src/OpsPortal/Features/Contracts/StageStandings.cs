using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Invoices;
using Microsoft.EntityFrameworkCore;

namespace OpsPortal.Features.Contracts;

/// <summary>Where each stage of a contract stands: the four facts, and what keeps it from being invoiced today.</summary>
[UseCase]
internal sealed class StageStandings(QueryRunner runner)
{
    /// <param name="WhyNot">Why it cannot be invoiced today; null where it can, or is.</param>
    internal sealed record Row(
        PlanItem Stage, FourFacts Facts, InvoiceId? Invoice, MilestoneId? Milestone, Refusal? WhyNot, bool MayRelease);

    internal sealed record Answer(IReadOnlyList<Row> Rows, bool MayRecordErp);

    public Task<Outcome<Answer>> RunAsync(ContractId id, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeContracts, actor, reading => ReadAsync(reading, id), ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading, ContractId id)
    {
        var stand = await BillingStand.ReadAsync(reading.Db, id, reading.Ct);
        if (stand is null || !reading.Sees(stand.Contract.LegalEntityId))
            return SharedRefusals.NotFound("contract");
        var zone = await reading.Db.Set<LegalEntity>().Where(e => e.Id == stand.Contract.LegalEntityId).Select(e => e.Zone)
            .SingleAsync(reading.Ct);
        var today = reading.Now.DayIn(zone);
        var facts = await CollectedFacts.ReadAsync(reading.Db, [.. stand.Invoices.Select(invoice => invoice.Id)], reading.Ct);
        var mayRelease = reading.Person.May(ReleaseRetention.Needs);
        return new Answer(
            [.. stand.Plan.Select(stage => RowOf(stand, stage, today, facts, mayRelease))],
                reading.Person.May(Permission.AmendContract));
    }

    private static Row RowOf(BillingStand stand, PlanItem stage, LocalDate today, CollectedFacts facts, bool mayRelease)
    {
        var invoice = stand.Invoices.SingleOrDefault(found => found.PlanItemId == stage.Id);
        var milestone = stand.MilestoneOf(stage);
        return new Row(
            stage, facts.Of(milestone?.State, invoice), invoice?.Id, milestone?.Id,
            stage.State == PlanItemState.Billed ? null : stand.WhyNot(stage, today),
            mayRelease && stage.State == PlanItemState.Waiting && StageReadiness.WhyNotReleased(stage, stand.Plan) is null);
    }
}
