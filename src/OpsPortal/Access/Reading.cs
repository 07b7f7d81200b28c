using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using OpsPortal.Data;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Access;

/// <summary>What a query has in hand: an untracked context, the person, the instant.</summary>
internal sealed record Reading(OpsDbContext Db, PersonProfile Person, Instant Now, CancellationToken Ct)
{
    public bool Sees(LegalEntityId entity) => Person.LegalEntities.Contains(entity);

    /// <summary>The one record, where the person works for its company; another company's is as if it were not there.</summary>
    public Task<T?> SeenAsync<T>(Expression<Func<T, bool>> which)
        where T : class, IOfCompany => SeenAsync(Db.Set<T>(), which);

    /// <summary>The same, out of records read in a way of their own, such as with what hangs on them.</summary>
    public async Task<T?> SeenAsync<T>(IQueryable<T> records, Expression<Func<T, bool>> which)
        where T : class, IOfCompany =>
        await records.SingleOrDefaultAsync(which, Ct) is { } found && Sees(found.LegalEntityId) ? found : null;
}
