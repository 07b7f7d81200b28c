using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Documents;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Erp;
using OpsPortal.Features.Reconciliation;
using OpsPortal.Providers.Erp;

namespace OpsPortal.Features.Erp;

/// <summary>
/// Takes what an ERP says of a handover, once, line by line: good lines are taken, others are refused with their reason. A
/// rejection opens a case; an answer that contradicts an earlier one opens a conflict and changes nothing.
/// </summary>
[UseCase]
internal sealed class ImportErpResult(CommandRunner runner, FileScanner scanner)
{
    /// <summary>So many lines of a report are kept; the rest is counted.</summary>
    private const int MostReported = 500;

    internal sealed record Command(ErpHandoverId Handover, string FileName, byte[] Content);

    internal sealed record Answer(ErpResult Result, bool WasTakenBefore);

    public async Task<Outcome<Answer>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        await scanner.WhyNotAsync(Permission.HandOverToErp, command.Content, actor, ct) is { } refusal ? refusal
            : await runner.RunAsync(Permission.HandOverToErp, actor, work => ImportAsync(work, command), ct);

    private static async Task<Outcome<Answer>> ImportAsync(Work work, Command command)
    {
        if (await work.SeenAsync(work.Db.Set<ErpHandover>().AsNoTracking(), one => one.Id == command.Handover)
            is not { } handover)
            return SharedRefusals.NotFound("ERP export");
        if (command.Content.Length > ErpResult.MostBytes)
            return ErpRefusals.ResultShape($"It is larger than {ErpResult.MostBytes / 1024 / 1024} MB.");
        var hash = Convert.ToHexStringLower(SHA256.HashData(command.Content));
        var known = await work.Db.Set<ErpResult>().AsNoTracking()
            .SingleOrDefaultAsync(result => result.HandoverId == handover.Id && result.Hash == hash, work.Ct);
        if (known is not null)
            return new Answer(known, true);
        var read = ErpResultReader.Read(command.Content);
        if (read.IsRefused)
            return read.Refusal;
        var taken = new ErpResult(
            new(Guid.CreateVersion7()), handover.Id, command.FileName, command.Content, hash, work.Person.Id, work.Now);
        work.Db.Add(taken);
        await TakeAsync(work, handover, taken, read.Value);
        work.Audit("Imported ERP result", "ERP handover", handover.Id.Value,
            after: $"{taken.Name}: {taken.AcceptedCount} accepted, {taken.AlreadyThereCount} already there, "
                + $"{taken.RejectedCount} rejected, {taken.SameAgainCount} said before, "
                + $"{taken.ContradictionCount} contradicting, {taken.RefusedCount} refused; SHA-256 {hash}");
        return new Answer(taken, false);
    }

    private static async Task TakeAsync(Work work, ErpHandover handover, ErpResult taken, IReadOnlyList<ReadAnswer> read)
    {
        var documents = await work.Db.Set<ErpDocument>()
            .Where(document => work.Db.Set<ErpSending>()
                .Any(sending => sending.HandoverId == handover.Id && sending.DocumentId == document.Id))
            .ToDictionaryAsync(document => document.ExternalId, StringComparer.Ordinal, work.Ct);
        var places = await ErpPlaces.OfAsync(work.Db, handover, [.. read.Select(line => line.ExternalId)
            .Where(id => !documents.TryGetValue(id, out var mine) || mine.LastHandoverId != handover.Id).Distinct()], work.Ct);
        var (cases, report) = (new ErpCases(work, taken), new List<ErpResultLine>());
        foreach (var line in read)
        {
            documents.TryGetValue(line.ExternalId, out var document);
            var fault = line.Fault ?? PeriodFault(handover, line)
                ?? (document is null || document.LastHandoverId != handover.Id ? places.WhyNot(line.ExternalId) : null);
            var kind = fault is null ? document!.Take(line.Answer!, work.Now) : ErpAnswerKind.Refused;
            taken.Count(kind, line.Answer?.Status);
            if (fault is null)
                cases.See(document!, line.Answer!, kind);
            var plain = kind == ErpAnswerKind.Taken && line.Answer!.Status == ErpDocumentAction.Accept;
            if (!plain && report.Count < MostReported)
                report.Add(new ErpResultLine(line.Line, line.ExternalId, line.Status, kind,
                    fault ?? Note(line, document!, kind)));
        }

        taken.Keep(JsonSerializer.Serialize(report));
        await cases.OpenAsync();
        await AnsweredBreaks.CloseAsync(work, handover, cases.Taken);
    }

    private static string Note(ReadAnswer line, ErpDocument document, ErpAnswerKind kind) => kind switch
    {
        ErpAnswerKind.Contradiction when document.IsTaken => $"It was taken before as {document.ErpNumber}; that stays.",
        ErpAnswerKind.Contradiction => "It was rejected before; send it again, then this answer is taken.",
        _ when line.Answer!.Status == ErpDocumentAction.Reject => line.Answer.Message,
        _ => $"The ERP's number is {line.Answer!.Number}.",
    };

    private static string? PeriodFault(ErpHandover handover, ReadAnswer line)
    {
        if (line.Period.Length == 0)
            return null;
        var parsed = NodaTime.Text.YearMonthPattern.Iso.Parse(line.Period);
        if (!parsed.Success)
            return $"'{ErpText.Cut(line.Period, 20)}' is no month such as 2026-09.";
        return parsed.Value < handover.FirstDay.ToYearMonth() || parsed.Value > handover.LastDay.ToYearMonth()
            ? $"Its month {line.Period} is not of this export, {DayWords.Of(handover.FirstDay, handover.LastDay)}."
            : null;
    }
}
