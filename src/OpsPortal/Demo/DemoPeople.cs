using Microsoft.EntityFrameworkCore;
using NodaTime;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Shared;
using OpsPortal.Identity;

namespace OpsPortal.Demo;

/// <summary>The demo accounts: one person for each role, two controllers, one shared password. Never made outside Demo.</summary>
internal static class DemoPeople
{
    public const string Password = "Demo-portal-2026";

    private static readonly Lazy<string> Hash = new(() => PasswordHashing.HashOf(Password));

    /// <summary>One hash for all of them: it guards nothing that is secret.</summary>
    public static string PasswordHash => Hash.Value;

    /// <summary>They have held their roles for a year: a new role over money would count only after a day.</summary>
    private static readonly Duration HeldFor = Duration.FromDays(365);

    public static IReadOnlyList<(string Email, string Name, Role Role)> All { get; } =
    [
        ("approver@demo.test", "Ana Ferreira", Role.Approver),
        ("ops@demo.test", "Oskar Lind", Role.Ops),
        ("finance@demo.test", "Fiona Walsh", Role.Finance),
        ("controller1@demo.test", "Carla Meyer", Role.Controller),
        ("controller2@demo.test", "Conor Byrne", Role.Controller),
        ("compliance@demo.test", "Chiara Russo", Role.Compliance),
        ("auditor@demo.test", "August Weber", Role.Auditor),
        ("admin@demo.test", "Ada Novak", Role.Admin),
    ];

    /// <summary>Makes the people with their accounts and gives each one a session in which the seeding can act for
    /// them.</summary>
    public static async Task<IReadOnlyDictionary<string, Actor>> MakeAsync(
        OpsDbContext db, IEnumerable<LegalEntityId> entities, Instant now, CancellationToken ct)
    {
        var ids = entities.ToList();
        var actors = new Dictionary<string, Actor>(StringComparer.Ordinal);
        foreach (var (email, name, role) in All)
        {
            var person = new Person(new PersonId(Guid.CreateVersion7()), name, email);
            if (person.SetRoles([role], default, now - HeldFor).IsRefused)
                throw new InvalidOperationException($"{role} brings a toxic pair.");
            person.SetEntities(ids);
            var account = NewAccount.Of(person);
            account.EmailConfirmed = true;
            account.PasswordHash = PasswordHash;
            var session = new UserSession(new SessionId(Guid.CreateVersion7()), person.Id, "Demo history", now);
            db.AddRange(person, account, session);
            actors[email.Split('@')[0]] = new Actor(person.Id, session.Id);
        }

        await db.SaveChangesAsync(ct);
        return actors;
    }

    /// <summary>Ends the sessions that the seeding used.</summary>
    public static async Task EndSessionsAsync(OpsDbContext db, Instant now, CancellationToken ct)
    {
        foreach (var session in await db.Set<UserSession>().Where(s => s.EndedAt == null).ToListAsync(ct))
            session.End(now, "demo history is made");
        await db.SaveChangesAsync(ct);
    }
}
