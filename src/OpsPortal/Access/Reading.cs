using NodaTime;
using OpsPortal.Data;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Access;

/// <summary>What a query has in hand: an untracked context, the person, the instant.</summary>
internal sealed record Reading(OpsDbContext Db, PersonProfile Person, Instant Now, CancellationToken Ct)
{
    public bool Sees(LegalEntityId entity) => Person.LegalEntities.Contains(entity);
}
