using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Erp;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Exceptions;

namespace OpsPortal.Features.Erp;

/// <summary>The cases that a result opens and closes.</summary>
internal sealed class ErpCases(Work work, ErpResult result)
{
    /// <summary>Up to so many rejections are cases of their own; more of them have one cause, and are one case.</summary>
    public const int Most = 50;

    private const string RejectionMark = "erp-rejected:";
    private const string FileMark = "erp-rejected-file:";

    private readonly List<(ErpDocument Document, string Message)> rejected = [];
    private readonly List<(ErpDocument Document, ErpAnswer Answer)> contradicted = [];
    private readonly List<ErpDocument> settled = [];
    private readonly List<ErpDocument> taken = [];

    /// <summary>What the ERP has now.</summary>
    public IReadOnlyCollection<ErpDocument> Taken => [.. taken, .. settled];

    public static string RejectionKey(ErpDocumentId document) => $"{RejectionMark}{document}";

    /// <summary>The document that a rejection's key names, if it names one.</summary>
    public static ErpDocumentId? DocumentOf(string key) =>
        key.StartsWith(RejectionMark, StringComparison.Ordinal) && Guid.TryParse(key[RejectionMark.Length..], out var id)
            ? new ErpDocumentId(id) : null;

    /// <summary>The export whose rejections are one case, where the case is such a one.</summary>
    public static ErpHandoverId? HandoverOf(ExceptionCase found) =>
        found.DedupeKey.StartsWith(FileMark, StringComparison.Ordinal)
            && Guid.TryParse(found.DedupeKey[FileMark.Length..].Split(':')[0], out var id) ? new ErpHandoverId(id) : null;

    /// <summary>The result whose rejections are one case, where a key names one.</summary>
    public static ErpResultId? ResultOf(string key) =>
        key.StartsWith(FileMark, StringComparison.Ordinal) && Guid.TryParse(key.Split(':')[^1], out var id)
            ? new ErpResultId(id) : null;

    public void See(ErpDocument document, ErpAnswer answer, ErpAnswerKind kind)
    {
        if (kind == ErpAnswerKind.Contradiction)
            contradicted.Add((document, answer));
        else if (kind == ErpAnswerKind.Taken && answer.Status == ErpDocumentAction.Reject)
            rejected.Add((document, answer.Message));
        else if (kind == ErpAnswerKind.Taken)
            (document.TimesSent > 1 ? settled : taken).Add(document);
    }

    public async Task OpenAsync()
    {
        if (rejected.Count > Most)
            await OneForAllAsync();
        else
            foreach (var (document, message) in rejected)
                await OpenAsync(ExceptionType.ErpRejection, "erp.rejected", RejectionKey(document.Id), document,
                    name => $"The ERP rejected {name}: {message}");
        foreach (var (document, answer) in contradicted.Take(Most))
            await OpenAsync(ExceptionType.ErpConflict, "erp.contradiction", $"erp-contradicted:{document.Id}", document,
                name => $"The ERP says two things of {name}: here it is {Words(document)}, now it says "
                    + (answer.Status == ErpDocumentAction.Reject ? $"rejected ({answer.Message})." : $"{answer.Number}."));
        await SettleAsync();
    }

    private Task OneForAllAsync() => work.OpenExceptionAsync(
        ExceptionType.ErpRejection, "erp.rejected-many",
        $"The ERP rejected {rejected.Count} documents of {result.Name}, the first with: {rejected[0].Message}",
        $"{FileMark}{result.HandoverId}:{result.Id}", null,
        new ExceptionLinks
        {
            LegalEntityId = rejected[0].Document.LegalEntityId, ProviderReference = result.HandoverId.ToString(),
        });

    private async Task OpenAsync(
        ExceptionType type, string code, string key, ErpDocument document, Func<string, string> summary)
    {
        var entries = document.EntryCount > 1 ? [] : await (
            from cover in work.Db.Set<ErpCover>()
            join entry in work.Db.Set<JournalEntry>() on cover.EntryId equals entry.Id
            where cover.DocumentId == document.Id
            select entry).AsNoTracking().ToListAsync(work.Ct);
        var entryOf = entries.FirstOrDefault();
        await work.OpenExceptionAsync(
            type, code, summary(NameOf(document, entryOf)), key, new Money(document.TotalMinor, document.Currency),
            new ExceptionLinks
            {
                LegalEntityId = document.LegalEntityId, ContractId = entryOf?.ContractId, InvoiceId = entryOf?.InvoiceId,
                ReceiptId = entryOf?.ReceiptId, ProviderReference = document.ExternalId,
            });
    }

    private static string NameOf(ErpDocument document, JournalEntry? entry) => entry is null
        ? $"{document.EntryCount} entries of {DayWords.Of(document.PostedOn)} in one document"
        : $"\"{PostingRules.Of(entry.Family).Name}\" of {DayWords.Of(document.PostedOn)}";

    private async Task SettleAsync()
    {
        var keys = settled.Select(document => RejectionKey(document.Id)).ToHashSet(StringComparer.Ordinal);
        if (keys.Count == 0)
            return;
        var open = await work.Db.Set<ExceptionCase>()
            .Where(found => found.Type == ExceptionType.ErpRejection && found.State != ExceptionState.Resolved)
            .ToListAsync(work.Ct);
        foreach (var found in open)
        {
            if (await AnswerOfAsync(found, keys) is { } answer)
                OneCase.Settle(work, found, CaseFact.ErpTook, new CaseClosing(found.Summary, answer));
        }
    }

    // The one case of a whole file ends with the last of its documents.
    private async Task<string?> AnswerOfAsync(ExceptionCase found, HashSet<string> keys)
    {
        if (keys.Contains(found.DedupeKey))
            return "It was sent again, and the ERP has it as "
                + $"{settled.Single(known => RejectionKey(known.Id) == found.DedupeKey).ErpNumber}.";
        if (HandoverOf(found) is not { } handover)
            return null;
        var ids = settled.Select(document => document.Id).ToList();
        var left = await work.Db.Set<ErpDocument>().AnyAsync(document => !ids.Contains(document.Id)
            && (document.State == ErpDocumentState.Rejected
                || (document.State == ErpDocumentState.Sent && document.TimesSent > 1))
            && work.Db.Set<ErpSending>().Any(sending =>
                sending.HandoverId == handover && sending.DocumentId == document.Id), work.Ct);
        var isOfThese = await work.Db.Set<ErpSending>().AnyAsync(
            sending => sending.HandoverId == handover && ids.Contains(sending.DocumentId), work.Ct);
        return isOfThese && !left ? "All of them were sent again, and the ERP has them." : null;
    }

    private static string Words(ErpDocument document) => document.IsTaken ? $"taken as {document.ErpNumber}" : "rejected";
}
