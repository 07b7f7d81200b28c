namespace OpsPortal.Tests.Faults.Clocks;

/// <summary>A machine's clock that runs, but not by the true time.</summary>
internal sealed class WrongClock(Duration ahead) : IClock
{
    public Instant GetCurrentInstant() => SystemClock.Instance.GetCurrentInstant() + ahead;
}
