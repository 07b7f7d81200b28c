namespace OpsPortal;

/// <summary>What <c>dotnet run --project src/OpsPortal -- name</c> does instead of serving; found by scanning.</summary>
internal interface IConsoleCommand
{
    string Name { get; }

    /// <summary>Returns the exit code of the process.</summary>
    Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken ct);
}
