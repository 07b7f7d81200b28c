using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Api;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Audit;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Erp;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Events;
using OpsPortal.Features.Events;

namespace OpsPortal.Features.Trace;

/// <summary>What a pasted id names by itself, as far as the person may open the room where it stands: a part of a chain, or the
/// start of a short story of its own.</summary>
internal sealed record TraceFinds(
    IReadOnlyList<TraceCall> Calls, IReadOnlyList<InboxEvent> Events, IReadOnlyList<BankLine> Lines, IReadOnlyList<Payee> Payees,
    IReadOnlyList<ComplianceHold> Holds, IReadOnlyList<ErpDocument> Documents, IReadOnlyList<JournalEntry> Entries,
    IReadOnlyList<AuditRow> Acts)
{
    private const int MostRows = 200;

    public static async Task<TraceFinds> ReadAsync(Reading reading, string text)
    {
        var (db, mine, ct) = (reading.Db, reading.Person.LegalEntities, reading.Ct);
        var id = Guid.TryParse(text, out var guid) ? guid : Guid.Empty;
        var events = await ListAsync(reading, Permission.SeeEvents, db.Set<InboxEvent>().SeenBy(reading.Person)
            .Where(row => row.Id == id || row.EventId == text).OrderBy(row => row.OccurredAt));
        var lines = await ListAsync(reading, Permission.SeeCash, db.Set<BankLine>()
            .Where(line => mine.Contains(line.LegalEntityId)
                && (line.Id == new BankLineId(id) || line.Identity == text || line.BankReference == text
                || line.CustomerReference == text || line.EndToEndId == text || line.Uetr == text
                || db.Set<EntryDetail>().Any(one => one.LineId == line.Id
                    && (one.BankReference == text || one.EndToEndId == text))))
            .OrderBy(line => line.BookedOn).ThenBy(line => line.Position));
        var payees = await ListAsync(reading, Permission.SeeParties, db.Set<Payee>()
            .Where(payee => mine.Contains(payee.LegalEntityId) && payee.Id == new PayeeId(id)));
        var holds = await ListAsync(reading, Permission.SeeCompliance, db.Set<ComplianceHold>()
            .Where(hold => mine.Contains(hold.LegalEntityId) && (hold.Id == new HoldId(id) || hold.PayeeId == new PayeeId(id)))
            .OrderBy(hold => hold.OpenedAt));
        var documents = await ListAsync(reading, Permission.SeeErp, db.Set<ErpDocument>()
            .Where(document => mine.Contains(document.LegalEntityId) && (document.Id == new ErpDocumentId(id)
                || document.ErpNumber == text || document.ExternalId == text || document.Reference == text))
            .OrderBy(document => document.PostedOn).ThenBy(document => document.ExternalId));
        var entries = await ListAsync(reading, Permission.SeeLedger, db.Set<JournalEntry>()
            .Where(entry => mine.Contains(entry.LegalEntityId) && (entry.Id == new EntryId(id) || entry.PostingKey == text
                || entry.RequestId == text || entry.EventId == text || entry.ProviderObject == text)).OrderBy(e => e.BookedAt));
        var acts = await db.Set<AuditRow>().Where(row => row.RequestId == text).OrderBy(row => row.At).ThenBy(row => row.Id)
            .Take(MostRows).ToListAsync(ct);
        return new TraceFinds(
            await TraceCall.ReadAsync(reading, text), events, lines, payees, holds, documents, entries,
            await TraceActs.SeenAsync(reading, acts));
    }

    /// <summary>Every id that one of them goes by in the steps of a chain.</summary>
    public IEnumerable<string> Ids =>
    [
        .. Calls.Select(call => call.Key), .. Events.Select(row => row.EventId), .. Lines.Select(line => line.Id.ToString()),
        .. Payees.Select(payee => payee.Id.ToString()), .. Holds.Select(hold => hold.Id.ToString()),
        .. Documents.Select(document => document.ExternalId), .. Entries.Select(entry => entry.Id.ToString()),
        .. Acts.Select(row => row.SubjectId.ToString()), .. Calls.SelectMany(call => call.Names).Select(id => id.ToString()),
    ];

    private static async Task<IReadOnlyList<T>> ListAsync<T>(Reading reading, Permission needs, IQueryable<T> found) =>
        reading.Person.May(needs) ? await found.Take(MostRows).ToListAsync(reading.Ct) : [];
}

/// <summary>A call of the public API by its idempotency key: which client sent it, what was answered, and the ids that the
/// answer names.</summary>
internal sealed record TraceCall(string Key, string Client, Instant At, int? Status, IReadOnlyList<Guid> Names)
{
    /// <summary>For whoever may see the keys, or answers for the one that sent it.</summary>
    public static async Task<IReadOnlyList<TraceCall>> ReadAsync(Reading reading, string text)
    {
        var (mayAll, me) = (reading.Person.May(Permission.SeeKeys), reading.Person.Id);
        var rows = await (
            from answer in reading.Db.Set<StoredAnswer>()
            join key in reading.Db.Set<ApiKey>() on answer.Client equals key.Id
            where answer.Key == text && (mayAll || key.ActsFor == me)
            orderby answer.StartedAt
            select new { answer, key.Name }).ToListAsync(reading.Ct);
        return [.. rows.Select(row => new TraceCall(
            row.answer.Key, row.Name, row.answer.StartedAt, row.answer.Status, [.. NamedBy(row.answer).Distinct()]))];
    }

    private static IEnumerable<Guid> NamedBy(StoredAnswer answer)
    {
        if (Guid.TryParse(answer.Location?.Split('/')[^1], out var made))
            yield return made;
        if (answer.Body is not { Length: > 0 } body)
            yield break;
        using var json = JsonDocument.Parse(body);
        if (json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("id", out var id)
            && id.ValueKind == JsonValueKind.String && id.TryGetGuid(out var named))
            yield return named;
    }
}
