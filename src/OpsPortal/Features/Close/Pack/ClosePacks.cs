using Microsoft.EntityFrameworkCore;
using NodaTime.Text;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Close;
using OpsPortal.Features.Ledger;

namespace OpsPortal.Features.Close.Pack;

/// <summary>The signed versions of a month with their packs, and the bytes of one of them.</summary>
[UseCase]
internal sealed class ClosePacks(QueryRunner runner)
{
    internal sealed record Row(PeriodClose Close, ClosePack? Pack)
    {
        public PackManifest? Manifest { get; } =
            Pack?.Manifest is { } json ? PackManifest.Read(System.Text.Encoding.UTF8.GetBytes(json)) : null;
    }

    /// <param name="Content">Closed by whoever takes it.</param>
    internal sealed record Download(string Name, string Hash, Stream Content);

    /// <summary>The signed versions of a month, the latest first.</summary>
    public Task<Outcome<IReadOnlyList<Row>>> RunAsync(LegalEntityId entity, YearMonth month, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeClose, actor, async reading => reading.Sees(entity)
            ? Outcomes.Of(await RowsAsync(reading, entity, month)) : SharedRefusals.NotFound("month"), ct);

    /// <summary>The kept bytes of a version, or of the last one that was signed.</summary>
    public Task<Outcome<Download>> OpenAsync(
        string entityCode, string period, int? version, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeClose, actor, reading => OpenAsync(reading, entityCode, period, version), ct);

    /// <summary>A version of a month by its names, or the last one that was signed.</summary>
    public Task<Outcome<PeriodCloseId>> SignedAsync(
        string entityCode, string period, int? version, Actor actor, CancellationToken ct) =>
        runner.RunAsync<PeriodCloseId>(Permission.SeeClose, actor, async reading =>
        {
            var found = await FindAsync(reading, entityCode, period, version);
            return found.IsRefused ? found.Refusal : found.Value.Row.Close.Id;
        }, ct);

    private static async Task<Outcome<Download>> OpenAsync(Reading reading, string code, string text, int? version)
    {
        var found = await FindAsync(reading, code, text, version);
        if (found.IsRefused)
            return found.Refusal;
        var (entity, month, row) = found.Value;
        var path = Closes.Path(entity, month);
        return row.Pack switch
        {
            null => PackRefusals.NotMade(path),
            { State: ClosePackState.Failed } pack => PackRefusals.Failed(pack.Error ?? "", path),
            { State: ClosePackState.Made } pack => new Download(
                ClosePack.FileName(entity, month, pack.Version), pack.Hash!,
                await PackBytes.ReadAsync(reading.Db, pack.Id, reading.Ct)),
            { } pack => PackRefusals.BeingMade(pack.StepsDone, pack.Steps),
        };
    }

    private static async Task<Outcome<(string EntityCode, YearMonth Month, Row Row)>> FindAsync(
        Reading reading, string code, string text, int? version)
    {
        var entity = (await LedgerScope.EntitiesAsync(reading))
            .SingleOrDefault(one => string.Equals(one.Code, code, StringComparison.OrdinalIgnoreCase));
        var month = YearMonthPattern.Iso.Parse(text);
        if (entity is null || !month.Success)
            return SharedRefusals.NotFound("month");
        var rows = await RowsAsync(reading, entity.Id, month.Value);
        var row = rows.FirstOrDefault(one => version is null || one.Close.Version == version);
        if (row is null)
            return version is null ? PackRefusals.NotSigned(text) : SharedRefusals.NotFound("signed version");
        return (entity.Code, month.Value, row);
    }

    private static async Task<IReadOnlyList<Row>> RowsAsync(Reading reading, LegalEntityId entity, YearMonth month)
    {
        var rows = await (from close in reading.Db.Set<PeriodClose>()
                          join pack in reading.Db.Set<ClosePack>() on close.Id equals pack.CloseId into packs
                          from pack in packs.DefaultIfEmpty()
                          where close.LegalEntityId == entity && close.Year == month.Year && close.Month == month.Month
                              && close.SignedAt != null
                          orderby close.Version descending
                          select new { close, pack }).ToListAsync(reading.Ct);
        return [.. rows.Select(row => new Row(row.close, row.pack))];
    }
}
