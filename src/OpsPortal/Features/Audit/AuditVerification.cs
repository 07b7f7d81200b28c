using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Audit;

namespace OpsPortal.Features.Audit;

/// <summary>Walks the whole audit chain and counts the rows that are not sealed yet.</summary>
[UseCase]
internal sealed class AuditVerification(QueryRunner runner)
{
    internal sealed record Answer(ChainVerdict Chain, int Unsealed);

    public Task<Outcome<Answer>> RunAsync(Actor actor, CancellationToken ct) =>
        runner.RunAsync<Answer>(Permission.SeeAudit, actor, async reading => await ReadAsync(reading.Db, reading.Ct), ct);

    internal static async Task<Answer> ReadAsync(OpsDbContext db, CancellationToken ct)
    {
        var links = from seal in db.Set<AuditSeal>().AsNoTracking()
                    join row in db.Set<AuditRow>() on seal.RowId equals row.Id into rows
                    from row in rows.DefaultIfEmpty()
                    orderby seal.Sequence
                    select new { seal, row };
        var found = new List<(AuditSeal, AuditRow?)>();
        await foreach (var link in links.AsAsyncEnumerable().WithCancellation(ct))
            found.Add((link.seal, link.row));
        return new Answer(AuditChain.Verify(found), await SealAudit.Unsealed(db).CountAsync(ct));
    }
}
