using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Payouts;
using OpsPortal.Events;

namespace OpsPortal.Features.Banking;

/// <summary>Reads what the rules must know of transfers and payouts, as far back as a bank line may name them.</summary>
internal static class LineKnowledge
{
    /// <summary>So much of an end-to-end reference a bank carries.</summary>
    private const int EndToEndLength = 35;

    private const int ShortestReference = 6;
    private static readonly Duration LookBack = Duration.FromDays(400);

    /// <param name="lines">The lines to be judged; null where they are not known yet and everything may be named.</param>
    public static async Task<LineWorld> ReadAsync(
        Work work, OwnAccounts accounts, IEnumerable<string> providers, IReadOnlyList<BankLine>? lines = null)
    {
        var names = lines is null ? null : NamesIn(lines);
        var amounts = lines?.Select(line => line.AmountMinor).Distinct().ToList();
        var since = work.Now - LookBack;
        var sweeps = await work.Db.Set<ProviderSweep>().AsNoTracking().Where(sweep => sweep.OccurredAt >= since
                && (names == null || names.Contains(sweep.Reference) || amounts!.Contains(sweep.AmountMinor)))
            .OrderBy(sweep => sweep.OccurredAt).ToListAsync(work.Ct);
        var keys = lines is null ? null : sweeps.Select(sweep => KeyOf(sweep.Provider, sweep.Reference)).ToList();
        var arrived = (await work.Db.Set<JournalEntry>().Where(entry => entry.Family == EventFamily.SweepArrived
                && (keys == null || keys.Contains(entry.PostingKey)))
            .Select(entry => entry.PostingKey).ToListAsync(work.Ct)).ToHashSet(StringComparer.Ordinal);
        return new LineWorld
        {
            Sweeps = ByReference(sweeps.Select(sweep => new KnownTransfer(
                sweep.Provider, sweep.Reference, sweep.LegalEntityId, new Money(sweep.AmountMinor, sweep.Currency),
                arrived.Contains(KeyOf(sweep.Provider, sweep.Reference))))),
            Payouts = await PayoutsAsync(work, since, names),
            Refunds = await RefundsAsync(work, since, names),
            ProviderNames = providers.ToHashSet(StringComparer.OrdinalIgnoreCase),
            OwnAccounts = accounts.ByNumber,
            OpenLegs = await LegsAsync(work, accounts),
        };
    }

    /// <summary>The payouts that a line names.</summary>
    public static IQueryable<PayoutItem> PayoutsNamedBy(OpsDbContext db, BankLine line) => db.Set<PayoutItem>().AsNoTracking()
        .Where(item => item.LegalEntityId == line.LegalEntityId && item.ReleasedAt != null).Where(IsCalled(NamesIn([line])));

    public static string KeyOf(string provider, string reference) =>
        PostingKeys.Sweep(provider, reference, nameof(EventFamily.SweepArrived));

    private static Dictionary<string, KnownTransfer> ByReference(IEnumerable<KnownTransfer> transfers)
    {
        var byReference = new Dictionary<string, KnownTransfer>(StringComparer.OrdinalIgnoreCase);
        foreach (var transfer in transfers)
            byReference[transfer.Reference] = transfer;
        return byReference;
    }

    private static List<string> NamesIn(IEnumerable<BankLine> lines) => [.. lines
        .SelectMany(line => LineRules.Names(line.Told()))
        .SelectMany(name => new[] { name, name.ToLowerInvariant(), name.ToUpperInvariant() }).Distinct()];

    private static Expression<Func<PayoutItem, bool>> IsCalled(List<string> names) => item => names.Contains(item.Key)
        || names.Contains(item.Key.Substring(0, EndToEndLength)) || names.Contains(item.ProviderReference!);

    /// <summary>Payouts by every name that a bank may give them: key, as much of it as a bank carries, provider's id.</summary>
    private static async Task<Dictionary<string, KnownTransfer>> PayoutsAsync(Work work, Instant since, List<string>? names)
    {
        var released = work.Db.Set<PayoutItem>().AsNoTracking()
            .Where(item => item.ReleasedAt != null && item.ReleasedAt >= since);
        var payouts = await (names is null ? released : released.Where(IsCalled(names)))
            .Select(item => new { item.Key, item.ProviderReference, item.LegalEntityId, item.AmountMinor, item.Currency })
            .ToListAsync(work.Ct);
        var known = new Dictionary<string, KnownTransfer>(StringComparer.OrdinalIgnoreCase);
        foreach (var item in payouts)
        {
            var payout = new KnownTransfer("", item.Key, item.LegalEntityId, new Money(item.AmountMinor, item.Currency));
            foreach (var name in new[] { item.Key, item.Key[..Math.Min(EndToEndLength, item.Key.Length)],
                item.ProviderReference }.OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase))
                known[name] = known.ContainsKey(name) ? payout with { IsShared = true } : payout;
        }

        return known;
    }

    /// <summary>Refunds by bank, by the reference of their transfer. One may come back before the line by which it left is
    /// booked, and twice.</summary>
    private static async Task<ILookup<string, KnownTransfer>> RefundsAsync(Work work, Instant since, List<string>? names) =>
        (await work.Db.Set<Refund>().AsNoTracking()
            .Where(refund => refund.Provider == LineBooks.Provider && refund.State != RefundState.Cancelled
                && refund.RequestedAt >= since && refund.ProviderReference.Length >= ShortestReference
                && (names == null || names.Contains(refund.ProviderReference))).ToListAsync(work.Ct))
            .Select(refund => new KnownTransfer(refund.Provider, refund.ProviderReference, refund.LegalEntityId,
                new Money(refund.AmountMinor, refund.Currency)))
            .ToLookup(refund => refund.Reference, StringComparer.OrdinalIgnoreCase);

    /// <summary>Transfers between accounts of ours of which one side is booked and names the other.</summary>
    private static async Task<IReadOnlyList<OpenLeg>> LegsAsync(Work work, OwnAccounts accounts)
    {
        var since = work.Now.InUtc().Date.PlusDays(-2 * OpenLeg.DaysApart);
        var sides = await work.Db.Set<BankLine>().AsNoTracking()
            .Where(line => line.Class == LineClass.InternalTransfer && line.Standing == LineStanding.Posted
                && line.BookedOn >= since && line.EndToEndId != null)
            .ToListAsync(work.Ct);
        var seen = sides.Select(line => (line.BankAccountId, line.EndToEndId, line.AmountMinor)).ToHashSet();
        return
        [
            .. from side in sides
            where BankWords.Telling(side.EndToEndId) is { Length: >= ShortestReference }
            from other in accounts.ByNumber.GetValueOrDefault(side.PartyAccount ?? "") ?? []
            where other.Id != side.BankAccountId && other.Currency == side.Currency
                && !seen.Contains((other.Id, side.EndToEndId, -side.AmountMinor))
            select new OpenLeg(other.Id, new Money(-side.AmountMinor, side.Currency), side.BookedOn, side.EndToEndId!),
        ];
    }
}
