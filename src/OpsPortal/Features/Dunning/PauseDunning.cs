using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Invoicing.Dunning;
using OpsPortal.Features.Parties;

namespace OpsPortal.Features.Dunning;

/// <summary>A person pauses the dunning of an invoice with a reason, or lets it go on.</summary>
[UseCase]
internal sealed class PauseDunning(CommandRunner runner)
{
    public Task<Outcome> PauseAsync(InvoiceId id, string reason, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.IssueInvoice, actor, async work =>
        {
            if (Reasons.WhyNot(reason) is { } wrong)
                return wrong;
            return await MoveAsync(work, id, "Paused dunning", reason.Trim(), dunned => dunned.Pause(reason.Trim(),
                work.Person.Id));
        }, ct);

    public Task<Outcome> ResumeAsync(InvoiceId id, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.IssueInvoice, actor, async work =>
        {
            var days = await LocalDays.ReadAsync(work.Db, work.Now, work.Ct);
            return await MoveAsync(work, id, "Resumed dunning", null, dunned => dunned.Resume(days.Of(dunned.LegalEntityId)));
        }, ct);

    private static async Task<Outcome> MoveAsync(
        Work work, InvoiceId id, string words, string? reason, Func<DunningCase, Outcome> move)
    {
        if (await work.SeenAsync<DunningCase>(found => found.InvoiceId == id) is not { } dunned)
            return SharedRefusals.NotFound("dunning");
        var before = dunned.State;
        var moved = move(dunned);
        if (!moved.IsRefused)
            work.Audit(words, "invoice", id.Value, before.ToString(), dunned.State.ToString(), reason);
        return moved;
    }
}

/// <summary>The dunning of one invoice with every attempt.</summary>
[UseCase]
internal sealed class DunningDetail(QueryRunner runner)
{
    internal sealed record Answer(DunningCase Case, IReadOnlyList<DunningAttempt> Attempts, string? PausedBy);

    /// <summary>Null where the invoice was never dunned.</summary>
    public Task<Outcome<Answer?>> RunAsync(InvoiceId id, Actor actor, CancellationToken ct) =>
        runner.RunAsync<Answer?>(Permission.SeeInvoices, actor, async reading =>
        {
            if (await reading.SeenAsync<DunningCase>(found => found.InvoiceId == id) is not { } dunned)
                return (Answer?)null;
            var attempts = await reading.Db.Set<DunningAttempt>().Where(a => a.InvoiceId == id).OrderBy(a => a.At)
                .ToListAsync(reading.Ct);
            var by = await reading.Db.Set<Person>().Where(p => p.Id == dunned.PausedBy).Select(p => p.Name)
                .SingleOrDefaultAsync(reading.Ct);
            return new Answer(dunned, attempts, by);
        }, ct);
}
