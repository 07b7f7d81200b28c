namespace OpsPortal.Domain.Cash;

/// <summary>The way by which money comes in or goes out.</summary>
public enum Rail
{
    Card,
    Ach,
    SameDayAch,
    Rtp,
    FedNow,
    SepaCredit,
    SepaInstant,
    SepaDebit,
    Wire,
}
