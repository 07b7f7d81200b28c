using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Erp;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Erp;

/// <summary>How many documents of an export stand where. Those sent again later count with the later export.</summary>
internal sealed record ErpCounts(int Accepted, int AlreadyThere, int Rejected, int Waiting)
{
    /// <summary>The later exports by which documents of this one were sent again.</summary>
    public IReadOnlyList<ErpSentAgain> SentAgain { get; init; } = [];
}

/// <summary>So many documents were sent again by a later export.</summary>
internal sealed record ErpSentAgain(int Count, ErpHandoverId By, int Number, Instant At);

/// <summary>The exports, newest first, with what the ERP said of each.</summary>
[UseCase]
internal sealed class ErpHandoverList(QueryRunner runner)
{
    public const int PageSize = 25;

    internal static readonly RowOrders<ErpHandover> Orders = new RowOrders<ErpHandover>(
            handovers => handovers.OrderByDescending(handover => handover.HandedOverAt),
            sorted => sorted.ThenBy(handover => handover.Id))
        .By("days", handover => handover.FirstDay)
        .By("handed", handover => handover.HandedOverAt)
        .By("documents", handover => handover.DocumentCount);

    internal sealed record Row(ErpHandover Handover, string Entity, string By, ErpCounts Counts);

    internal sealed record Answer(
        IReadOnlyList<Row> Rows, int Count, IReadOnlyList<LegalEntity> Entities, LocalDate Today, bool MayHandOver);

    public Task<Outcome<Answer>> RunAsync(LegalEntityId? entity, ListPlace place, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeErp, actor, reading => ReadAsync(reading, entity, place), ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading, LegalEntityId? only, ListPlace place)
    {
        var (db, mine, ct) = (reading.Db, reading.Person.LegalEntities, reading.Ct);
        var entities = await db.Set<LegalEntity>().Where(entity => mine.Contains(entity.Id)).OrderBy(entity => entity.Code)
            .ToListAsync(ct);
        var seen = db.Set<ErpHandover>().Where(handover => mine.Contains(handover.LegalEntityId));
        if (only is { } one)
            seen = seen.Where(handover => handover.LegalEntityId == one);
        var handovers = await Orders.PageOf(seen, place, PageSize).ToListAsync(ct);
        var counts = await CountsAsync(reading, [.. handovers.Select(handover => handover.Id)]);
        var makers = handovers.Select(handover => handover.HandedOverBy).Distinct().ToList();
        var people = await db.Set<Person>().Where(person => makers.Contains(person.Id))
            .ToDictionaryAsync(person => person.Id, person => person.Name, ct);
        return new Answer(
            [.. handovers.Select(handover => new Row(
                handover, entities.Single(entity => entity.Id == handover.LegalEntityId).Code,
                people.GetValueOrDefault(handover.HandedOverBy, "the system"), counts[handover.Id]))],
            await seen.CountAsync(ct), entities, reading.Now.InUtc().Date, reading.Person.May(Permission.HandOverToErp));
    }

    public static async Task<IReadOnlyDictionary<ErpHandoverId, ErpCounts>> CountsAsync(
        Reading reading, IReadOnlyList<ErpHandoverId> ids)
    {
        var rows = await (
            from sending in reading.Db.Set<ErpSending>()
            join document in reading.Db.Set<ErpDocument>() on sending.DocumentId equals document.Id
            join last in reading.Db.Set<ErpHandover>() on document.LastHandoverId equals last.Id
            where ids.Contains(sending.HandoverId)
            group document by new { sending.HandoverId, document.State, Last = last.Id, last.Number, last.HandedOverAt }
            into part
            select new { part.Key, Count = part.Count() }).ToListAsync(reading.Ct);
        return ids.ToDictionary(id => id, id =>
        {
            int Of(ErpDocumentState state) => rows.Where(row => row.Key.HandoverId == id && row.Key.Last == id
                && row.Key.State == state).Sum(row => row.Count);
            return new ErpCounts(Of(ErpDocumentState.Accepted), Of(ErpDocumentState.AlreadyThere),
                Of(ErpDocumentState.Rejected), Of(ErpDocumentState.Sent))
            {
                SentAgain = [.. rows.Where(row => row.Key.HandoverId == id && row.Key.Last != id).GroupBy(row => row.Key.Last)
                    .Select(later => new ErpSentAgain(later.Sum(row => row.Count), later.Key, later.First().Key.Number,
                        later.First().Key.HandedOverAt)).OrderBy(later => later.Number)],
            };
        });
    }
}

/// <summary>A result with the lines that were not simply taken.</summary>
public sealed record ErpResultShown(ErpResult Taken, string By, IReadOnlyList<ErpResultLine> Lines);

