namespace OpsPortal.Domain.Shared;

/// <summary>Makes outcomes of values whose type the language cannot convert by itself, such as interfaces.</summary>
public static class Outcomes
{
    /// <summary>The value as an outcome that was not refused.</summary>
    public static Outcome<T> Of<T>(T value) => value;
}
