using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Payouts;
using OpsPortal.Domain.Reconciliation;

namespace OpsPortal.Features.Reconciliation.Sources;

/// <summary>What our books say of one provider's balance: an item for each entry that moves it.</summary>
/// <param name="Provider">Whose balance.</param>
/// <param name="Others">The other providers of the company, by which an entry without a name is told apart.</param>
internal sealed record ProviderBooks(OpsDbContext Db, ReconciliationBasis Basis, string Provider, IReadOnlyList<string> Others)
{
    private sealed record Entry(
        EntryId Id, EventFamily Family, string PostingKey, string? ProviderObject, PayoutItemId? Item, LocalDate BookedOn,
        long Minor);

    private sealed record Payout(string Key, string? Reference, string Provider);

    public async Task<ReconciliationSide> ReadAsync(CancellationToken ct)
    {
        var (from, last) = (Basis.From, Basis.AsOf.PlusDays(ReconciliationSides.DaysAfter));
        var items = (await EntriesAsync(from, last, ct)).Select(row => Item(row.Entry, row.Payout));
        return ReconciliationSides.Of(Basis, await OpeningAsync(ct), null, items);
    }

    private bool IsByHand => Provider == ProviderReport.ByHand;

    private async Task<long> OpeningAsync(CancellationToken ct)
    {
        var before = Basis.From.PlusDays(-1);
        if (Others.Count > 0 || IsByHand)
            return (await EntriesAsync(LocalDate.MinIsoValue, before, ct)).Sum(row => row.Entry.Minor);
        var balances = await LedgerBalances.AccountBalancesAsync(Db, Basis.LegalEntityId, before, ct);
        return balances.Where(one => one.Currency == Basis.Currency && ProviderKeys.Balance.Contains(one.Account))
            .Sum(one => one.BalanceMinor);
    }

    private async Task<List<(Entry Entry, Payout? Payout)>> EntriesAsync(LocalDate from, LocalDate last, CancellationToken ct)
    {
        var (entity, currency, accounts) = (Basis.LegalEntityId, Basis.Currency, ProviderKeys.Balance);
        var first = from < new LocalDate(1, 1, 1) ? new LocalDate(1, 1, 1) : from;
        var lines = Db.Set<JournalLine>().Where(line => line.LegalEntityId == entity && line.Currency == currency
            && accounts.Contains(line.Account) && line.BookedOn >= first && line.BookedOn <= last);
        var entries = await lines.GroupBy(line => line.EntryId)
            .Select(group => new { Id = group.Key, Minor = group.Sum(line => line.AmountMinor) }).Where(sum => sum.Minor != 0)
            .Join(Db.Set<JournalEntry>(), sum => sum.Id, entry => entry.Id, (sum, entry) => new
            {
                entry.Id, entry.Family, entry.PostingKey, entry.ProviderObject, entry.PayoutItemId, entry.BookedOn, sum.Minor,
            }).ToListAsync(ct);
        var payouts = await PayoutsAsync(lines, ct);
        var byHand = await ByHandAsync(ct);
        return
        [
            .. entries.Select(row => (
                    new Entry(row.Id, row.Family, row.PostingKey, row.ProviderObject, row.PayoutItemId, row.BookedOn, row.Minor),
                    row.PayoutItemId is { } item ? payouts.GetValueOrDefault(item) : null))
                .Where(row => IsByHand == byHand.Contains(KeyOf(row.Item1, row.Item2)) && IsOurs(row.Item1, row.Item2)),
        ];
    }

    private async Task<Dictionary<PayoutItemId, Payout>> PayoutsAsync(IQueryable<JournalLine> lines, CancellationToken ct)
    {
        var entries = Db.Set<JournalEntry>().Where(entry => entry.PayoutItemId != null
            && lines.Any(line => line.EntryId == entry.Id));
        var rows = await Db.Set<PayoutItem>().AsNoTracking()
            .Where(item => entries.Any(entry => entry.PayoutItemId == item.Id))
            .Join(Db.Set<PayoutBatch>(), item => item.BatchId, batch => batch.Id,
                (item, batch) => new { item.Id, item.Key, item.ProviderReference, batch.Provider }).ToListAsync(ct);
        return rows.ToDictionary(row => row.Id, row => new Payout(row.Key, row.ProviderReference, row.Provider));
    }

    // What a signed settlement sheet names was paid outside every provider.
    private async Task<HashSet<string>> ByHandAsync(CancellationToken ct)
    {
        var (entity, currency) = (Basis.LegalEntityId, Basis.Currency);
        var signed = Db.Set<ProviderReport>().Where(one => one.State == ReportState.Signed);
        var keys = await Db.Set<ProviderReportRow>()
            .Where(row => row.LegalEntityId == entity && row.Provider == ProviderReport.ByHand && row.Currency == currency
                && signed.Any(one => one.Id == row.ReportId))
            .Select(row => row.Key).ToListAsync(ct);
        return new HashSet<string>(keys, StringComparer.Ordinal);
    }

    // A posting key names its provider in second place; a payout goes by its batch. What names nobody, such as a journal by hand,
    // belongs to the first of the company's providers.
    private bool IsOurs(Entry entry, Payout? payout)
    {
        var others = Others.Where(other => other != ProviderReport.ByHand).ToList();
        if (IsByHand || others.Count == 0)
            return true;
        var parts = entry.PostingKey.Split(':', 3);
        var named = payout?.Provider ?? (parts.Length > 1 && (parts[1] == Provider || others.Contains(parts[1])) ? parts[1]
            : null);
        return named is null ? others.TrueForAll(other => string.CompareOrdinal(Provider, other) < 0) : named == Provider;
    }

    private static string KeyOf(Entry entry, Payout? payout) => ProviderKeys.Of(entry.Family, payout?.Key
        ?? (ProviderKeys.IsNamed(entry.Family) && entry.ProviderObject is { } named ? named : entry.PostingKey));

    private static ReconciliationItem Item(Entry entry, Payout? payout)
    {
        var reference = entry.ProviderObject ?? entry.PostingKey;
        return new ReconciliationItem(KeyOf(entry, payout), entry.Minor, entry.BookedOn, reference, $"/ledger/entries/{entry.Id}")
        {
            Also = payout is null ? [] : [.. new[] { payout.Reference, entry.ProviderObject }.OfType<string>()
                .Select(name => ProviderKeys.Of(entry.Family, name)).Distinct()],
        };
    }
}
