using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Erp;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Reconciliation;

namespace OpsPortal.Features.Reconciliation.Sources;

/// <summary>
/// What we booked and what the ERP says of it, document by document: ours is the sum of the journal's debits behind each
/// document, and every entry that no document carries; theirs is each document that the ERP has taken. What is not taken of
/// earlier days stands on our side until it is.
/// </summary>
internal sealed record ErpDocumentSides(OpsDbContext Db, ReconciliationBasis Basis, ErpTarget Target)
{
    private sealed record Sent(
        ErpDocumentId Id, string ExternalId, string Reference, LocalDate PostedOn, long TotalMinor, ErpDocumentState State,
        string? ErpNumber, ErpHandoverId Handover)
    {
        public bool IsTaken => State is ErpDocumentState.Accepted or ErpDocumentState.AlreadyThere;

        public string Link => $"/erp/exports/{Handover}";
    }

    public async Task<Outcome<SourceSides>> ReadAsync(CancellationToken ct)
    {
        var (entity, from, asOf) = (Basis.LegalEntityId, Basis.From, Basis.AsOf);
        var handovers = await Db.Set<ErpHandover>().AsNoTracking()
            .Where(one => one.LegalEntityId == entity && one.Target == Target && one.FirstDay <= asOf)
            .Select(one => new { one.Id, one.FirstDay, one.LastDay }).ToListAsync(ct);
        var here = handovers.Where(one => one.LastDay >= from).Select(one => one.Id).ToList();
        if (here.Count == 0)
            return ReconciliationRefusals.NoSource(
                $"no export to {ErpTargets.Of(Target).System} covers {DayWords.Of(from, asOf)}");
        var sent = await SentAsync(ct);
        var booked = await BookedAsync(ct);
        var missing = await NotHandedOverAsync(handovers.Min(one => one.FirstDay), ct);
        List<ReconciliationItem> ours = [.. sent.Select(one => Ours(one, booked.GetValueOrDefault(one.Id))), .. missing];
        var before = ours.Where(item => item.Date < from).Sum(item => item.AmountMinor);
        return new SourceSides(
            ReconciliationSides.Of(Basis, before, ours.Sum(item => item.AmountMinor), ours),
            ReconciliationSides.Of(Basis, 0, null, sent.Where(one => one.IsTaken).Select(Theirs)))
        {
            Evidence = await Db.Set<ErpResult>().Where(one => here.Contains(one.HandoverId)).OrderBy(one => one.TakenAt)
                .ThenBy(one => one.Hash).Select(one => new RunEvidence(one.Name, one.Hash)).ToListAsync(ct),
            Notes = sent.Exists(one => one.State != ErpDocumentState.Sent) ? []
                : ["The ERP has answered for none of these documents yet."],
        };
    }

    // Documents of the days, and those of earlier days that the ERP has not taken.
    private IQueryable<ErpDocument> Documents()
    {
        var (entity, currency, from, asOf) = (Basis.LegalEntityId, Basis.Currency, Basis.From, Basis.AsOf);
        return Db.Set<ErpDocument>().Where(document => document.LegalEntityId == entity && document.Target == Target
            && document.Currency == currency && document.PostedOn <= asOf
            && (document.PostedOn >= from || document.State == ErpDocumentState.Sent
                || document.State == ErpDocumentState.Rejected));
    }

    private Task<List<Sent>> SentAsync(CancellationToken ct) => Documents().OrderBy(document => document.ExternalId)
        .Select(document => new Sent(
            document.Id, document.ExternalId, document.Reference, document.PostedOn, document.TotalMinor, document.State,
            document.ErpNumber, document.LastHandoverId)).ToListAsync(ct);

    private async Task<Dictionary<ErpDocumentId, long>> BookedAsync(CancellationToken ct) => await (
        from document in Documents()
        join cover in Db.Set<ErpCover>() on document.Id equals cover.DocumentId
        join line in Db.Set<JournalLine>() on cover.EntryId equals line.EntryId
        where line.AmountMinor > 0
        group line.AmountMinor by document.Id into part
        select new { part.Key, Minor = part.Sum() }).ToDictionaryAsync(row => row.Key, row => row.Minor, ct);

    // From the first day that was ever handed over: what came before belongs to the system before.
    private async Task<List<ReconciliationItem>> NotHandedOverAsync(LocalDate begun, CancellationToken ct)
    {
        var (entity, currency, asOf) = (Basis.LegalEntityId, Basis.Currency, Basis.AsOf);
        var lines = Db.Set<JournalLine>().Where(line => line.LegalEntityId == entity && line.Currency == currency
            && line.BookedOn >= begun && line.BookedOn <= asOf && line.AmountMinor > 0
            && !Db.Set<ErpCover>().Any(cover => cover.EntryId == line.EntryId && cover.Target == Target));
        var entries = await lines.GroupBy(line => line.EntryId)
            .Select(group => new { Id = group.Key, Minor = group.Sum(line => line.AmountMinor) })
            .Join(Db.Set<JournalEntry>(), sum => sum.Id, entry => entry.Id,
                (sum, entry) => new { entry.Id, entry.PostingKey, entry.BookedOn, sum.Minor }).ToListAsync(ct);
        return entries.ConvertAll(one => new ReconciliationItem(
            one.PostingKey, one.Minor, one.BookedOn, one.PostingKey, $"/ledger/entries/{one.Id}")
        {
            IfMissing = BreakKind.NotHandedOver,
        });
    }

    private static ReconciliationItem Ours(Sent one, long bookedMinor) =>
        new(one.ExternalId, bookedMinor, one.PostedOn, one.Reference, one.Link)
        {
            IfMissing = one.State == ErpDocumentState.Rejected ? BreakKind.RejectedThere : BreakKind.NotAnswered,
        };

    private static ReconciliationItem Theirs(Sent one) =>
        new(one.ExternalId, one.TotalMinor, one.PostedOn, one.ErpNumber ?? one.Reference, one.Link);
}
