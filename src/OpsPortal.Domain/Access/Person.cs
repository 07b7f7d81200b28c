using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Access;

/// <summary>A human being. Four eyes compare people, never accounts or roles.</summary>
public sealed class Person
{
    private readonly List<RoleGrant> grants = [];
    private readonly List<EntityGrant> entities = [];

    private Person()
    {
    }

    public Person(PersonId id, string name, string email)
    {
        Id = id;
        Name = name;
        Email = email;
    }

    public PersonId Id { get; private set; }

    public string Name { get; private set; } = "";

    public string Email { get; private set; } = "";

    /// <summary>When the person's powers were taken away; null while active.</summary>
    public Instant? DisabledAt { get; private set; }

    public int Revision { get; private set; }

    public IReadOnlyList<RoleGrant> Grants => grants;

    public IReadOnlyList<EntityGrant> Entities => entities;

    /// <summary>All roles that were given, also those that do not count yet.</summary>
    public IEnumerable<Role> Roles => grants.Select(grant => grant.Role);

    /// <summary>The roles that count now.</summary>
    public IEnumerable<Role> RolesAt(Instant now) => grants.Where(grant => grant.CountsFrom <= now).Select(grant => grant.Role);

    /// <summary>Gives exactly these roles; refuses a set that brings a toxic pair together, and a change to one's own
    /// roles.</summary>
    public Outcome SetRoles(IReadOnlyCollection<Role> roles, PersonId by, Instant now)
    {
        if (by == Id)
            return AccessRefusals.OwnRoles;
        if (ToxicPairs.Within(roles) is { } pair)
            return AccessRefusals.ToxicPair(pair.Why);
        grants.RemoveAll(grant => !roles.Contains(grant.Role));
        foreach (var role in roles.Except(Roles).ToList())
            grants.Add(new RoleGrant(Id, role, by, now));
        return Outcome.Done;
    }

    public void SetEntities(IEnumerable<LegalEntityId> ids)
    {
        var wanted = ids.ToHashSet();
        entities.RemoveAll(grant => !wanted.Contains(grant.LegalEntityId));
        foreach (var id in wanted.Except(entities.Select(grant => grant.LegalEntityId)).ToList())
            entities.Add(new EntityGrant(Id, id));
    }

    public Outcome Disable(PersonId by, Instant now)
    {
        if (by == Id)
            return AccessRefusals.OwnRoles;
        DisabledAt ??= now;
        return Outcome.Done;
    }

    public void Enable() => DisabledAt = null;
}

/// <summary>One role given to one person, by whom and when.</summary>
public sealed class RoleGrant
{
    private RoleGrant()
    {
    }

    internal RoleGrant(PersonId person, Role role, PersonId by, Instant at)
    {
        PersonId = person;
        Role = role;
        GrantedBy = by;
        GrantedAt = at;
    }

    public PersonId PersonId { get; private set; }

    public Role Role { get; private set; }

    public PersonId GrantedBy { get; private set; }

    public Instant GrantedAt { get; private set; }

    /// <summary>From when the role gives its powers.</summary>
    public Instant CountsFrom => RoleCooling.CountsFrom(Role, GrantedAt);
}

/// <summary>A legal entity whose records a person may see and work on.</summary>
public sealed class EntityGrant
{
    private EntityGrant()
    {
    }

    internal EntityGrant(PersonId person, LegalEntityId entity)
    {
        PersonId = person;
        LegalEntityId = entity;
    }

    public PersonId PersonId { get; private set; }

    public LegalEntityId LegalEntityId { get; private set; }
}
