namespace OpsPortal.Data.Start;

/// <summary><c>migrate</c>: brings the database to the schema of this build.</summary>
internal sealed class MigrateCommand(Schema schema) : IConsoleCommand
{
    public string Name => "migrate";

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken ct)
    {
        await schema.BringUpAsync(ct);
        await Console.Out.WriteLineAsync("The database has the schema of this build.");
        return 0;
    }
}
