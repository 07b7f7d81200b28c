using NodaTime;

namespace OpsPortal.Domain.Cash;

/// <summary>What is known of a rail.</summary>
/// <param name="Name">As it stands on screen.</param>
/// <param name="Settles">Usual time from success to available funds.</param>
/// <param name="Window">How long after it a missing counterpart is still not late.</param>
/// <param name="ReturnWindow">How long a payment may still come back.</param>
/// <param name="CanReturn">Whether the payer's bank may take it back.</param>
public sealed record RailFacts(string Name, Duration Settles, Duration Window, Duration ReturnWindow, bool CanReturn);

/// <summary>The rails, one row each.</summary>
public static class Rails
{
    private static readonly Dictionary<Rail, RailFacts> Table = new()
    {
        [Rail.Card] = new("Card", Duration.FromDays(2), Duration.FromDays(3), Duration.FromDays(120), false),
        [Rail.Ach] = new("ACH", Duration.FromDays(4), Duration.FromDays(5), Duration.FromDays(60), true),
        [Rail.SameDayAch] = new("Same Day ACH", Duration.FromDays(1), Duration.FromDays(3), Duration.FromDays(60), true),
        [Rail.SepaCredit] = new("SEPA credit transfer", Duration.FromDays(1), Duration.FromDays(3), Duration.FromDays(10), true),
        [Rail.SepaInstant] = new("SEPA instant", Duration.Zero, Duration.FromDays(1), Duration.FromDays(10), false),
        [Rail.SepaDebit] = new("SEPA direct debit", Duration.FromDays(5), Duration.FromDays(7), Duration.FromDays(395), true),
        [Rail.Wire] = new("Wire", Duration.FromDays(1), Duration.FromDays(3), Duration.Zero, false),
    };

    public static IReadOnlyDictionary<Rail, RailFacts> All => Table;

    public static RailFacts Of(Rail rail) => Table[rail];
}
