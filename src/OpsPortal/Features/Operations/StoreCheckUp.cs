using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;

namespace OpsPortal.Features.Operations;

/// <summary>The database: its schema, its guards, its clock, and the disk beneath.</summary>
[Part]
internal sealed class StoreCheckUp(ClockCheck clocks, DataDisk disk, IClock clock) : ICheckUp
{
    private const int LeastFreePercent = 10;

    private static readonly Duration MostDrift = Duration.FromSeconds(5);

    public int Order => 1;

    public async Task<IReadOnlyList<Finding>> LookAsync(OpsDbContext db, CancellationToken ct)
    {
        var waiting = (await db.Database.GetPendingMigrationsAsync(ct)).ToList();
        var schema = new Finding("schema", waiting.Count == 0,
            waiting.Count == 0 ? "of this build" : $"{waiting.Count} migrations wait: stop every node and run migrate");
        if (!schema.Holds)
            return [schema];
        var missing = await DatabaseGuards.MissingAsync(db, ct);
        return
        [
            schema,
            new Finding("guards", missing.Count == 0, missing.Count == 0 ? "all triggers stand"
                : $"missing {string.Join(", ", missing)}: run migrate and find out who removed them"),
            await ClockAsync(db, ct), Disk(), Folder(),
        ];
    }

    private async Task<Finding> ClockAsync(OpsDbContext db, CancellationToken ct)
    {
        if (await clocks.WhyWrongAsync(db, ct) is { } wrong)
            return new Finding("clock", false, wrong);
        if (await clocks.DatabaseAsync(db, ct) is not { } theirs)
            return new Finding("clock", true, "not behind the newest record; the database has this machine's");
        var drift = theirs - clock.GetCurrentInstant();
        return new Finding("clock", drift < MostDrift && drift > -MostDrift,
            $"the database is {drift.TotalSeconds:0} s ahead; both must follow a time server");
    }

    private Finding Disk()
    {
        var (full, free) = (disk.WhyFull(), disk.FreePercent);
        return new Finding("disk", full is null && free >= LeastFreePercent,
            full ?? $"{free} % free under the data folder, at least {LeastFreePercent} % wanted");
    }

    private Finding Folder()
    {
        var why = disk.WhyUnwritable();
        return new Finding("data folder", why is null, why ?? "can be written");
    }
}
