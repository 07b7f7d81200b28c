using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Erp;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Erp;

/// <summary>The cases that a result opens and closes.</summary>
internal sealed class ErpCases(Work work, ErpResult result)
{
    /// <summary>Up to so many rejections are cases of their own; more of them have one cause, and are one case.</summary>
    public const int Most = 50;

    private const string RejectionMark = "erp-rejected:";

    private readonly List<(ErpDocument Document, string Message)> rejected = [];
    private readonly List<(ErpDocument Document, ErpAnswer Answer)> contradicted = [];
    private readonly List<ErpDocument> settled = [];

    public static string RejectionKey(ErpDocumentId document) => $"{RejectionMark}{document}";

    /// <summary>The document that a rejection's key names, if it names one.</summary>
    public static ErpDocumentId? DocumentOf(string key) =>
        key.StartsWith(RejectionMark, StringComparison.Ordinal) && Guid.TryParse(key[RejectionMark.Length..], out var id)
            ? new ErpDocumentId(id) : null;

    public void See(ErpDocument document, ErpAnswer answer, ErpAnswerKind kind)
    {
        if (kind == ErpAnswerKind.Contradiction)
            contradicted.Add((document, answer));
        else if (kind == ErpAnswerKind.Taken && answer.Status == ErpDocumentAction.Reject)
            rejected.Add((document, answer.Message));
        else if (kind == ErpAnswerKind.Taken && document.TimesSent > 1)
            settled.Add(document);
    }

    public async Task OpenAsync()
    {
        if (rejected.Count > Most)
            await OneForAllAsync();
        else
            foreach (var (document, message) in rejected)
                await OpenAsync(ExceptionType.ErpRejection, "erp.rejected", RejectionKey(document.Id), document,
                    $"The ERP rejected {document.Reference}: {message}");
        foreach (var (document, answer) in contradicted.Take(Most))
            await OpenAsync(ExceptionType.ErpConflict, "erp.contradiction", $"erp-contradicted:{document.Id}", document,
                $"The ERP says two things of {document.Reference}: here it is {Words(document)}, now it says "
                    + (answer.Status == ErpDocumentAction.Reject ? $"rejected ({answer.Message})." : $"{answer.Number}."));
        await SettleAsync();
    }

    private Task OneForAllAsync() => work.OpenExceptionAsync(
        ExceptionType.ErpRejection, "erp.rejected-many",
        $"The ERP rejected {rejected.Count} documents of {result.Name}, the first with: {rejected[0].Message}",
        $"erp-rejected-file:{result.Id}", null,
        new ExceptionLinks
        {
            LegalEntityId = rejected[0].Document.LegalEntityId, ProviderReference = result.HandoverId.ToString(),
        });

    private async Task OpenAsync(ExceptionType type, string code, string key, ErpDocument document, string summary)
    {
        var entries = document.EntryCount > 1 ? [] : await (
            from cover in work.Db.Set<ErpCover>()
            join entry in work.Db.Set<JournalEntry>() on cover.EntryId equals entry.Id
            where cover.DocumentId == document.Id
            select entry).AsNoTracking().ToListAsync(work.Ct);
        var entryOf = entries.FirstOrDefault();
        await work.OpenExceptionAsync(type, code, summary, key, new Money(document.TotalMinor, document.Currency),
            new ExceptionLinks
            {
                LegalEntityId = document.LegalEntityId, ContractId = entryOf?.ContractId, InvoiceId = entryOf?.InvoiceId,
                ReceiptId = entryOf?.ReceiptId, ProviderReference = document.ExternalId,
            });
    }

    private async Task SettleAsync()
    {
        var keys = settled.Select(document => RejectionKey(document.Id)).ToHashSet(StringComparer.Ordinal);
        if (keys.Count == 0)
            return;
        var open = await work.Db.Set<ExceptionCase>()
            .Where(found => found.Type == ExceptionType.ErpRejection && found.State != ExceptionState.Resolved)
            .ToListAsync(work.Ct);
        foreach (var found in open.Where(found => keys.Contains(found.DedupeKey)))
        {
            var document = settled.Single(known => RejectionKey(known.Id) == found.DedupeKey);
            var closing = new CaseClosing(found.Summary, $"It was sent again, and the ERP has it as {document.ErpNumber}.");
            if (found.Resolve(work.Person.Id, work.Now, closing).Refusal is { } refusal)
                throw new InvalidOperationException(refusal.Text);
            work.Audit("Resolved exception", "exception", found.Id.Value, after: closing.Resolution, reason: closing.RootCause);
        }
    }

    private static string Words(ErpDocument document) => document.IsTaken ? $"taken as {document.ErpNumber}" : "rejected";
}
