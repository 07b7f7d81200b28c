using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Api;
using OpsPortal.Data;
using OpsPortal.Documents;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Parties;
using OpsPortal.Identity;

namespace OpsPortal.Features.Operations;

/// <summary>
/// <c>access-review</c>: who may do what, since when and by whom, as CSV, for the quarterly review: a row for each role of each
/// person, for each person without one, and for each key of the API.
/// </summary>
internal sealed class AccessReviewCommand(IDbContextFactory<OpsDbContext> contexts, IClock clock) : IConsoleCommand
{
    private static readonly string[] Head =
    [
        "Kind", "Name", "E-mail", "State", "Power", "Given at", "Given by", "Counts from", "Legal entities", "Second factor",
        "Last seen", "Toxic with",
    ];

    public string Name => "access-review";

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken ct)
    {
        await using var to = Console.OpenStandardOutput();
        using var csv = new CsvWriter(to);
        csv.Row(Head);
        foreach (var row in await RowsAsync(ct))
            csv.Row(row);
        return 0;
    }

    internal async Task<IReadOnlyList<string[]>> RowsAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var people = await db.Set<Person>().AsNoTracking().Include(p => p.Grants).Include(p => p.Entities).AsSplitQuery()
            .OrderBy(p => p.Name).ThenBy(p => p.Email).ToListAsync(ct);
        var facts = new Facts(
            people.ToDictionary(p => p.Id, p => p.Name),
            await db.Set<LegalEntity>().AsNoTracking().ToDictionaryAsync(entity => entity.Id, entity => entity.Code, ct),
            await db.Set<UserSession>().GroupBy(session => session.PersonId)
                .Select(group => new { group.Key, At = group.Max(session => session.LastSeenAt) })
                .ToDictionaryAsync(row => row.Key, row => row.At, ct),
            await SecondFactor.Having(db).Select(account => account.PersonId).ToHashSetAsync(ct));
        var keys = await db.Set<ApiKey>().AsNoTracking().OrderBy(key => key.Name).ThenBy(key => key.Shown).ToListAsync(ct);
        return [.. people.SelectMany(person => Of(person, facts)), .. keys.Select(key => Of(key, facts))];
    }

    private sealed record Facts(
        IReadOnlyDictionary<PersonId, string> Names, IReadOnlyDictionary<LegalEntityId, string> Entities,
        IReadOnlyDictionary<PersonId, Instant> Seen, IReadOnlySet<PersonId> SecondFactor);

    private IEnumerable<string[]> Of(Person person, Facts facts)
    {
        var grants = person.Grants.OrderBy(grant => grant.Role).ToList();
        if (grants.Count == 0)
            yield return Row(person, facts, "none", "", "", "", "");
        foreach (var grant in grants)
        {
            var toxic = ToxicPairs.Within(person.Roles) is { } pair && RolePermissions.Of(grant.Role) is var powers
                && (powers.Contains(pair.One) || powers.Contains(pair.Other)) ? pair.Why : "";
            yield return Row(
                person, facts, grant.Role.ToString(), Text(grant.GrantedAt), NameOf(grant.GrantedBy, facts),
                grant.CountsFrom > clock.GetCurrentInstant() ? Text(grant.CountsFrom) : "", toxic);
        }
    }

    private static string[] Row(
        Person person, Facts facts, string power, string givenAt, string givenBy, string countsFrom, string toxic) =>
    [
        "Person", person.Name, person.Email, person.DisabledAt is { } at ? $"disabled {Text(at)}" : "active", power, givenAt,
        givenBy, countsFrom,
        string.Join(' ', person.Entities.Select(grant => facts.Entities.GetValueOrDefault(grant.LegalEntityId, "?"))
            .Order(StringComparer.Ordinal)),
        facts.SecondFactor.Contains(person.Id) ? "on" : "off",
        facts.Seen.TryGetValue(person.Id, out var seen) ? Text(seen) : "never", toxic,
    ];

    private static string[] Of(ApiKey key, Facts facts) =>
    [
        "API key", key.Name, key.Shown, StateOf(key), key.Scopes, Text(key.MadeAt), NameOf(key.MadeBy, facts), "",
        $"acts for {NameOf(key.ActsFor, facts)}", "", "", "",
    ];

    private static string StateOf(ApiKey key) => key switch
    {
        { RevokedAt: { } at } => $"revoked {Text(at)}",
        { TakenOnAt: null } => "not taken on",
        _ => "in force",
    };

    private static string NameOf(PersonId person, Facts facts) => facts.Names.GetValueOrDefault(person, "the installation");

    private static string Text(Instant at) => $"{at.InUtc():uuuu-MM-dd HH:mm} UTC";
}
