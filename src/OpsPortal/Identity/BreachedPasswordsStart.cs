namespace OpsPortal.Identity;

/// <summary>Refuses to start with a list of breached passwords that cannot be used.</summary>
internal sealed class BreachedPasswordsStart(BreachedPasswords list) : IStartStep
{
    public int Order => 12;

    public Task RunAsync(CancellationToken ct) => list.WhyNot() is { } why
        ? throw new InvalidOperationException(
            $"{BreachedPasswords.Setting} cannot be used: {why} Give the path of a list of SHA-1 hashes, sorted by hash, or "
            + "leave the setting empty (docs/operations.md).")
        : Task.CompletedTask;
}
