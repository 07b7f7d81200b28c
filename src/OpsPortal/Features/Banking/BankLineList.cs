using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Api;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Cash.Matching;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Banking;

/// <summary>How far a receipt is matched.</summary>
internal enum MatchStanding
{
    NoReceipt,
    Unapplied,
    Suggested,
    PartApplied,
    Applied,
    Returned,
}

/// <summary>What a file's lines became: class, receipt, and how it is matched. In the order of the file.</summary>
[UseCase]
internal sealed class BankLineList(QueryRunner runner)
{
    public const int PageSize = 50;

    internal static readonly RowOrders<BankLine> Orders = new RowOrders<BankLine>(
            lines => lines.OrderBy(line => line.Position), sorted => sorted.ThenBy(line => line.Id))
        .By("line", line => line.Position)
        .By("booked", line => line.BookedOn)
        .By("amount", line => line.AmountMinor);

    internal sealed record Row(
        BankLine Line, Receipt? Receipt, MatchStanding Match, string? MatchRule, double? Score, IReadOnlyList<string> Invoices);

    internal sealed record Answer(
        BankFile File, IReadOnlyList<BankStatement> Statements, IReadOnlyList<Row> Rows, int Count, int? NextPosition,
        IReadOnlyList<TreasuryAccount> Accounts, bool MayImport);

    /// <summary>What follows a place of the file.</summary>
    public Task<Outcome<Answer>> RunAsync(BankFileId file, int after, int limit, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeCash, actor, reading => ReadAsync(
            reading, file, seen => seen.Where(line => line.Position > after).OrderBy(line => line.Position), limit), ct);

    /// <summary>One page of the screen.</summary>
    public Task<Outcome<Answer>> PageAsync(BankFileId file, ListPlace place, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeCash, actor, reading => ReadAsync(
            reading, file, seen => Orders.Sorted(seen, place.Sort).Skip(TablePage.Before(place.Page, PageSize)), PageSize), ct);

    private static async Task<Outcome<Answer>> ReadAsync(
        Reading reading, BankFileId id, Func<IQueryable<BankLine>, IQueryable<BankLine>> from, int limit)
    {
        var (db, mine, ct) = (reading.Db, reading.Person.LegalEntities, reading.Ct);
        var file = await BankFileList.Seen(reading).SingleOrDefaultAsync(found => found.Id == id, ct);
        if (file is null)
            return SharedRefusals.NotFound("bank file");
        var seen = db.Set<BankLine>().Where(line => line.FileId == id && mine.Contains(line.LegalEntityId));
        var lines = await from(seen).Take(Cursor.OneMore(limit)).ToListAsync(ct);
        var shown = lines.Take(limit).ToList();
        return new Answer(
            file,
            await db.Set<BankStatement>().Where(one => one.FileId == id
                && (one.LegalEntityId == null || mine.Contains(one.LegalEntityId.Value))).OrderBy(one => one.Ordinal)
                .Take(PageSize).ToListAsync(ct),
            await RowsAsync(reading, shown), await seen.CountAsync(ct), lines.Count > limit ? shown[^1].Position : null,
            await db.Set<TreasuryAccount>().Where(account => mine.Contains(account.LegalEntityId))
                .OrderBy(account => account.Name).ToListAsync(ct),
            reading.Person.May(Permission.ImportBankFiles));
    }

    private static async Task<List<Row>> RowsAsync(Reading reading, List<BankLine> lines)
    {
        var ids = lines.Select(line => line.ReceiptId).OfType<ReceiptId>().ToList();
        var receipts = await reading.Db.Set<Receipt>().Where(receipt => ids.Contains(receipt.Id))
            .ToDictionaryAsync(receipt => receipt.Id, reading.Ct);
        var matches = (await reading.Db.Set<MatchRecord>().Where(match => match.IsCurrent && ids.Contains(match.ReceiptId))
            .ToListAsync(reading.Ct)).DistinctBy(match => match.ReceiptId).ToDictionary(match => match.ReceiptId);
        var applied = (await (
            from application in reading.Db.Set<Domain.Cash.Application>()
            join invoice in reading.Db.Set<Invoice>() on application.InvoiceId equals invoice.Id
            where ids.Contains(application.ReceiptId) && application.ReversedAt == null
            orderby application.AppliedAt
            select new { application.ReceiptId, application.Rule, invoice.Number }).ToListAsync(reading.Ct))
            .ToLookup(row => row.ReceiptId);
        return [.. lines.Select(line =>
        {
            var receipt = line.ReceiptId is { } id ? receipts.GetValueOrDefault(id) : null;
            var match = receipt is null ? null : matches.GetValueOrDefault(receipt.Id);
            var mine = receipt is null ? [] : applied[receipt.Id].ToList();
            return new Row(
                line, receipt, StandingOf(receipt, match), match?.Rule.ToString() ?? mine.FirstOrDefault()?.Rule.ToString(),
                match?.Score, [.. mine.Select(row => row.Number).OfType<string>().Distinct()]);
        })];
    }

    private static MatchStanding StandingOf(Receipt? receipt, MatchRecord? match) => receipt switch
    {
        null => MatchStanding.NoReceipt,
        { State: ReceiptState.Applied } => MatchStanding.Applied,
        { State: ReceiptState.Returned } => MatchStanding.Returned,
        { AppliedMinor: > 0 } => MatchStanding.PartApplied,
        _ when match is { Outcome: MatchOutcome.Waiting, Candidates.Count: > 0 } => MatchStanding.Suggested,
        _ => MatchStanding.Unapplied,
    };
}
