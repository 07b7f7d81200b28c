using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Erp;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Providers.Erp;
using BooksPeriod = OpsPortal.Domain.Ledger.Period;

namespace OpsPortal.Features.Erp;

/// <summary>
/// Hands the journal of some days over to an ERP: makes the files and keeps them. An entry goes out in one document for ever;
/// what the ERP has taken never goes again, what it rejected or left unanswered goes again under the same external id.
/// </summary>
[UseCase]
internal sealed class HandOverToErp(CommandRunner runner, IEnumerable<IErpFormat> formats)
{
    internal sealed record Command(LegalEntityId Entity, ErpSpan Span, ErpChoice Choice);

    private sealed record Going(ErpDocument Document, JournalDocument Content, bool IsNew);

    public Task<Outcome<ErpHandoverId>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.HandOverToErp, actor, work => HandOverAsync(work, command), ct);

    private async Task<Outcome<ErpHandoverId>> HandOverAsync(Work work, Command command)
    {
        if (await work.SeenAsync(work.Db.Set<LegalEntity>().AsNoTracking(), one => one.Id == command.Entity) is not { } entity)
            return SharedRefusals.NotFound("legal entity");
        if (command.Span.Check() is { } bad)
            return bad;
        var going = await GoingAsync(work, entity, command);
        if (going.IsRefused)
            return going.Refusal;
        var chart = await ErpMappings.InForceAsync(work.Db, entity, command.Span.Target, work.Ct);
        var target = ErpTargets.Of(command.Span.Target);
        if (Unfit(going.Value, chart.Chart, target) is { } unfit)
            return unfit;
        var handover = await NewAsync(work, entity, command, chart.Version);
        foreach (var one in going.Value)
        {
            if (one.Document.Send(handover.Id).Refusal is { } refusal)
                return refusal;
            work.Db.Add(new ErpSending(handover.Id, one.Document.Id));
        }

        handover.Take(going.Value.Count, going.Value.Sum(one => one.Content.Covers.Count));
        Keep(handover, new ErpSheet(
            $"{entity.Code}-{target.Code}-{ErpText.IsoDay(handover.FirstDay)}-{ErpText.IsoDay(handover.LastDay)}"
                + $"-{handover.Number}",
            entity.Code, target, chart.Chart, [.. going.Value.Select(one => one.Content)]));
        work.Audit("Handed journal over to the ERP", "ERP handover", handover.Id.Value,
            after: $"{target.Words}, {DayWords.Of(handover.FirstDay, handover.LastDay)}, "
                + $"{ErpWords.Of(command.Choice)}: {handover.DocumentCount} documents of {handover.EntryCount} entries, "
                + $"SHA-256 {string.Join(", ", handover.Files.Select(file => file.Hash))}");
        return handover.Id;
    }

    private static async Task<Outcome<IReadOnlyList<Going>>> GoingAsync(Work work, LegalEntity entity, Command command)
    {
        if (command.Choice != ErpChoice.New)
            return await AgainAsync(work, entity, command);
        var entries = await ErpEntries.NewAsync(work.Db, entity.Id, command.Span, work.Ct);
        if (entries.IsRefused)
            return entries.Refusal;
        if (entries.Value.Count == 0)
            return await ErpEntries.NothingNewAsync(work.Db, entity.Id, command.Span, work.Ct);
        var target = ErpTargets.Of(command.Span.Target);
        var versions = await ErpEntries.VersionsAsync(work.Db, entity.Id, command.Span, work.Ct);
        var made = JournalDocuments.Of(entries.Value, entity.Code, target, command.Span.Granularity,
            (day, currency) => versions.GetValueOrDefault((day, currency)));
        var going = new List<Going>();
        foreach (var content in made)
        {
            var document = new ErpDocument(
                new(Guid.CreateVersion7()), entity.Id, target.Target, content, command.Span.Granularity);
            work.Db.Add(document);
            work.Db.AddRange(content.Covers.Select(entry => new ErpCover(document.Id, entry.Id, target.Target)));
            going.Add(new Going(document, content, true));
        }

        return going;
    }

    private static async Task<Outcome<IReadOnlyList<Going>>> AgainAsync(Work work, LegalEntity entity, Command command)
    {
        var state = command.Choice == ErpChoice.Rejected ? ErpDocumentState.Rejected : ErpDocumentState.Sent;
        var documents = await ErpEntries.DocumentsOf(work.Db, entity.Id, command.Span)
            .Where(document => document.State == state).ToListAsync(work.Ct);
        if (documents.Count == 0)
            return ErpRefusals.NothingOf(command.Choice);
        var covered = await ErpEntries.CoveredAsync(work.Db, [.. documents.Select(document => document.Id)], work.Ct);
        return Outcomes.Of<IReadOnlyList<Going>>([.. documents
            .OrderBy(document => document.PostedOn).ThenBy(document => document.Reference, StringComparer.Ordinal)
            .Select(document => new Going(document, JournalDocuments.Again(document, [.. covered[document.Id]]), false))]);
    }

    private static Refusal? Unfit(IReadOnlyList<Going> going, ErpChart chart, ErpTargetRow target)
    {
        var unmapped = going.SelectMany(one => one.Content.Lines).Select(line => line.Account).Distinct().Order()
            .Where(account => string.IsNullOrWhiteSpace(chart.Find(account)?.Code)).ToList();
        if (unmapped.Count > 0)
            return ErpRefusals.Unmapped(unmapped);
        var fine = going.Select(one => one.Content.Currency).FirstOrDefault(currency => currency.Decimals > target.Decimals);
        if (fine != default)
            return ErpRefusals.TooManyDecimals(fine, target);
        return going.FirstOrDefault(one => one.Content.Lines.Count > target.DocumentLines) is { } tooLong
            ? ErpRefusals.DocumentTooLong(tooLong.Content.Reference, tooLong.Content.Lines.Count, target.DocumentLines) : null;
    }

    private static async Task<ErpHandover> NewAsync(Work work, LegalEntity entity, Command command, int mappingVersion)
    {
        var span = command.Span;
        var number = 1 + (await work.Db.Set<ErpHandover>()
            .Where(known => known.LegalEntityId == entity.Id && known.Target == span.Target)
            .MaxAsync(known => (int?)known.Number, work.Ct) ?? 0);
        var closed = await work.Db.Set<BooksPeriod>().AsNoTracking()
            .Where(period => period.LegalEntityId == entity.Id && period.State == PeriodState.Closed).ToListAsync(work.Ct);
        var months = closed.Select(period => period.YearMonth()).ToHashSet();
        var provisional = false;
        for (var month = span.FirstDay.ToYearMonth(); month <= span.LastDay.ToYearMonth(); month = month.PlusMonths(1))
            provisional |= !months.Contains(month);
        var handover = new ErpHandover(new(Guid.CreateVersion7()), entity.Id, number, span, command.Choice, mappingVersion,
            provisional, work.Person.Id, work.Now);
        work.Db.Add(handover);
        return handover;
    }

    private void Keep(ErpHandover handover, ErpSheet sheet)
    {
        var format = formats.Single(known => known.Target == sheet.Target.Target);
        foreach (var file in format.Write(sheet).Append(EntriesFile.Write(sheet)))
            handover.Keep(file.Name, file.Content, Convert.ToHexStringLower(SHA256.HashData(file.Content)));
    }
}
