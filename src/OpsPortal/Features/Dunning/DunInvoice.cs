using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Invoicing.Dunning;
using OpsPortal.Domain.Milestones;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Invoices;
using OpsPortal.Notifications;

namespace OpsPortal.Features.Dunning;

/// <summary>
/// Takes the step that is due for one overdue invoice, or stops its dunning. A collection is only written down here and sent
/// after
/// the commit, under a key that this step has for ever. Running it again on the same day takes no second step.
/// </summary>
[UseCase]
internal sealed class DunInvoice(CommandRunner runner, IEnumerable<ICollectionProvider> providers)
{
    public Task<Outcome<bool>> RunAsync(InvoiceId id, Actor actor, CancellationToken ct) =>
        runner.RunAsync<bool>(Permission.Background, actor, async work => await DunAsync(work, id), ct);

    private async Task<bool> DunAsync(Work work, InvoiceId id)
    {
        var invoice = await work.Db.Set<Invoice>().AsNoTracking().SingleAsync(found => found.Id == id, work.Ct);
        var entity = await work.Db.Set<LegalEntity>().AsNoTracking().SingleAsync(e => e.Id == invoice.LegalEntityId, work.Ct);
        var today = work.Now.DayIn(entity.Zone);
        var dunned = await work.Db.Set<DunningCase>().SingleOrDefaultAsync(found => found.InvoiceId == id, work.Ct);
        if (!invoice.TakesCash)
            return dunned is not null && Stop(work, dunned,
                invoice.State == InvoiceState.Paid || invoice.State == InvoiceState.Closed
                ? DunningEnd.Paid : DunningEnd.Void);
        if (invoice.DueOn is not { } due || due >= today)
            return false;
        if (dunned is { End: DunningEnd.Disputed } && !await GoOnAsync(work, invoice, dunned, today))
            return false;
        dunned = await BeginAsync(work, invoice, dunned, today);
        if (dunned.State != DunningState.Running || dunned.NextOn > today)
            return false;
        if (await IsDisputedAsync(work, invoice))
            return Stop(work, dunned, DunningEnd.Disputed);
        if (await IsBusyAsync(work, id))
            return false;
        if (dunned.NextStep is { } step)
            return await TakeAsync(work, invoice, dunned, step, today);
        await GiveUpAsync(work, invoice);
        return Stop(work, dunned, DunningEnd.Exhausted);
    }

    private static async Task<bool> GoOnAsync(Work work, Invoice invoice, DunningCase dunned, LocalDate today)
    {
        if (await IsDisputedAsync(work, invoice))
        {
            dunned.LookAgain(today);
            return false;
        }

        if (!dunned.GoOn(today))
            return false;
        work.Audit("Went on with dunning", "invoice", invoice.Id.Value, before: nameof(DunningEnd.Disputed));
        return true;
    }

    private static async Task<DunningCase> BeginAsync(Work work, Invoice invoice, DunningCase? dunned, LocalDate today)
    {
        if (dunned is { End: null or not DunningEnd.Paid })
            return dunned;
        var policy = await DunningPolicies.ForAsync(work.Db, invoice.LegalEntityId, work.Ct);
        if (dunned is null)
            return work.Db.Add(DunningCase.Start(invoice, policy, today)).Entity;
        _ = dunned.Restart(policy, today);
        return dunned;
    }

    private async Task<bool> TakeAsync(Work work, Invoice invoice, DunningCase dunned, DunningStep step, LocalDate today)
    {
        var way = step.Means == DunningMeans.Collection ? await CollectionWay.FindAsync(work.Db, invoice, today, work.Ct) : null;
        var provider = way is null ? null : providers.FirstOrDefault(known => known.Name == way.Provider);
        var to = provider is null ? await RecipientsAsync(work, invoice) : "";
        var attempt = DunningAttempt.Intend(
            Guid.CreateVersion7(), dunned, provider is null ? DunningMeans.Reminder : DunningMeans.Collection,
            provider is null ? to : way!.Rail.ToString(), provider?.Name, invoice.Open, work.Now);
        work.Db.Add(attempt);
        if (provider is null)
            work.Enqueue(EmailMessage.Kind, attempt.Key, Reminder(invoice, to), invoice.LegalEntityId);
        work.Audit("Dunned invoice", "invoice", invoice.Id.Value, after: $"step {attempt.Step}, {attempt.Means}, {attempt.Key}");
        dunned.TakeStep(today);
        return true;
    }

    private static EmailMessage Reminder(Invoice invoice, string to) => new(
        to, $"Invoice {invoice.Number} over {invoice.Open} was due on {DayWords.Of(invoice.DueOn)}", $"/invoices/{invoice.Id}")
        {
            Body = $"Invoice {invoice.Number} was due on {DayWords.Of(invoice.DueOn)}. {invoice.Open} of it is open.\n"
                + $"Please pay it and name {invoice.Number} as the reference.\n"
                + "If you have paid meanwhile, please excuse this letter.\n",
        };

    /// <summary>Whoever receives the contract's invoices, else the buyer's own address.</summary>
    private static async Task<string> RecipientsAsync(Work work, Invoice invoice)
    {
        var named = await work.Db.Set<Contract>().Where(c => c.Id == invoice.ContractId).Select(c => c.Anchors.Recipients)
            .SingleAsync(work.Ct);
        var addresses = named.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries).Where(part => part.Contains('@'));
        var joined = string.Join(",", addresses);
        return joined.Length > 0 ? joined
            : await work.Db.Set<Buyer>().Where(b => b.Id == invoice.BuyerId).Select(b => b.Email).SingleAsync(work.Ct);
    }

    private static async Task<bool> IsDisputedAsync(Work work, Invoice invoice) =>
        await work.Db.Set<Milestone>().AnyAsync(
            m => m.ContractId == invoice.ContractId && m.State == MilestoneState.Disputed, work.Ct)
        || await work.Db.Set<DisputeCase>().AnyAsync(
            dispute => (dispute.State == DisputeState.Open || dispute.State == DisputeState.Answered)
                && work.Db.Set<Application>().Any(a => a.ReceiptId == dispute.ReceiptId && a.InvoiceId == invoice.Id), work.Ct);

    /// <summary>A payment is under way, or it is not known whether the last collection was sent.</summary>
    private static async Task<bool> IsBusyAsync(Work work, InvoiceId id) =>
        await InFlight.Of(work.Db, id).AnyAsync(work.Ct)
        || await work.Db.Set<DunningAttempt>().AnyAsync(a => a.InvoiceId == id && a.Outcome == AttemptOutcome.Intended, work.Ct);

    private static bool Stop(Work work, DunningCase dunned, DunningEnd end)
    {
        if (!dunned.Stop(end))
            return false;
        work.Audit("Stopped dunning", "invoice", dunned.InvoiceId.Value, after: end.ToString());
        return true;
    }

    private static Task GiveUpAsync(Work work, Invoice invoice) => work.OpenExceptionAsync(
        ExceptionType.FailedCharge, "invoicing.dunning-exhausted",
        $"Invoice {invoice.Number}: every step of dunning is taken and {invoice.Open} is still open.",
        $"dunning-exhausted:{invoice.Id}", invoice.Open,
        new ExceptionLinks { LegalEntityId = invoice.LegalEntityId, ContractId = invoice.ContractId, InvoiceId = invoice.Id });
}
