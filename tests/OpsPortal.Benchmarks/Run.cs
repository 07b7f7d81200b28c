namespace OpsPortal.Benchmarks;

/// <summary>Picks the benchmark that the first argument names.</summary>
internal static class Run
{
    public static int Main(string[] arguments)
    {
        Console.WriteLine(arguments.Length == 0 ? "Name a benchmark." : $"There is no benchmark '{arguments[0]}'.");
        return 2;
    }
}
