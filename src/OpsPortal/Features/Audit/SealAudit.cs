using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Audit;
using OpsPortal.Jobs;

namespace OpsPortal.Features.Audit;

/// <summary>Seals audit rows that are not sealed yet into the hash chain. Two at once: the second loses on the link's
/// number.</summary>
[UseCase]
internal sealed class SealAudit(CommandRunner runner)
{
    private const int AtOnce = 1000;

    public Task<Outcome<int>> RunAsync(Actor actor, CancellationToken ct) =>
        runner.RunAsync<int>(Permission.Background, actor, SealAsync, ct);

    private static async Task<Outcome<int>> SealAsync(Work work)
    {
        var rows = await Unsealed(work.Db).AsNoTracking()
            .OrderBy(row => row.At).ThenBy(row => row.Id).Take(AtOnce).ToListAsync(work.Ct);
        if (rows.Count == 0)
            return 0;
        var head = await work.Db.Set<AuditSeal>().AsNoTracking()
            .OrderByDescending(seal => seal.Sequence).FirstOrDefaultAsync(work.Ct);
        foreach (var row in rows)
        {
            head = AuditSeal.After(head, row);
            work.Db.Add(head);
        }

        return rows.Count;
    }

    internal static IQueryable<AuditRow> Unsealed(OpsDbContext db) =>
        db.Set<AuditRow>().Where(row => !db.Set<AuditSeal>().Any(seal => seal.RowId == row.Id));
}

/// <summary>The clock of the sealing.</summary>
[Part]
internal sealed class SealAuditJob(SealAudit sealing) : IBackgroundJob
{
    public string Name => "audit-sealing";

    public string Purpose => "Seals new audit rows into the hash chain.";

    public TimeSpan Every => TimeSpan.FromSeconds(5);

    public async Task<string> RunAsync(Actor actor, CancellationToken ct)
    {
        var count = await sealing.RunAsync(actor, ct);
        return count.Refusal?.Text ?? JobResults.Of(count.Value, "row sealed", "rows sealed");
    }
}
