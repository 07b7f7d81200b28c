using Microsoft.Data.SqlClient;
using Npgsql;
using OpsPortal.Data.Start;

namespace OpsPortal.Providers;

/// <summary>
/// Which servers of the settings are spoken to without TLS, or without their proof of who they are, though they do not stand on
/// this machine. Each answer is null where all is well, else a sentence that says what to set.
/// </summary>
[Part]
internal sealed class OutgoingTls(IConfiguration configuration, DatabaseSettings database)
{
    public const string TrustedNetwork = "Database:TrustedNetwork";

    private static readonly string[] ThisSqlServer = [".", "(local)", "(localdb)"];

    /// <summary>True where the operator answers for the network between portal and database.</summary>
    public bool IsNetworkTrusted => configuration.GetValue(TrustedNetwork, false);

    public string? WhyNotDatabase() => database.Provider switch
    {
        DatabaseProvider.Postgres => OfPostgres(new NpgsqlConnectionStringBuilder(database.ConnectionString)),
        DatabaseProvider.SqlServer => OfSqlServer(new SqlConnectionStringBuilder(database.ConnectionString)),
        _ => null,
    };

    public string? WhyNotMail() => configuration["Mail:Host"] is { Length: > 0 } host && !ThisMachine.Is(host)
        && !MailByTls(configuration, host)
            ? $"E-mails, with links that set passwords, go to {host} without TLS. Remove Mail:Tls=false." : null;

    public string? WhyNotCollector() => configuration["Telemetry:Endpoint"] is { Length: > 0 } endpoint
        && Uri.TryCreate(endpoint, UriKind.Absolute, out var address)
        && address.Scheme != Uri.UriSchemeHttps && !ThisMachine.Is(address.Host)
            ? $"Metrics and traces go to {address.Host} without TLS. Begin Telemetry:Endpoint with https." : null;

    /// <summary>By TLS unless the settings say otherwise, or the server stands on this machine.</summary>
    public static bool MailByTls(IConfiguration configuration, string host) =>
        configuration.GetValue<bool?>("Mail:Tls") ?? !ThisMachine.Is(host);

    private static string? OfPostgres(NpgsqlConnectionStringBuilder asked)
    {
        var hosts = (asked.Host ?? "").Split(',', StringSplitOptions.TrimEntries);
        return asked.SslMode == SslMode.VerifyFull || hosts.All(host => ThisMachine.Is(WithoutPort(host))) ? null
            : $"The connection to {asked.Host} does not ask the database's server to prove who it is. Set SSL Mode=VerifyFull, "
                + "and Root Certificate where its authority is your own.";
    }

    private static string? OfSqlServer(SqlConnectionStringBuilder asked)
    {
        var host = asked.DataSource.Split(':')[^1].Split('\\', ',')[0].Trim();
        var isVerified = asked.Encrypt == SqlConnectionEncryptOption.Strict
            || (asked.Encrypt == SqlConnectionEncryptOption.Mandatory && !asked.TrustServerCertificate);
        return isVerified || ThisSqlServer.Contains(host, StringComparer.OrdinalIgnoreCase) || ThisMachine.Is(host) ? null
            : $"The connection to {host} does not ask the database's server to prove who it is. Set Encrypt=True and "
                + "TrustServerCertificate=False.";
    }

    // An address of IPv6 has more than one colon, and its port stands behind its brackets.
    private static string WithoutPort(string host) => host.StartsWith('[') ? host[1..].Split(']')[0]
        : host.Split(':') is [var name, _] ? name : host;
}
