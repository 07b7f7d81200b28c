using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Invoices;

/// <summary>Bills one stage: number, invoice, locked stage and posting in one transaction. The preview is the same code, rolled
/// back.</summary>
[UseCase]
internal sealed class IssueInvoice(CommandRunner runner, JournalWriter journal)
{
    internal sealed record Command(PlanItemId PlanItem);

    internal sealed record Line(Account Account, long Minor, PayeeId? Payee);

    internal sealed record Issued(InvoiceId Id, string Number, Currency Currency, long DueMinor, LocalDate DueOn,
        IReadOnlyList<Line> Lines);

    public Task<Outcome<Issued>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.IssueInvoice, actor, work => IssueAsync(work, command), ct);

    public Task<Outcome<Issued>> PreviewAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.PreviewAsync(Permission.IssueInvoice, actor, work => IssueAsync(work, command), ct);

    private async Task<Outcome<Issued>> IssueAsync(Work work, Command command)
    {
        var contract = await (
            from item in work.Db.Set<PlanItem>()
            join owner in work.Db.Set<Contract>() on item.ContractId equals owner.Id
            where item.Id == command.PlanItem
            select new { owner.Id, owner.LegalEntityId }).SingleOrDefaultAsync(work.Ct);
        if (contract is null || !work.Sees(contract.LegalEntityId))
            return SharedRefusals.NotFound("stage");

        // Held before anything is judged: two invoices of one entity never see the same down payment as uncleared.
        var numbering = await NextNumber.HoldAsync(work, contract.LegalEntityId, NumberSeries.Invoice);
        var stand = (await BillingStand.ReadAsync(work.Db, contract.Id, work.Ct))!;
        var stage = stand.Contract.Versions.SelectMany(version => version.Items).Single(item => item.Id == command.PlanItem);
        if (stage.RetiredInVersion is not null)
            return ContractsRefusals.ItemRetired(stage.Name);
        var zone = await work.Db.Set<LegalEntity>().Where(e => e.Id == contract.LegalEntityId).Select(e => e.Zone)
            .SingleAsync(work.Ct);
        var today = work.Now.DayIn(zone);
        if (stand.WhyNot(stage, today) is { } refusal)
            return refusal;
        return await KeepAsync(work, stand, stage, numbering, DateTimeZoneProviders.Tzdb[zone]);
    }

    private async Task<Outcome<Issued>> KeepAsync(Work work, BillingStand stand, PlanItem stage, InvoiceNumbering numbering,
        DateTimeZone zone)
    {
        var invoice = Invoice.Draft(new InvoiceId(Guid.CreateVersion7()), stand.Basis(stage));
        var number = await NextNumber.TakeAsync(work, numbering);
        if (number.IsRefused)
            return number.Refusal;
        var today = work.Now.InZone(zone).Date;
        var dueOn = stand.Contract.Current.Terms.DueOn(stand.MilestoneOf(stage)?.ApprovedAt?.InZone(zone).Date, today);
        if (stage.State == PlanItemState.Waiting)
            stage.MakeBillable(work.Now);
        if ((invoice.Issue(number.Value, work.Person.Id, work.Now, today, dueOn).Refusal
            ?? stage.Lock(invoice.Id).Refusal) is { } refusal)
            return refusal;
        work.Db.Add(invoice);
        work.Db.Add(ContractStage.Record(Guid.CreateVersion7(), invoice.ContractId, StageKind.InvoiceIssued, number.Value,
            work.Now));
        work.Audit("Issued invoice", "invoice", invoice.Id.Value,
            after: $"{number.Value}, due {invoice.Open} on {DayWords.Of(dueOn)}");
        await work.Db.SaveChangesAsync(work.Ct);
        return await PostAsync(work, stand, invoice);
    }

    private async Task<Outcome<Issued>> PostAsync(Work work, BillingStand stand, Invoice invoice)
    {
        var drafts = new List<EntryDraft>();
        var issued = InvoiceFacts.Issued(work, invoice);
        if (issued.IsRefused)
            return issued.Refusal;
        drafts.Add(issued.Value);
        var funded = await AdvanceFunding.PartsAsync(work, stand, invoice);
        if (funded.Count > 0)
        {
            var cleared = InvoiceFacts.Cleared(work, invoice, funded);
            if (cleared.IsRefused)
                return cleared.Refusal;
            drafts.Add(cleared.Value);
        }

        await journal.WriteAsync(work.Db, drafts, work.Now, work.Ct);
        return new Issued(
            invoice.Id, invoice.Number!, invoice.Currency, invoice.DueMinor, invoice.DueOn!.Value,
            [.. drafts.SelectMany(draft => draft.Legs).Select(leg => new Line(leg.Account, leg.AmountMinor, leg.PayeeId))]);
    }
}
