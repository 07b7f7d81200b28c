using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;

namespace OpsPortal.Shell.Start;

/// <summary>Whether every start step is through and the database answers.</summary>
[Part]
internal sealed class Readiness(IDbContextFactory<OpsDbContext> contexts)
{
    private volatile bool started;

    public void Declare() => started = true;

    public async Task<bool> IsReadyAsync(CancellationToken ct)
    {
        if (!started)
            return false;
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Database.CanConnectAsync(ct);
    }
}
