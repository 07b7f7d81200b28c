using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Api;
using OpsPortal.Domain.Access;

namespace OpsPortal.Features.Keys;

/// <summary>The keys that act, or would act, in a person's own name, newest first.</summary>
[UseCase]
internal sealed class MyKeyList(QueryRunner runner)
{
    internal sealed record Row(
        ApiKeyId Id, string Name, string Shown, string Scopes, string MadeBy, Instant MadeAt, Instant? TakenOnAt,
        Instant? RevokedAt);

    public Task<Outcome<IReadOnlyList<Row>>> RunAsync(Actor actor, CancellationToken ct) =>
        runner.RunAsync<IReadOnlyList<Row>>(Permission.SeeDesk, actor, async reading =>
        {
            var me = reading.Person.Id;
            var keys = await reading.Db.Set<ApiKey>().AsNoTracking().Where(key => key.ActsFor == me)
                .OrderByDescending(key => key.MadeAt).ThenBy(key => key.Id).ToListAsync(ct);
            var makers = keys.Select(key => key.MadeBy).Distinct().ToList();
            var names = await reading.Db.Set<Person>().Where(person => makers.Contains(person.Id))
                .ToDictionaryAsync(person => person.Id, person => person.Name, ct);
            return Outcomes.Of<IReadOnlyList<Row>>(
            [
                .. keys.Select(key => new Row(key.Id, key.Name, key.Shown, key.Scopes,
                    names.GetValueOrDefault(key.MadeBy, ""), key.MadeAt, key.TakenOnAt, key.RevokedAt)),
            ]);
        }, ct);
}

/// <summary>A person answers for a key that acts in their name, or ends it.</summary>
[UseCase]
internal sealed class AnswerForKey(CommandRunner runner)
{
    public Task<Outcome> TakeOnAsync(ApiKeyId id, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeDesk, actor, async work =>
        {
            if (await MineAsync(work, id) is not { } key)
                return SharedRefusals.NotFound("API key");
            if (key.TakeOn(work.Now).Refusal is { } refusal)
                return refusal;
            work.Audit("Took API key on", "API key", id.Value, after: $"{key.Name}: {key.Scopes}");
            return Outcome.Done;
        }, ct);

    public Task<Outcome> EndAsync(ApiKeyId id, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeDesk, actor, async work =>
        {
            if (await MineAsync(work, id) is not { } key)
                return SharedRefusals.NotFound("API key");
            key.Revoke(work.Now);
            work.Audit("Revoked API key", "API key", id.Value, key.Name, reason: "By the person in whose name it acted.");
            return Outcome.Done;
        }, ct);

    private static Task<ApiKey?> MineAsync(Work work, ApiKeyId id)
    {
        var me = work.Person.Id;
        return work.Db.Set<ApiKey>().SingleOrDefaultAsync(key => key.Id == id && key.ActsFor == me, work.Ct);
    }
}
