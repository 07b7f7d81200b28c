using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;

namespace OpsPortal.Shell.Start;

/// <summary>
/// Whether what comes in can be kept: every start step is through, the disk has room, the last write of
/// <see cref="Heartbeat"/> went well, and the database answers.
/// </summary>
[Part]
internal sealed class Readiness(IDbContextFactory<OpsDbContext> contexts, DataDisk disk)
{
    private volatile bool started;
    private volatile string? unwritable;

    public bool HasStarted => started;

    public void Declare() => started = true;

    /// <summary>How the last write went: null where it did, else what is wrong and what to do.</summary>
    public void Note(string? trouble) => unwritable = trouble;

    /// <summary>Null where the app is ready, else what is wrong and what to do.</summary>
    public async Task<string?> WhyNotAsync(CancellationToken ct)
    {
        if (!started)
            return "it is still starting";
        if ((disk.WhyFull() ?? unwritable) is { } trouble)
            return trouble;
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Database.CanConnectAsync(ct) ? null
            : "the database does not answer: look whether it runs and can be reached";
    }
}
