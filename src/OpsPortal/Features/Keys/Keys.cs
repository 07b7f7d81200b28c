using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Api;
using OpsPortal.Components;
using OpsPortal.Domain.Access;

namespace OpsPortal.Features.Keys;

/// <summary>Every API key, without its secret, and the people who may answer for one.</summary>
[UseCase]
internal sealed class KeyList(QueryRunner runner)
{
    internal static readonly RowOrders<KeyList.Row> Orders = new RowOrders<KeyList.Row>()
        .By("name", row => row.Name)
        .By("acts", row => row.ActsFor)
        .By("made", row => row.MadeAt)
        .By("state", row => row.RevokedAt != null);

    internal sealed record Row(
        ApiKeyId Id, string Name, string Shown, string Scopes, string ActsFor, Instant MadeAt, Instant? TakenOnAt,
        Instant? RevokedAt);

    internal sealed record Answer(IReadOnlyList<Row> Keys, IReadOnlyList<Person> People);

    public Task<Outcome<Answer>> RunAsync(Actor actor, CancellationToken ct) =>
        runner.RunAsync<Answer>(Permission.SeeKeys, actor, async reading =>
        {
            var keys = await reading.Db.Set<ApiKey>().OrderByDescending(k => k.MadeAt).ToListAsync(ct);
            var people = await reading.Db.Set<Person>().OrderBy(p => p.Name).ToListAsync(ct);
            var names = people.ToDictionary(p => p.Id, p => p.Name);
            return new Answer(
                [.. keys.Select(k => new Row(k.Id, k.Name, k.Shown, k.Scopes, names.GetValueOrDefault(k.ActsFor, ""), k.MadeAt,
                    k.TakenOnAt, k.RevokedAt))],
                [.. people.Where(p => p.DisabledAt is null)]);
        }, ct);
}

/// <summary>Makes a key; its secret is the answer and is never shown again. One that acts for somebody else does nothing until
/// they take it on.</summary>
[UseCase]
internal sealed class MakeKey(CommandRunner runner)
{
    internal sealed record Command(string Name, IReadOnlyList<string> Scopes, PersonId ActsFor);

    public Task<Outcome<string>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.EditKeys, actor, work => MakeAsync(work, command), ct);

    private static async Task<Outcome<string>> MakeAsync(Work work, Command command)
    {
        if (string.IsNullOrWhiteSpace(command.Name))
            return SharedRefusals.Required("name");
        if (command.Name.Length > 100)
            return SharedRefusals.TooLong("name", 100);
        if (command.Scopes.Count == 0)
            return ApiRefusals.NoScopes;
        if (command.Scopes.FirstOrDefault(scope => !ApiScope.All.Contains(scope)) is { } unknown)
            return ApiRefusals.UnknownScope(unknown);
        if (!await work.Db.Set<Person>().AnyAsync(p => p.Id == command.ActsFor && p.DisabledAt == null, work.Ct))
            return SharedRefusals.NotFound("person");
        var (key, secret) = ApiKey.Make(command.Name.Trim(), command.Scopes, command.ActsFor, work.Person.Id, work.Now);
        work.Db.Add(key);
        work.Audit("Made API key", "API key", key.Id.Value, after: $"{key.Name}: {key.Scopes}");
        if (key.TakenOnAt is null)
            work.Notify(command.ActsFor, $"{work.Person.Name} made the key {key.Name}, which would act in your name.", "/keys");
        return secret;
    }
}

/// <summary>Ends a key at once.</summary>
[UseCase]
internal sealed class RevokeKey(CommandRunner runner)
{
    public Task<Outcome> RunAsync(ApiKeyId id, string reason, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.EditKeys, actor, async work =>
        {
            var key = await work.Db.Set<ApiKey>().SingleOrDefaultAsync(k => k.Id == id, work.Ct);
            if (key is null)
                return SharedRefusals.NotFound("API key");
            key.Revoke(work.Now);
            work.Audit("Revoked API key", "API key", id.Value, key.Name, reason: reason);
            return Outcome.Done;
        }, ct);
}
