using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using OpsPortal.Data;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Shared;
using OpsPortal.Features.Exceptions;
using OpsPortal.Notifications;
using OpsPortal.Outbox;

namespace OpsPortal.Access;

/// <summary>What a command has in hand while it runs: one context, one transaction, one person, one instant.</summary>
internal sealed class Work(OpsDbContext db, PersonProfile person, Actor actor, Instant now, string requestId,
    CancellationToken ct)
{
    private const string Apart = "apart";
    private readonly List<Func<Task>> afterCommit = [];

    public OpsDbContext Db => db;

    public PersonProfile Person => person;

    public Actor Actor => actor;

    public Instant Now => now;

    public string RequestId => requestId;

    public CancellationToken Ct => ct;

    public IReadOnlyList<Func<Task>> AfterCommit => afterCommit;

    /// <summary>True when the person works for this legal entity; what is false is answered "not found".</summary>
    public bool Sees(LegalEntityId entity) => person.LegalEntities.Contains(entity);

    /// <summary>The one record, where the person works for its company; another company's is as if it were not there.</summary>
    public Task<T?> SeenAsync<T>(Expression<Func<T, bool>> which)
        where T : class, IOfCompany => SeenAsync(db.Set<T>(), which);

    /// <summary>The same, out of records read in a way of their own: with what hangs on them, past the change tracker.</summary>
    public async Task<T?> SeenAsync<T>(IQueryable<T> records, Expression<Func<T, bool>> which)
        where T : class, IOfCompany =>
        await records.SingleOrDefaultAsync(which, ct) is { } found && Sees(found.LegalEntityId) ? found : null;

    /// <summary>Writes who did what to what, in this transaction.</summary>
    public void Audit(string action, string subjectKind, Guid subjectId, string? before = null, string? after = null,
        string? reason = null) =>
        db.Add(AuditTrail.Row(this, action, subjectKind, subjectId, before, after, reason));

    /// <summary>Opens a case unless one of the same trouble is open already.</summary>
    public Task OpenExceptionAsync(ExceptionType type, string reasonCode, string summary, string dedupeKey, Money? amount,
        ExceptionLinks links) =>
        ExceptionOpener.OpenAsync(this, type, reasonCode, summary, dedupeKey, amount, links);

    /// <summary>Tells everybody who holds the permission and works for the entity that something waits for them.</summary>
    public Task NotifyAsync(Permission whoHolds, LegalEntityId? entity, string text, string link, params PersonId[] except) =>
        Notifier.NotifyAsync(this, whoHolds, entity, text, link, except);

    /// <summary>Tells everybody of a role who works for the entity, and says whether there is anybody.</summary>
    public Task<bool> NotifyRoleAsync(Role role, LegalEntityId? entity, string text, string link,
        IReadOnlyCollection<PersonId> except) =>
        Notifier.NotifyRolesAsync(this, [role], entity, text, link, except);

    public void Notify(PersonId to, string text, string link) => Notifier.Notify(this, to, text, link);

    /// <summary>Leaves a message for the outside world, to be sent after the commit, once for ever under its key.</summary>
    /// <param name="entity">The company that it is about, if it is about one.</param>
    public void Enqueue(string kind, string key, object payload, LegalEntityId? entity = null) =>
        db.Add(OutboxMessage.Of(kind, key, payload, now, entity));

    /// <summary>
    /// Does a part that may be refused and then leaves nothing, while the rest of the command stands. A refusal forgets every
    /// record that was read: what is changed afterwards is read again.
    /// </summary>
    public async Task<Outcome<T>> ApartAsync<T>(Func<Task<Outcome<T>>> part)
    {
        await db.SaveChangesAsync(ct);
        var (transaction, calls) = (db.Database.CurrentTransaction!, afterCommit.Count);
        await transaction.CreateSavepointAsync(Apart, ct);
        var outcome = await AnswerAsync(part);
        if (!outcome.IsRefused)
        {
            await db.SaveChangesAsync(ct);
            return outcome;
        }

        await transaction.RollbackToSavepointAsync(Apart, ct);
        db.ChangeTracker.Clear();
        afterCommit.RemoveRange(calls, afterCommit.Count - calls);
        return outcome;
    }

    private static async Task<Outcome<T>> AnswerAsync<T>(Func<Task<Outcome<T>>> part)
    {
        try
        {
            return await part();
        }
        catch (RefusedException deep)
        {
            return deep.Refusal;
        }
    }

    /// <summary>Runs after the commit: waking a job, telling open pages. Never needed for the truth.</summary>
    public void WhenCommitted(Func<Task> action) => afterCommit.Add(action);

    /// <summary>Refused unless this person, in this session, proved who they are for exactly this action and content within five
    /// minutes.</summary>
    public Task<Outcome<string>> RequireStepUpAsync(string action, Guid objectId, string contentHash) =>
        StepUps.UseAsync(this, action, objectId, contentHash);
}
