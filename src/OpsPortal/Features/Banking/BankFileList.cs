using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Banking;

/// <summary>The files that were taken, newest first, with their statements; and what an import needs to ask.</summary>
[UseCase]
internal sealed class BankFileList(QueryRunner runner)
{
    public const int PageSize = 20;

    internal static readonly RowOrders<BankFile> Orders = new RowOrders<BankFile>(
            files => files.OrderByDescending(file => file.TakenAt), sorted => sorted.ThenBy(file => file.Id))
        .By("file", file => file.Name)
        .By("taken", file => file.TakenAt)
        .By("lines", file => file.LinesTaken);

    internal static readonly RowOrders<Preset> PresetOrders = new RowOrders<Preset>()
        .By("preset", row => row.Name)
        .By("account", row => row.Account);

    /// <param name="Account">The account whose tables it reads; null where they say it themselves.</param>
    internal sealed record Preset(string Name, string? Account);

    internal sealed record Row(BankFile File, string TakenBy, IReadOnlyList<BankStatement> Statements);

    internal sealed record Answer(
        IReadOnlyList<Row> Rows, int Count, IReadOnlyList<TreasuryAccount> Accounts, IReadOnlyList<Preset> Presets,
        IReadOnlyList<StatementSchedule> Schedules, bool MayImport);

    public Task<Outcome<Answer>> RunAsync(ListPlace place, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeCash, actor, reading => ReadAsync(reading, place), ct);

    /// <summary>Files with a statement of one's own companies, and those one took oneself.</summary>
    public static IQueryable<BankFile> Seen(Reading reading)
    {
        var (me, mine) = (reading.Person.Id, reading.Person.LegalEntities);
        return reading.Db.Set<BankFile>().Where(file => file.TakenBy == me
            || reading.Db.Set<BankStatement>().Any(one => one.FileId == file.Id
                && (one.LegalEntityId == null || mine.Contains(one.LegalEntityId.Value))));
    }

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading, ListPlace place)
    {
        var (db, ct, mine) = (reading.Db, reading.Ct, reading.Person.LegalEntities);
        var seen = Seen(reading);
        var files = await Orders.PageOf(seen, place, PageSize).ToListAsync(ct);
        var ids = files.Select(file => file.Id).ToList();
        var statements = (await db.Set<BankStatement>().Where(one => ids.Contains(one.FileId)
            && (one.LegalEntityId == null || mine.Contains(one.LegalEntityId.Value))).OrderBy(one => one.Ordinal).ToListAsync(ct))
            .ToLookup(one => one.FileId);
        var makers = files.Select(file => file.TakenBy).Distinct().ToList();
        var people = await db.Set<Person>().Where(person => makers.Contains(person.Id))
            .ToDictionaryAsync(person => person.Id, person => person.Name, ct);
        return new Answer(
            [.. files.Select(file => new Row(
                file, people.GetValueOrDefault(file.TakenBy, "the system"), [.. statements[file.Id]]))],
            await seen.CountAsync(ct),
            await db.Set<TreasuryAccount>().Where(account => mine.Contains(account.LegalEntityId))
                .OrderBy(account => account.Name).ToListAsync(ct),
            await (
                from preset in db.Set<CsvPreset>()
                join account in db.Set<TreasuryAccount>().Where(one => mine.Contains(one.LegalEntityId))
                    on preset.BankAccountId equals (BankAccountId?)account.Id into accounts
                from account in accounts.DefaultIfEmpty()
                orderby preset.Name
                select new Preset(preset.Name, account == null ? null : account.Name)).ToListAsync(ct),
            await db.Set<StatementSchedule>().Where(one => mine.Contains(one.LegalEntityId)).ToListAsync(ct),
            reading.Person.May(Permission.ImportBankFiles));
    }
}
