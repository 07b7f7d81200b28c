using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Audit;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Erp;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Banking;
using OpsPortal.Features.Compliance;
using OpsPortal.Features.Reconciliation.Sources;

namespace OpsPortal.Features.Trace;

/// <summary>The short story of what belongs to no contract, invoice or payment: what came in, what was made of it, what was
/// posted, and who did it.</summary>
internal sealed class TraceStory(Reading reading, TraceFinds finds)
{
    private const int MostRows = 200;

    public async Task<IReadOnlyList<TraceStep>> ReadAsync()
    {
        var entries = await EntriesAsync();
        var who = await WhoAsync(entries);
        return
        [
            .. TraceStep.Seen(May(Permission.SeeCash, Permission.SeeEvents), "Came in", "Nothing came in from outside.",
                [.. finds.Calls.Select(TraceNodes.Of), .. finds.Events.Select(TraceNodes.Of),
                    .. finds.Lines.Select(TraceNodes.Of)]),
            .. TraceStep.Seen(
                May(Permission.SeeParties, Permission.SeeCompliance, Permission.SeeErp), "Made of it",
                "Nothing else was made of it.",
                [.. finds.Payees.Select(TraceNodes.Of), .. finds.Holds.Select(TraceNodes.Of),
                    .. finds.Documents.Select(TraceNodes.Of)]),
            .. TraceStep.Seen(May(Permission.SeeLedger), "Journal", "Nothing is posted.", entries.Select(TraceNodes.Of)),
            TraceStep.Of("Who", "The audit log that you may see names nobody.", who),
        ];
    }

    /// <summary>What stands before a chain that a request or an API call worked on.</summary>
    public static IEnumerable<TraceStep> Began(TraceFinds finds)
    {
        IReadOnlyList<TraceNode> nodes = [.. finds.Calls.Select(TraceNodes.Of), .. finds.Acts.Select(TraceActs.Node)];
        return nodes.Count == 0 ? [] : [new TraceStep("Request", [.. nodes.Select(node => node with { IsMarked = true })], null)];
    }

    private bool May(params ReadOnlySpan<Permission> rooms)
    {
        foreach (var room in rooms)
            if (!reading.Person.May(room))
                return false;
        return true;
    }

    private async Task<IReadOnlyList<JournalEntry>> EntriesAsync()
    {
        if (!May(Permission.SeeLedger))
            return [];
        var db = reading.Db;
        var known = finds.Entries.Select(entry => entry.Id).Concat(finds.Lines.Select(line => line.EntryId).OfType<EntryId>())
            .ToList();
        var (events, receipts) = (finds.Events.Select(row => row.EventId).ToList(),
            finds.Lines.Select(line => line.ReceiptId).OfType<ReceiptId>().ToList());
        var (payees, holds) = (finds.Payees.Select(payee => (PayeeId?)payee.Id).ToList(),
            finds.Holds.Select(hold => hold.Id).ToList());
        var documents = finds.Documents.Select(document => document.Id).ToList();
        var keys = finds.Lines.SelectMany(LinePosting.KeysOf).ToList();
        var sweeps = finds.Lines.Where(line => line.Class == LineClass.ProviderSweepIn)
            .SelectMany(BankStatements.NamesOf).ToList();
        return await db.Set<JournalEntry>().Where(entry => reading.Person.LegalEntities.Contains(entry.LegalEntityId))
            .Where(entry => known.Contains(entry.Id) || keys.Contains(entry.PostingKey)
                || (entry.Family == EventFamily.SweepArrived && entry.ProviderObject != null
                    && sweeps.Contains(entry.ProviderObject))
                || (entry.EventId != null && events.Contains(entry.EventId))
                || (entry.ReceiptId != null && receipts.Contains(entry.ReceiptId.Value))
                || (entry.HoldId != null && holds.Contains(entry.HoldId.Value))
                || db.Set<JournalLine>().Any(line => line.EntryId == entry.Id && payees.Contains(line.PayeeId))
                || db.Set<ErpCover>().Any(cover => cover.EntryId == entry.Id && documents.Contains(cover.DocumentId)))
            .OrderByDescending(entry => entry.BookedAt).ThenBy(entry => entry.Id).Take(MostRows).ToListAsync(reading.Ct);
    }

    private async Task<IReadOnlyList<TraceNode>> WhoAsync(IReadOnlyList<JournalEntry> entries)
    {
        List<Guid> subjects =
        [
            .. finds.Lines.Select(line => line.Id.Value), .. finds.Lines.Select(line => line.FileId.Value),
            .. finds.Payees.Select(payee => payee.Id.Value), .. finds.Events.Select(row => row.Id),
            .. finds.Documents.Select(document => document.LastHandoverId.Value),
            .. finds.Calls.SelectMany(call => call.Names),
        ];
        var requests = entries.Select(entry => entry.RequestId).OfType<string>().Distinct().ToList();
        var acts = await TraceActs.ReadAsync(reading, subjects, requests);
        return [.. finds.Acts.Concat(acts).Concat(await OfHoldsAsync()).DistinctBy(row => row.Id).OrderBy(row => row.At)
            .Select(TraceActs.Node)];
    }

    // The audit log keeps the acts of a hold with its payee: its own are those of its moments.
    private async Task<IEnumerable<AuditRow>> OfHoldsAsync()
    {
        var acts = await TraceActs.ReadAsync(reading, [.. finds.Holds.Select(hold => hold.PayeeId.Value)], []);
        return acts.Where(row => finds.Holds.Any(hold =>
            row.SubjectId == hold.PayeeId.Value && ((row.Action == PlaceHold.Placed && row.At == hold.OpenedAt)
                || (row.Action == LiftHold.Lifted && row.At == hold.ClosedAt))));
    }
}
