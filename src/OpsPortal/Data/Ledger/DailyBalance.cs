using OpsPortal.Domain.Ledger;

namespace OpsPortal.Data.Ledger;

/// <summary>
/// The balance of an account at the end of a day, as a snapshot of entries that can no longer change: lines that are booked on
/// such a day later are marked late and added on top. A projection: it can be thrown away and made again.
/// </summary>
internal sealed class DailyBalance
{
    public LegalEntityId LegalEntityId { get; init; }

    public LocalDate Day { get; init; }

    public Account Account { get; init; }

    public Currency Currency { get; init; }

    /// <summary>Debit positive.</summary>
    public long BalanceMinor { get; init; }
}