/// <summary>One export: its files, its documents, and each result with the lines that were not simply taken.</summary>
[UseCase]
internal sealed class ErpHandoverDetail(QueryRunner runner)
{
    public const int PageSize = 50;

    internal static readonly RowOrders<ErpDocument> Orders = new RowOrders<ErpDocument>(
            documents => documents.OrderBy(document => document.PostedOn).ThenBy(document => document.ExternalId),
            sorted => sorted.ThenBy(document => document.Id))
        .By("id", document => document.ExternalId)
        .By("posted", document => document.PostedOn)
        .By("total", document => document.TotalMinor);

    /// <param name="Find">A part of an external id, a reference or the ERP's message.</param>
    internal sealed record Filter(ErpDocumentState? State = null, string? Find = null);

    internal sealed record File(int Ordinal, string Name, long SizeBytes, string Hash);

    internal sealed record Answer(
        ErpHandover Handover, LegalEntity Entity, string By, ErpCounts Counts, IReadOnlyList<File> Files,
        IReadOnlyList<ErpResultShown> Results, IReadOnlyList<ErpDocument> Documents, int DocumentCount, bool MayHandOver);

    public Task<Outcome<Answer>> RunAsync(
        ErpHandoverId id, Filter filter, ListPlace place, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeErp, actor, reading => ReadAsync(reading, id, filter, place), ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading, ErpHandoverId id, Filter filter, ListPlace place)
    {
        var (db, ct) = (reading.Db, reading.Ct);
        if (await reading.SeenAsync<ErpHandover>(found => found.Id == id) is not { } handover)
            return SharedRefusals.NotFound("ERP export");
        var documents = db.Set<ErpDocument>().Where(document =>
            db.Set<ErpSending>().Any(sending => sending.HandoverId == id && sending.DocumentId == document.Id));
        if (filter.State is { } wanted)
            documents = documents.Where(document => document.State == wanted);
        if (filter.Find?.Trim() is { Length: > 0 } text)
            documents = documents.Where(document => document.ExternalId.Contains(text) || document.Reference.Contains(text)
                || (document.Message != null && document.Message.Contains(text)));
        return new Answer(
            handover, await db.Set<LegalEntity>().SingleAsync(entity => entity.Id == handover.LegalEntityId, ct),
            await db.Set<Person>().Where(person => person.Id == handover.HandedOverBy).Select(person => person.Name)
                .FirstOrDefaultAsync(ct) ?? "the system",
            (await ErpHandoverList.CountsAsync(reading, [id]))[id],
            await db.Set<ErpFile>().Where(file => file.HandoverId == id).OrderBy(file => file.Ordinal)
                .Select(file => new File(file.Ordinal, file.Name, file.SizeBytes, file.Hash)).ToListAsync(ct),
            await ResultsAsync(reading, id),
            await Orders.PageOf(documents, place, PageSize).ToListAsync(ct),
            await documents.CountAsync(ct), reading.Person.May(Permission.HandOverToErp));
    }

    private static async Task<IReadOnlyList<ErpResultShown>> ResultsAsync(Reading reading, ErpHandoverId id)
    {
        var rows = await (
            from result in reading.Db.Set<ErpResult>()
            join person in reading.Db.Set<Person>() on result.TakenBy equals person.Id
            where result.HandoverId == id
            orderby result.TakenAt descending
            select new { result, person.Name }).ToListAsync(reading.Ct);
        return [.. rows.Select(row => new ErpResultShown(
            row.result, row.Name, JsonSerializer.Deserialize<List<ErpResultLine>>(row.result.Report)!))];
    }
}

/// <summary>A file of an export, or a result, exactly as it was made or taken.</summary>
[UseCase]
internal sealed class ErpFileDownload(QueryRunner runner)
{
    internal sealed record Answer(string Name, byte[] Content);

    public Task<Outcome<Answer>> RunAsync(ErpHandoverId id, int ordinal, Actor actor, CancellationToken ct) =>
        runner.RunAsync<Answer>(Permission.SeeErp, actor, async reading =>
        {
            var mine = reading.Person.LegalEntities;
            var found = await (
                from file in reading.Db.Set<ErpFile>()
                join handover in reading.Db.Set<ErpHandover>() on file.HandoverId equals handover.Id
                where file.HandoverId == id && file.Ordinal == ordinal && mine.Contains(handover.LegalEntityId)
                select new Answer(file.Name, file.Content)).FirstOrDefaultAsync(reading.Ct);
            return found is null ? SharedRefusals.NotFound("file") : found;
        }, ct);
}
