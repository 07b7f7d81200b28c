using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Erp;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Reconciliation;
using OpsPortal.Features.Erp;

namespace OpsPortal.Features.Reconciliation.Sources;

/// <summary>What stands on each account in our books and in the ERP's trial balance of the same day. Accounts go by the ERP's
/// number; debits are positive on both sides.</summary>
internal sealed record ErpBalanceSides(OpsDbContext Db, ReconciliationBasis Basis, ErpTarget Target)
{
    private const int MostTold = 6;

    private sealed record Stated(
        ErpTrialBalanceId Id, LocalDate AsOf, string Name, string Hash, int MappingVersion, IReadOnlyList<ErpBalance> Rows);

    private string System => ErpTargets.Of(Target).System;

    public async Task<Outcome<SourceSides>> ReadAsync(CancellationToken ct)
    {
        if (await StatedAsync(ct) is not { } stated)
            return ReconciliationRefusals.NoSource($"no trial balance of {System} as of {Basis.AsOf:uuuu-MM-dd}");
        var rows = stated.Rows.Where(row => row.Currency == Basis.Currency.Code).ToList();
        if (rows.Count == 0)
            return ReconciliationRefusals.NoSource($"{stated.Name} states nothing in {Basis.Currency}");
        var book = await BookAsync(Db, Basis.LegalEntityId, Target, stated.MappingVersion, ct);
        var ours = await OursAsync(book, ct);
        var link = $"/reconciliation/trial-balances/{stated.Id}";
        var theirs = rows.GroupBy(row => book.KeyOf(row.Code), StringComparer.Ordinal).Select(group => new ReconciliationItem(
            group.Key, group.Sum(row => row.BalanceMinor), Basis.AsOf, Words(group), link)).ToList();
        var notes = await NotTakenAsync(ct);
        if (rows.Sum(row => row.BalanceMinor) is not 0 and var off)
            notes.Add($"The ERP's own list does not balance: debits less credits are {new Money(off, Basis.Currency)}.");
        return new SourceSides(
            Side(ours, theirs, key => book.AccountsOf(key) is { Count: > 0 } accounts ? Ours(key, 0, accounts) : null),
            Side(theirs, ours, key => new ReconciliationItem(key, 0, Basis.AsOf, key, link)))
        {
            Evidence = [new RunEvidence(stated.Name, stated.Hash)],
            Notes = [$"Accounts are mapped by version {stated.MappingVersion} of the mapping.", .. notes],
        };
    }

    /// <summary>The mapping's versions up to the one that counts, and the chart's own words.</summary>
    public static async Task<ErpChartBook> BookAsync(
        OpsDbContext db, LegalEntityId entity, ErpTarget target, int version, CancellationToken ct)
    {
        var code = await db.Set<LegalEntity>().Where(one => one.Id == entity).Select(one => one.Code).SingleAsync(ct);
        var charts = await db.Set<ErpMapping>()
            .Where(one => one.LegalEntityId == entity && one.Target == target && one.Version <= version)
            .OrderByDescending(one => one.Version).Select(one => one.Chart).ToListAsync(ct);
        return new ErpChartBook(
            [.. charts.Select(chart => JsonSerializer.Deserialize<ErpChart>(chart)!), ErpChart.Own(target, code)]);
    }

    /// <summary>Our balances by the ERP's numbers; what stands at zero is left out.</summary>
    public async Task<List<ReconciliationItem>> OursAsync(ErpChartBook book, CancellationToken ct)
    {
        var balances = await LedgerBalances.AccountBalancesAsync(Db, Basis.LegalEntityId, Basis.AsOf, ct);
        return
        [
            .. balances.Where(one => one.Currency == Basis.Currency)
                .GroupBy(one => book.KeyOf(one.Account), StringComparer.Ordinal)
                .Select(group => Ours(group.Key, group.Sum(one => one.BalanceMinor), group.Select(one => one.Account)))
                .Where(item => item.AmountMinor != 0),
        ];
    }

    private ReconciliationItem Ours(string key, long minor, IEnumerable<Account> accounts)
    {
        List<Account> ordered = [.. accounts.Order()];
        return new ReconciliationItem(
            key, minor, Basis.AsOf,
            string.Join(", ", ordered.Select(account => $"{(int)account} {ChartOfAccounts.Of(account).Name}")),
            $"/ledger/accounts/{(int)ordered[0]}?entity={Basis.LegalEntityId}&currency={Basis.Currency}"
                + $"&asOf={Basis.AsOf:uuuu-MM-dd}");
    }

    private async Task<Stated?> StatedAsync(CancellationToken ct)
    {
        var (entity, asOf) = (Basis.LegalEntityId, Basis.AsOf);
        return await Db.Set<ErpTrialBalance>().AsNoTracking()
            .Where(one => one.LegalEntityId == entity && one.Target == Target && one.AsOf == asOf)
            .OrderByDescending(one => one.TakenAt).ThenByDescending(one => one.Id)
            .Select(one => new Stated(one.Id, one.AsOf, one.Name, one.Hash, one.MappingVersion, one.Rows))
            .FirstOrDefaultAsync(ct);
    }

    // A trial balance may leave out what stands at zero: an account that the other side has and this one knows is zero here.
    private ReconciliationSide Side(
        List<ReconciliationItem> mine, List<ReconciliationItem> other, Func<string, ReconciliationItem?> zero)
    {
        var stands = mine.Where(item => item.AmountMinor != 0).ToList();
        var here = stands.Select(item => item.Key).ToHashSet(StringComparer.Ordinal);
        var missing = other.Where(item => item.AmountMinor != 0 && !here.Contains(item.Key))
            .Select(item => mine.Find(one => one.Key == item.Key) ?? zero(item.Key)).OfType<ReconciliationItem>();
        return ReconciliationSides.Of(Basis, 0, null, [.. stands, .. missing]);
    }

    private static string Words(IEnumerable<ErpBalance> rows) =>
        string.Join(", ", rows.Select(row => $"{row.Code} {row.Name}".Trim()).Distinct(StringComparer.Ordinal));

    // What the ERP has not taken cannot stand in its balances: it is told beside the differences that it makes.
    private async Task<List<string>> NotTakenAsync(CancellationToken ct)
    {
        var (entity, currency, asOf) = (Basis.LegalEntityId, Basis.Currency, Basis.AsOf);
        var open = await Db.Set<ErpDocument>()
            .Where(one => one.LegalEntityId == entity && one.Target == Target && one.Currency == currency && one.PostedOn <= asOf
                && (one.State == ErpDocumentState.Sent || one.State == ErpDocumentState.Rejected))
            .OrderBy(one => one.ExternalId).Select(one => new { one.Reference, one.State, one.TotalMinor }).Take(MostTold)
            .ToListAsync(ct);
        return open.ConvertAll(one =>
            $"{one.Reference} of {new Money(one.TotalMinor, currency)} is "
            + (one.State == ErpDocumentState.Sent ? "not answered yet." : "rejected by the ERP."));
    }
}
