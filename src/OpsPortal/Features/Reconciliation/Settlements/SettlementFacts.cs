using System.Text;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Payouts;
using OpsPortal.Domain.Reconciliation;
using OpsPortal.Features.Payouts.Sending;
using OpsPortal.Features.Reconciliation.Sources;
using OpsPortal.Providers.Erp;

namespace OpsPortal.Features.Reconciliation.Settlements;

/// <summary>One movement of a payout that no provider told of.</summary>
/// <param name="Family">What moved: the payout, its return, or the cash at our own bank.</param>
/// <param name="Minor">What it adds to the balance from which payouts are paid.</param>
internal sealed record SettlementRow(PayoutItem Item, EventFamily Family, LocalDate Day, long Minor)
{
    public string? BankLine { get; init; }

    public string Evidence { get; init; } = "";

    public string Key => ProviderKeys.Of(Family, Item.Key);

    public ReportLine Line(int number) => new(
        number, Key, Key.Split(':')[0], Key, Item.Key, Item.Currency, Minor, 0, Day) { Also = BankLine };
}

/// <summary>
/// What is known of payouts that were paid outside a provider, from the payouts themselves, our bank's lines, and what two people
/// said; the ledger only says which of them no provider's event has told of.
/// </summary>
internal sealed class SettlementFacts(OpsDbContext db, LegalEntityId entity, DateTimeZone zone)
{
    private static readonly EventFamily[] Told =
    [
        EventFamily.PayoutPaidAtOnce, EventFamily.PayoutCashLeft, EventFamily.PayoutCashCameBack, EventFamily.PayoutLeftBank,
        EventFamily.PayoutBackAtBank,
    ];

    public static byte[] Csv(IEnumerable<SettlementRow> rows)
    {
        var text = new StringBuilder();
        ErpText.Row(text,
            ["key", "movement", "reference", "payee", "account", "day", "currency", "amount", "bank_line", "evidence"]);
        foreach (var row in rows)
            ErpText.Row(text,
            [
                row.Item.Key, row.Key.Split(':')[0], row.Item.Reference, row.Item.PayeeName, row.Item.AccountMasked,
                ErpText.IsoDay(row.Day), row.Item.Currency.Code, new Money(row.Minor, row.Item.Currency).ToDecimalString(),
                row.BankLine ?? "", row.Evidence,
            ]);
        return ErpText.Bytes(text);
    }

    public async Task<IReadOnlyList<SettlementRow>> ReadAsync(LocalDate from, LocalDate to, CancellationToken ct)
    {
        var entries = await db.Set<JournalEntry>()
            .Where(entry => entry.LegalEntityId == entity && entry.PayoutItemId != null && entry.EventId == null
                && Told.Contains(entry.Family) && entry.BookedOn >= from && entry.BookedOn <= to)
            .Select(entry => new { Item = entry.PayoutItemId!.Value, entry.Family, entry.BookedOn }).ToListAsync(ct);
        var ids = entries.Select(entry => entry.Item).Distinct().ToList();
        var items = await db.Set<PayoutItem>().AsNoTracking().Where(item => ids.Contains(item.Id))
            .ToDictionaryAsync(item => item.Id, ct);
        var lines = (await db.Set<BankLine>().AsNoTracking()
            .Where(line => line.PayoutItemId != null && ids.Contains(line.PayoutItemId.Value)).ToListAsync(ct))
            .ToLookup(line => line.PayoutItemId!.Value);
        var words = await db.Set<PayoutInstruction>().AsNoTracking().Where(one => ids.Contains(one.ItemId))
            .ToDictionaryAsync(one => one.ItemId, one => one.LastAnswer ?? "", ct);
        return
        [
            .. entries.Select(entry => Row(
                    items[entry.Item], entry.Family, entry.BookedOn, [.. lines[entry.Item]],
                    words.GetValueOrDefault(entry.Item, "")))
                .OrderBy(row => row.Day).ThenBy(row => row.Key, StringComparer.Ordinal),
        ];
    }

    // The bank's own day and amount where it told of the movement; else the payout's.
    private SettlementRow Row(PayoutItem item, EventFamily family, LocalDate bookedOn, BankLine[] lines, string said)
    {
        var isBack = family is EventFamily.PayoutCashCameBack or EventFamily.PayoutBackAtBank;
        var atBank = family is EventFamily.PayoutLeftBank or EventFamily.PayoutBackAtBank;
        var line = Array.Find(lines, one => one.AmountMinor > 0 == isBack);
        var amount = line is not null ? Math.Abs(line.AmountMinor) : item.AmountMinor;
        var day = line?.BookedOn ?? (isBack ? null : item.FinalAt?.InZone(zone).Date) ?? bookedOn;
        return new SettlementRow(item, family, day, isBack == atBank ? -amount : amount)
        {
            BankLine = line?.Identity, Evidence = line is null ? said : $"Our bank's line of {DayWords.Of(line.BookedOn)}.",
        };
    }
}
