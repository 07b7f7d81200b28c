using System.Diagnostics;
using Npgsql;

namespace OpsPortal.Tests.Stores;

/// <summary>A PostgreSQL cluster of this test run alone: made in a temporary folder, reached by a unix socket, gone with the
/// process.</summary>
public sealed class PostgresCluster
{
    private static readonly Lazy<PostgresCluster> Shared = new(() => new PostgresCluster("--locale=C", durable: false));
    private static readonly string? Programs = Find();
    private readonly string folder = Directory.CreateTempSubdirectory("ops-pg-").FullName;

    private PostgresCluster(string initArguments, bool durable, Func<string, string>? further = null)
    {
        if (Environment.UserName == "root")
            Run("chown", "postgres", folder);
        Execute("initdb", "-A", "trust", "-N", "-U", "postgres", "-E", "UTF8", initArguments, "-D", Data);
        File.AppendAllText(Path.Combine(Data, "postgresql.conf"), $"""

            listen_addresses = ''
            unix_socket_directories = '{folder}'
            max_connections = 200
            fsync = {(durable ? "on" : "off")}
            synchronous_commit = {(durable ? "on" : "off")}
            full_page_writes = {(durable ? "on" : "off")}
            {further?.Invoke(Data)}

            """);
        Execute("pg_ctl", "-D", Data, "-l", Path.Combine(folder, "log"), "-w", "-t", "60", "start");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Stop();
    }

    /// <summary>Null where PostgreSQL can run, otherwise the reason that skipped tests print.</summary>
    public static string? WhyNot => Programs is null
        ? "No PostgreSQL server program was found (Debian: apt-get install postgresql)."
        : null;

    public static PostgresCluster Current => Shared.Value;

    private string Data => Path.Combine(folder, "data");

    /// <summary>A cluster that writes as a production server does, for durability tests and honest figures.</summary>
    public static PostgresCluster StartDurable() => new("--locale=C", durable: true);

    /// <summary>A cluster whose texts sort as a person would, for tests that no order depends on it.</summary>
    public static PostgresCluster StartWithHumanCollation() =>
        new("--locale-provider=icu --icu-locale=en-US --locale=C", durable: false);

    /// <summary>A cluster that listens on a port of this machine, by TLS too.</summary>
    /// <param name="certificate">Its certificate, as PEM.</param>
    /// <param name="key">The key of it, as PEM.</param>
    public static PostgresCluster StartWithTls(int port, string certificate, string key) =>
        new("--locale=C", durable: false, data =>
        {
            File.WriteAllText(Path.Combine(data, "server.crt"), certificate);
            File.WriteAllText(Path.Combine(data, "server.key"), key);
            Run("chmod", "600", Path.Combine(data, "server.key"));
            if (Environment.UserName == "root")
                Run("chown", "postgres", Path.Combine(data, "server.key"));
            return $"listen_addresses = '127.0.0.1'\nport = {port}\nssl = on";
        });

    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = folder,
        Username = "postgres",
        Database = database,
        MaxPoolSize = 50,
    }.ToString();

    public async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString("postgres") + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Ends it as by a crash and starts it again. What was committed with <c>synchronous_commit</c> is there
    /// again.</summary>
    public void Crash() =>
        Execute("pg_ctl", "-D", Data, "-l", Path.Combine(folder, "log"), "-m", "immediate", "-w", "-t", "60", "restart");

    public void Stop()
    {
        try
        {
            Execute("pg_ctl", "-D", Data, "-m", "immediate", "stop");
            Directory.Delete(folder, recursive: true);
        }
        catch (InvalidOperationException)
        {
            // It has been stopped before; a folder left in the temporary directory does no harm.
        }
    }

    private static string? Find() => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin"))
            .Where(bin => File.Exists(Path.Combine(bin, "initdb"))).OrderBy(bin => bin, StringComparer.Ordinal).FirstOrDefault()
        : null;

    // PostgreSQL refuses to run as root.
    private static void Execute(string program, params string[] arguments)
    {
        var full = Path.Combine(Programs!, program);
        var words = arguments.SelectMany(argument => argument.StartsWith("--", StringComparison.Ordinal) ? argument.Split(' ')
            : [argument]);
        if (Environment.UserName == "root")
            Run("setpriv", ["--reuid=postgres", "--regid=postgres", "--init-groups", full, .. words]);
        else
            Run(full, [.. words]);
    }

    private static void Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true,
            WorkingDirectory = "/tmp" };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        if (!process.WaitForExit(TimeSpan.FromMinutes(2)) || process.ExitCode != 0)
            throw new InvalidOperationException(
                $"{program} {string.Join(' ', arguments)} failed: {(error.Wait(1000) ? error.Result : "")}");
    }
}
