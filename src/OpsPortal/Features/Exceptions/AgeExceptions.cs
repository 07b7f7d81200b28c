using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Invoicing;

namespace OpsPortal.Features.Exceptions;

/// <summary>
/// Ends cases whose invoice is paid and judges every open one anew: the next deadline of the outside world, how urgent it is,
/// and one rung of the ladder for each SLA that has passed. Safe to run twice.
/// </summary>
[UseCase]
internal sealed class AgeExceptions(CommandRunner runner)
{
    public Task<Outcome<int>> RunAsync(Actor actor, CancellationToken ct) =>
        runner.RunAsync<int>(Permission.Background, actor, async work =>
        {
            await EndPaidAsync(work);
            var open = await work.Db.Set<ExceptionCase>().Where(found => found.State != ExceptionState.Resolved)
                .OrderBy(found => found.Id).ToListAsync(work.Ct);
            foreach (var found in open)
                found.Watch(await NextAsync(work, found), work.Now);
            var types = await TypesInForce.AllAsync(work.Db, work.Ct);
            var raised = open.Where(found => found.Age(work.Now, types[found.Type])).ToList();
            foreach (var found in raised)
                await TellAsync(work, found, types[found.Type]);
            return raised.Count;
        }, ct);

    /// <summary>A payment had failed, and the invoice is paid meanwhile, in whichever way.</summary>
    private static async Task EndPaidAsync(Work work)
    {
        var types = CaseEndings.TypesOf(CaseFact.InvoicePaid);
        var paid = await (
            from found in work.Db.Set<ExceptionCase>()
            join invoice in work.Db.Set<Invoice>() on found.InvoiceId equals (InvoiceId?)invoice.Id
            where types.Contains(found.Type) && found.State != ExceptionState.Resolved
                && (invoice.State == InvoiceState.Paid || invoice.State == InvoiceState.Closed)
            select found).ToListAsync(work.Ct);
        foreach (var found in paid)
            OneCase.Settle(work, found, CaseFact.InvoicePaid, new CaseClosing("A payment had failed.", "The invoice is paid."));
        await work.Db.SaveChangesAsync(work.Ct);
    }

    // The deadline is looked for again only when the one that is kept has passed.
    private static async Task<(string Name, Instant At)?> NextAsync(Work work, ExceptionCase found) =>
        found.OutsideDueAt is null || found.OutsideDueAt <= work.Now
            ? await ExceptionOpener.DeadlineAsync(work.Db, found, work.Now, work.Ct)
            : null;

    // Whoever owns the case always hears of it, and with each rung the role that the rung names.
    private static async Task TellAsync(Work work, ExceptionCase found, ExceptionTypeRow row)
    {
        var rung = row.Ladder[found.Rung - 1];
        var (text, link) = ($"Late: {row.Words}, now with {rung}: {found.Summary}", $"/exceptions/{found.Id}");
        work.Audit("Escalated exception", "exception", found.Id.Value,
            before: found.Rung == 1 ? "In time" : row.Ladder[found.Rung - 2].Words, after: rung.Words,
            reason: "Not resolved in time. The evidence pack stands with the case.");
        var told = new List<PersonId>();
        if (found.AssignedTo is { } owner)
        {
            work.Notify(owner, text, link);
            told.Add(owner);
        }

        if (rung.Tells is { } role)
            await work.NotifyRoleAsync(role, found.LegalEntityId, text, link, told);
        else if (found.AssignedTo is null)
            await work.NotifyRoleAsync(found.OwnerRole, found.LegalEntityId, text, link, told);
    }
}
