using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Components;
using OpsPortal.Domain.Erp;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Close;
using OpsPortal.Features.Close.Pack;
using OpsPortal.Providers.Erp;

namespace OpsPortal.Features.Erp;

/// <summary>What of the month went to the ERP, and what the ERP said.</summary>
[Part]
internal sealed class ErpPackSection : IPackSection
{
    private const int AtOnce = 1_000;

    public int Order => 650;

    public string Code => "erp-documents";

    public string Title => "ERP exports and results";

    public string Purpose =>
        "Each journal document of the month that was handed over to an ERP: our reference, the external id by which the ERP "
        + "knows it, and its answer at the signature. Posting keys in the ledger export lead to the same references.";

    public IReadOnlyList<PackColumn> Columns { get; } =
    [
        new("Target", PackCell.Text), new("Reference", PackCell.Text), new("External id", PackCell.Text, OnlyInCsv: true),
        new("Posted on", PackCell.Date), new("Entries", PackCell.Count), new("Amount", PackCell.Money),
        new("Currency", PackCell.Currency), new("State", PackCell.Text), new("ERP number", PackCell.Text),
    ];

    public async IAsyncEnumerable<IReadOnlyList<string>> RowsAsync(
        CloseScope scope, [EnumeratorCancellation] CancellationToken ct)
    {
        var rejected = await RejectedAsync(scope, ct);
        foreach (var target in ErpTargets.All)
        {
            var ids = await OfMonth(scope, target.Target).Select(document => new { document.Id, document.ExternalId })
                .ToListAsync(ct);
            var ordered = ids.OrderBy(row => row.ExternalId, StringComparer.Ordinal).Select(row => row.Id);
            foreach (var portion in ordered.Chunk(AtOnce))
            {
                var documents = await scope.Db.Set<ErpDocument>().AsNoTracking()
                    .Where(document => portion.Contains(document.Id)).ToListAsync(ct);
                foreach (var document in documents.OrderBy(document => document.ExternalId, StringComparer.Ordinal))
                    yield return Row(scope, target, document, rejected);
            }
        }
    }

    private static IQueryable<ErpDocument> OfMonth(CloseScope scope, ErpTarget target) =>
        scope.Db.Set<ErpDocument>().Where(document => document.LegalEntityId == scope.LegalEntityId && document.Target == target
            && scope.Db.Set<ErpSending>().Any(sending => sending.DocumentId == document.Id
                && scope.Db.Set<ErpHandover>().Any(handover => handover.Id == sending.HandoverId
                    && handover.HandedOverAt <= scope.Now))
            && scope.Db.Set<ErpCover>().Any(cover => cover.DocumentId == document.Id
                && scope.Db.Set<JournalEntry>().Any(entry => entry.Id == cover.EntryId
                    && entry.BookedOn >= scope.FirstDay && entry.BookedOn <= scope.LastDay)));

    private static async Task<HashSet<ErpDocumentId>> RejectedAsync(CloseScope scope, CancellationToken ct)
    {
        var keys = await scope.Db.Set<ExceptionCase>()
            .Where(found => found.Type == ExceptionType.ErpRejection && found.LegalEntityId == scope.LegalEntityId
                && found.OpenedAt <= scope.Now)
            .Select(found => found.DedupeKey).ToListAsync(ct);
        return [.. keys.Select(ErpCases.DocumentOf).OfType<ErpDocumentId>()];
    }

    private static string[] Row(
        CloseScope scope, ErpTargetRow target, ErpDocument document, HashSet<ErpDocumentId> rejected)
    {
        // What the ERP said after the signature is not of this pack: made again later, it has the same bytes.
        var isOfPack = document.AnsweredAt <= scope.Now;
        var state = isOfPack ? document.State
            : rejected.Contains(document.Id) ? ErpDocumentState.Rejected : ErpDocumentState.Sent;
        return
        [
            target.Words, document.Reference, document.ExternalId, ErpText.IsoDay(document.PostedOn),
            document.EntryCount.ToString(CultureInfo.InvariantCulture),
            new Money(document.TotalMinor, document.Currency).ToDecimalString(), document.Currency.Code, Words.Of(state),
            isOfPack ? document.ErpNumber ?? "" : "",
        ];
    }
}
