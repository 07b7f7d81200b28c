using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Payouts;
using OpsPortal.Events;

namespace OpsPortal.Features.Banking;

/// <summary>Reads what the rules must know of transfers and payouts, as far back as a bank line may name them.</summary>
internal static class LineKnowledge
{
    private static readonly Duration LookBack = Duration.FromDays(400);

    public static async Task<LineWorld> ReadAsync(Work work, OwnAccounts accounts, IEnumerable<string> providers)
    {
        var since = work.Now - LookBack;
        var sweeps = await work.Db.Set<ProviderSweep>().AsNoTracking().Where(sweep => sweep.OccurredAt >= since)
            .OrderBy(sweep => sweep.OccurredAt).ToListAsync(work.Ct);
        var arrived = (await work.Db.Set<JournalEntry>().Where(entry => entry.Family == EventFamily.SweepArrived)
            .Select(entry => entry.PostingKey).ToListAsync(work.Ct)).ToHashSet(StringComparer.Ordinal);
        var payouts = await work.Db.Set<PayoutItem>().AsNoTracking()
            .Where(item => item.ReleasedAt != null && item.ReleasedAt >= since)
            .Select(item => new { item.Key, item.ProviderReference, item.LegalEntityId, item.AmountMinor, item.Currency })
            .ToListAsync(work.Ct);
        return new LineWorld
        {
            Sweeps = ByReference(sweeps.Select(sweep => new KnownTransfer(
                sweep.Provider, sweep.Reference, sweep.LegalEntityId, new Money(sweep.AmountMinor, sweep.Currency),
                arrived.Contains(KeyOf(sweep.Provider, sweep.Reference))))),
            Payouts = ByReference(payouts.SelectMany(item => new[] { item.Key, item.ProviderReference }.OfType<string>()
                .Select(reference => new KnownTransfer(
                    "", reference, item.LegalEntityId, new Money(item.AmountMinor, item.Currency))))),
            ProviderNames = providers.ToHashSet(StringComparer.OrdinalIgnoreCase),
            OwnAccounts = accounts.Numbers,
        };
    }

    public static string KeyOf(string provider, string reference) =>
        PostingKeys.Sweep(provider, reference, nameof(EventFamily.SweepArrived));

    private static Dictionary<string, KnownTransfer> ByReference(IEnumerable<KnownTransfer> transfers)
    {
        var byReference = new Dictionary<string, KnownTransfer>(StringComparer.OrdinalIgnoreCase);
        foreach (var transfer in transfers)
            byReference[transfer.Reference] = transfer;
        return byReference;
    }
}
