using Microsoft.EntityFrameworkCore;
using NodaTime;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Shared;
using OpsPortal.Identity;

namespace OpsPortal.Features.People;

/// <summary>Everybody who may sign in, with roles and legal entities.</summary>
[UseCase]
internal sealed class PersonList(QueryRunner runner, SessionLimits limits)
{
    internal static readonly RowOrders<PersonList.Row> Orders = new RowOrders<PersonList.Row>()
        .By("name", row => row.Name)
        .By("state", row => row.State)
        .By("factor", row => row.HasSecondFactor)
        .By("sessions", row => row.Sessions);

    internal sealed record Row(
        PersonId Id, string Name, string Email, IReadOnlyList<Role> Roles, IReadOnlyList<(Role Role, Instant From)> Waiting,
        IReadOnlyList<LegalEntityId> Entities, PersonState State, int Sessions, bool HasSecondFactor, ResetWish? ResetAsked);

    internal sealed record Answer(IReadOnlyList<Row> People, IReadOnlyList<(LegalEntityId Id, string Name)> Entities);

    public Task<Outcome<Answer>> RunAsync(Actor actor, CancellationToken ct) =>
        runner.RunAsync<Answer>(Permission.SeePeople, actor, async reading =>
    {
        var people = await reading.Db.Set<Person>().Include(p => p.Grants).Include(p => p.Entities).AsSplitQuery()
            .OrderBy(p => p.Name).ToListAsync(ct);
        var sessions = await limits.Living(reading.Db.Set<UserSession>(), reading.Now)
            .GroupBy(s => s.PersonId).Select(g => new { g.Key, Count = g.Count() })
                .ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var entities = await reading.Db.Set<LegalEntity>().OrderBy(e => e.Name).Select(e => new { e.Id, e.Name }).ToListAsync(ct);
        var guarded = await SecondFactor.Having(reading.Db).ToDictionaryAsync(a => a.Id, a => a.PersonId, ct);
        var wishes = (await ResetWish.Wishes(reading.Db).ToListAsync(ct))
            .Where(token => guarded.ContainsKey(token.UserId) && ResetWish.Of(token).Stands(reading.Now))
            .ToDictionary(token => guarded[token.UserId], ResetWish.Of);
        var invited = await reading.Db.Set<Account>().Where(account => account.PasswordHash == null)
            .Select(account => account.PersonId).ToHashSetAsync(ct);
        var rows = people.Select(p => new Row(
            p.Id, p.Name, p.Email, [.. p.Roles.Order()],
            [.. p.Grants.Where(g => g.CountsFrom > reading.Now).Select(g => (g.Role, g.CountsFrom))],
            [.. p.Entities.Select(e => e.LegalEntityId)],
            StateOf(p, invited), sessions.GetValueOrDefault(p.Id), guarded.ContainsValue(p.Id),
            wishes.GetValueOrDefault(p.Id)));
        return new Answer([.. rows], [.. entities.Select(e => (e.Id, e.Name))]);
    }, ct);

    private static PersonState StateOf(Person person, HashSet<PersonId> invited) =>
        person.DisabledAt is not null ? PersonState.Disabled
        : invited.Contains(person.Id) ? PersonState.Invited : PersonState.Active;
}
