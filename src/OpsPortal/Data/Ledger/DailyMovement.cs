using OpsPortal.Domain.Ledger;

namespace OpsPortal.Data.Ledger;

/// <summary>
/// What one event family moved on one account on one booked day, from lines that were booked in time; lines booked late on such
/// a day are added on top. A projection: it can be thrown away and made again.
/// </summary>
internal sealed class DailyMovement
{
    public LegalEntityId LegalEntityId { get; init; }

    public LocalDate Day { get; init; }

    public Account Account { get; init; }

    public Currency Currency { get; init; }

    public EventFamily Family { get; init; }

    /// <summary>Of entries that reverse another one.</summary>
    public bool IsReversal { get; init; }

    public long DebitMinor { get; init; }

    public long CreditMinor { get; init; }
}
