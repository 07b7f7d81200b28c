using Microsoft.EntityFrameworkCore;
using NodaTime;
using OpsPortal.Data;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Access;

/// <summary>What every query needs: a pace, person and permission against the database, one untracked context.</summary>
[Part]
internal sealed partial class QueryRunner(
    IDbContextFactory<OpsDbContext> contexts, ReadPace pace, IClock clock, ILogger<QueryRunner> logger)
{
    public async Task<Outcome<T>> RunAsync<T>(
        Permission permission, Actor actor, Func<Reading, Task<Outcome<T>>> body, CancellationToken ct)
    {
        if (!pace.Lets(actor))
            return SharedRefusals.TooManyReads;
        await using var db = await contexts.CreateDbContextAsync(ct);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTrackingWithIdentityResolution;
        var profile = await Profiles.ReadAsync(db, actor, clock.GetCurrentInstant(), ct);
        if (profile.IsRefused)
            return profile.Refusal;
        if (!profile.Value.May(permission) && !actor.IsSystem)
            return SharedRefusals.NotAllowed(permission.ToString());
        try
        {
            return await body(new Reading(db, profile.Value, clock.GetCurrentInstant(), ct));
        }
        catch (Exception trouble) when (BadInput.RefusalOf(trouble, actor) is { } refusal)
        {
            LogBadInput(refusal.Code, trouble);
            return refusal;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "What was asked for cannot be looked for or calculated with: {Code}")]
    private partial void LogBadInput(string code, Exception trouble);
}
