using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Cash;

namespace OpsPortal.Features.Payouts.Debts;

/// <summary>What a payee owes us and what of its money is settled with us in one currency, oldest invoice first.</summary>
internal sealed record PayeeClaims(Currency Currency, IReadOnlyList<PayeePart> Settled, IReadOnlyList<PayeePart> Owed)
{
    public Money SettledSum => new(Settled.Sum(part => part.Minor), Currency);

    public Money OwedSum => new(Owed.Sum(part => part.Minor), Currency);

    /// <summary>The most that can be set off.</summary>
    public Money Most => new(Math.Min(SettledSum.Minor, OwedSum.Minor), Currency);

    /// <summary>The claims of each currency in which the payee owes us anything.</summary>
    public static async Task<IReadOnlyList<PayeeClaims>> ReadAsync(OpsDbContext db, Payee payee, CancellationToken ct)
    {
        var lines = await PayableFunds.ReadAsync(db, new([payee.LegalEntityId]) { Payees = [payee.Id] }, ct);
        var ids = lines.Select(line => line.Invoice).OfType<InvoiceId>().Distinct().ToList();
        var numbers = await db.Set<Invoice>().AsNoTracking().Where(invoice => ids.Contains(invoice.Id))
            .ToDictionaryAsync(invoice => invoice.Id, invoice => invoice.Number ?? "", ct);
        return
        [
            .. lines.GroupBy(line => line.Currency).OrderBy(group => group.Key)
                .Select(group => new PayeeClaims(group.Key, PartsOf(group, Account.HeldSettled, numbers),
                    PartsOf(group, Account.RecoverableFromPayees, numbers)))
                .Where(claims => claims.OwedSum.Minor > 0),
        ];
    }

    /// <summary>What the payee owes us in a currency, oldest invoice first; empty where nothing.</summary>
    public static async Task<IReadOnlyList<PayeePart>> OwedAsync(
        OpsDbContext db, Payee payee, Currency currency, CancellationToken ct) =>
        (await ReadAsync(db, payee, ct)).SingleOrDefault(claims => claims.Currency == currency)?.Owed ?? [];

    /// <summary>The contracts whose clause gives a right to set off against the payee.</summary>
    public static async Task<IReadOnlyList<Contract>> RightsAsync(OpsDbContext db, Payee payee, CancellationToken ct)
    {
        var withClause = await db.Set<Contract>().AsNoTracking()
            .Where(contract => contract.LegalEntityId == payee.LegalEntityId && contract.Anchors.SetOffClause != ""
                && contract.Versions.Any(version => version.Shares.Any(share => share.PayeeId == payee.Id)))
            .Include(contract => contract.Versions).AsSingleQuery()
            .OrderBy(contract => contract.Number).ToListAsync(ct);
        return [.. withClause.Where(contract => contract.WhyNoSetOff(payee.Id) is null)];
    }

    /// <summary>Why nothing of the payee's may be set off now; null where it may.</summary>
    public static async Task<Refusal?> WhyNotAsync(OpsDbContext db, Payee payee, Currency currency, CancellationToken ct)
    {
        if (await PayableSurroundings.OpenHolds(db, [payee.Id]).AnyAsync(ct))
            return PayoutRefusals.SetOffWhileHeld;
        var locks = await PayableSurroundings.OpenLocksAsync(db, [payee.Id], null, ct);
        return locks.GetValueOrDefault(PayoutItem.LockOf(payee.LegalEntityId, payee.Id, currency)) is { } batch
            ? PayoutRefusals.SetOffWhileInBatch(batch.Number) : null;
    }

    /// <summary>Whoever moves money of the payee or its payments meanwhile conflicts and tries again: balances were read
    /// here.</summary>
    public static Task HoldAsync(Work work, Payee payee, IEnumerable<PayeePart> parts) =>
        PositionLock.TakeAsync(work, parts.Select(part => part.ReceiptId).OfType<ReceiptId>(), payee.Id);

    // Of one payment a payee may owe and of another be owed on the same account: only what stands in all counts.
    private static List<PayeePart> PartsOf(
        IEnumerable<FundsLine> lines, Account account, Dictionary<InvoiceId, string> numbers)
    {
        var rows = lines.Where(line => line.Account == account).ToList();
        var left = rows.Sum(row => row.Minor);
        var parts = new List<PayeePart>();
        foreach (var row in rows.Where(row => row.Minor > 0)
            .OrderBy(row => row.Invoice is { } id ? numbers.GetValueOrDefault(id, "") : "", StringComparer.Ordinal)
            .ThenBy(row => row.Receipt?.Value))
        {
            var some = Math.Clamp(row.Minor, 0, Math.Max(0, left));
            left -= some;
            if (some > 0)
                parts.Add(new PayeePart(row.Payee, some, row.Invoice, row.Receipt));
        }

        return parts;
    }
}
