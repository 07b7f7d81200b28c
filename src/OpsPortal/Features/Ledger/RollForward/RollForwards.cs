using OpsPortal.Data;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Ledger.RollForward;

/// <summary>The roll-forward of one company over a range of booked days.</summary>
internal sealed record RolledRange(IReadOnlyList<RollForwardRow> Rows, IReadOnlyList<Movement> Movements)
{
    public IReadOnlyList<(LocalDate Day, RollForwardRow Row)> DaysOf(RollForwardRow row) =>
        Domain.Ledger.RollForward.RollDays(row, Movements);

    public IReadOnlyList<EndedRow> Ended => Domain.Ledger.RollForward.Ended(Movements);
}

/// <summary>Reads roll-forwards: what was owed the day before, and what moved it since.</summary>
internal static class RollForwards
{
    public static async Task<RolledRange> ReadAsync(
        OpsDbContext db, LegalEntityId entity, LocalDate first, LocalDate last, CancellationToken ct)
    {
        var openings = await OwedAsync(db, entity, first.PlusDays(-1), ct);
        var movements = await LedgerMovements.ReadAsync(db, entity, first, last, ct);
        return new RolledRange(Domain.Ledger.RollForward.Roll(openings, movements), movements);
    }

    /// <summary>What the trial balance of a day says is owed on the rolled accounts, in minor units.</summary>
    public static async Task<Dictionary<(Account Account, Currency Currency), long>> OwedAsync(
        OpsDbContext db, LegalEntityId entity, LocalDate asOf, CancellationToken ct) =>
        (await LedgerBalances.AccountBalancesAsync(db, entity, asOf, ct))
            .Where(balance => Domain.Ledger.RollForward.Accounts.Contains(balance.Account))
            .ToDictionary(balance => (balance.Account, balance.Currency), balance => -balance.BalanceMinor);
}
