using OpsPortal.Jobs;

namespace OpsPortal.Shell.Start;

/// <summary>Runs the start steps, or the console command that was asked for.</summary>
internal static class Starting
{
    /// <summary>Returns the exit code when the arguments name a console command, and null when the app shall serve.</summary>
    public static async Task<int?> RunConsoleCommandAsync(this WebApplication app, string[] arguments)
    {
        // As "dotnet run -- verify-pack" is written: whoever writes it so for the built app means the same.
        if (arguments is ["--", .. var rest])
            arguments = rest;
        if (arguments.Length == 0 || arguments[0].StartsWith('-'))
            return null;
        var commands = app.Services.GetServices<IConsoleCommand>().ToList();
        var command = commands.Find(candidate => candidate.Name == arguments[0]);
        if (command is not null)
            return await command.RunAsync(arguments[1..], CancellationToken.None);
        var known = string.Join(", ", commands.Select(candidate => candidate.Name).Order(StringComparer.Ordinal));
        await Console.Error.WriteLineAsync($"There is no command '{arguments[0]}'. There are: {known}.");
        return 2;
    }

    public static async Task StartStepsAsync(this WebApplication app)
    {
        foreach (var step in app.Services.GetServices<IStartStep>().OrderBy(step => step.Order))
            await step.RunAsync(app.Lifetime.ApplicationStopping);
        await Clockwork.StartTickingAsync(app.Services, app.Lifetime.ApplicationStopping);
        app.Services.GetRequiredService<Readiness>().Declare();
    }
}
