namespace OpsPortal.Providers;

/// <summary>Before anything is said to the database: refuses, outside development, a server that need not prove who it is, unless
/// the operator answers for the network; and says what else goes out without TLS.</summary>
internal sealed partial class OutgoingTlsStart(
    OutgoingTls tls, IHostEnvironment environment, ILogger<OutgoingTlsStart> logger) : IStartStep
{
    public int Order => -1;

    public Task RunAsync(CancellationToken ct)
    {
        if (environment.IsDevelopment())
            return Task.CompletedTask;
        var database = tls.WhyNotDatabase();
        if (database is not null && !tls.IsNetworkTrusted)
        {
            throw new InvalidOperationException(
                $"{database} Where nobody else is on the network between them, set {OutgoingTls.TrustedNetwork} to true "
                + "(docs/operations.md).");
        }

        foreach (var why in new[] { database, tls.WhyNotMail(), tls.WhyNotCollector() }.OfType<string>())
            LogOpen(why);
        return Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Why}")]
    private partial void LogOpen(string why);
}
