namespace OpsPortal.Tests.Hosting;

/// <summary>What a test takes for granted.</summary>
internal static class Granted
{
    public static T Done<T>(Outcome<T> outcome)
    {
        Done(outcome.WithoutValue());
        return outcome.Value;
    }

    public static void Done(Outcome outcome) => Assert.Null(outcome.Refusal?.Text);
}
