using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Invoicing.Dunning;
using OpsPortal.Events;
using OpsPortal.Jobs;
using OpsPortal.Outbox;

namespace OpsPortal.Features.Dunning;

/// <summary>The clock of dunning: what became of collections, what is due today, and the collections that wait to be
/// sent.</summary>
[Part]
internal sealed class RunDunning(
    IDbContextFactory<OpsDbContext> contexts, DunInvoice dunning, IEnumerable<ICollectionProvider> providers, IClock clock)
    : IBackgroundJob
{
    private const int AtOnce = 500;

    public string Name => "dunning";

    public string Purpose => "Reminds of overdue invoices and has them collected, by the schedule of each entity.";

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task<string> RunAsync(Actor actor, CancellationToken ct)
    {
        var heard = await HearAsync(ct);
        var moved = 0;
        foreach (var invoice in await DueAsync(ct))
        {
            var dunned = await dunning.RunAsync(invoice, actor, ct);
            moved += dunned is { IsRefused: false, Value: true } ? 1 : 0;
        }

        var sent = await SendAsync(ct);
        return heard + moved + sent == 0 ? JobResults.Nothing : $"{moved} steps, {sent} collections sent, {heard} outcomes";
    }

    /// <summary>Overdue invoices whose step is due, and dunned ones that owe nothing any more. Each command judges
    /// again.</summary>
    private async Task<List<InvoiceId>> DueAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var tomorrow = clock.GetCurrentInstant().InUtc().Date.PlusDays(1);
        return await (
            from invoice in db.Set<Invoice>()
            join known in db.Set<DunningCase>() on invoice.Id equals known.InvoiceId into cases
            from dunned in cases.DefaultIfEmpty()
            where invoice.State == InvoiceState.Open || invoice.State == InvoiceState.PartiallyPaid
                ? invoice.DueOn < tomorrow && (dunned == null || (dunned.State == DunningState.Running
                    && dunned.NextOn <= tomorrow)
                    || dunned.End == DunningEnd.Paid || (dunned.End == DunningEnd.Disputed && dunned.NextOn < tomorrow))
                : dunned != null && dunned.State != DunningState.Stopped
            orderby invoice.DueOn
            select invoice.Id).Take(AtOnce).ToListAsync(ct);
    }

    /// <summary>A receipt of the collection's payment ends it well, a failure that the provider told ends it badly.</summary>
    private async Task<int> HearAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var open = await db.Set<DunningAttempt>().Where(a =>
            a.Means == DunningMeans.Collection && a.Outcome == AttemptOutcome.Sent
                && a.ProviderReference != null)
            .Select(a => new
            {
                Attempt = a,
                IsPaid = db.Set<Receipt>().Any(r => r.Provider == a.Provider && r.ProviderReference == a.ProviderReference),
                Failure = db.Set<PaymentAttempt>().FirstOrDefault(p =>
                    p.Provider == a.Provider && p.Reference == a.ProviderReference
                    && p.Kind == ProviderEventKind.PaymentFailed),
            }).Where(row => row.IsPaid || row.Failure != null).ToListAsync(ct);
        foreach (var row in open)
        {
            if (row.IsPaid)
                row.Attempt.Succeed();
            else
                row.Attempt.Fail(row.Failure!.Reason);
        }

        return await SavedAsync(db, ct) ? open.Count : 0;
    }

    private async Task<int> SendAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var now = clock.GetCurrentInstant();
        var due = await db.Set<DunningAttempt>().Where(a => a.Outcome == AttemptOutcome.Intended && a.NextCallAt <= now)
            .OrderBy(a => a.At).Select(a => a.Id).Take(AtOnce).ToListAsync(ct);
        var sent = 0;
        foreach (var id in due)
            sent += await SendAsync(id, ct) ? 1 : 0;
        return sent;
    }

    private async Task<bool> SendAsync(Guid id, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var attempt = await db.Set<DunningAttempt>().SingleAsync(a => a.Id == id, ct);
        var mayCall = attempt.Claim(clock.GetCurrentInstant());
        if (!await SavedAsync(db, ct) || !mayCall)
            return false;
        var number = await db.Set<Invoice>().Where(i => i.Id == attempt.InvoiceId).Select(i => i.Number).SingleAsync(ct);
        var order = new CollectionOrder(
            attempt.Key, new Money(attempt.AmountMinor, attempt.Currency), Enum.Parse<Rail>(attempt.Way), number!);
        var answer = await providers.Single(provider => provider.Name == attempt.Provider).CollectAsync(order, ct);
        if (answer.IsTaken == true)
            attempt.Taken(answer.Reference);
        else if (answer.IsTaken == false)
            attempt.Fail(Short(answer.Why));
        else
            attempt.Lose(Short(answer.Why) ?? "No answer.");
        return await SavedAsync(db, ct) && answer.IsTaken == true;
    }

    private static string? Short(string? text) => text is { Length: > 500 } ? text[..500] : text;

    private static async Task<bool> SavedAsync(OpsDbContext db, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            // Another node took it first.
            return false;
        }
    }
}
