using Microsoft.Data.Sqlite;
using Npgsql;

namespace OpsPortal.Tests.Stores;

/// <summary>One test's own database, copied from a template that is made once for each test run, and its own data
/// folder.</summary>
public sealed class TestStore : IAsyncDisposable
{
    private TestStore(StoreKind kind, string folder, string connectionString)
    {
        Kind = kind;
        Folder = folder;
        ConnectionString = connectionString;
    }

    public StoreKind Kind { get; }

    public string Folder { get; }

    public string ConnectionString { get; }

    /// <summary>The settings with which the app uses this store.</summary>
    public IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["Database:Provider"] = Kind.ToString(),
        ["Database:MaxBatchSize"] = Environment.GetEnvironmentVariable("OPSPORTAL_TEST_MAXBATCHSIZE"),
        ["ConnectionStrings:OpsPortal"] = ConnectionString,
        ["OpsPortal:DataFolder"] = Folder,
        ["Demo:Enabled"] = "false",
        ["Sessions:ReadsPerMinute"] = "1000000",
        ["Sessions:FilesPerHour"] = "1000000",
        ["Providers:Sandbox:BaseUrl"] = "http://127.0.0.1:9",
    };

    /// <summary>A copy of the template: the schema of this build with the people of <see cref="Template"/>.</summary>
    public static async Task<TestStore> NewAsync(StoreKind kind)
    {
        var template = await Template.OfAsync(kind);
        var store = Empty(kind);
        if (kind == StoreKind.Sqlite)
            File.Copy(Path.Combine(template.Folder, "opsportal.db"), Path.Combine(store.Folder, "opsportal.db"));
        else if (kind == StoreKind.Postgres)
            await PostgresCluster.Current.ExecuteAsync($"CREATE DATABASE {DatabaseOf(store)} TEMPLATE {DatabaseOf(template)}");
        return store;
    }

    /// <summary>A store without any schema, for the template itself and for tests of migrations.</summary>
    public static TestStore Empty(StoreKind kind)
    {
        var folder = Directory.CreateTempSubdirectory("ops-test-").FullName;
        var name = "t" + Guid.NewGuid().ToString("N");
        return new TestStore(kind, folder, kind switch
        {
            StoreKind.Sqlite => new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "opsportal.db"),
                Pooling = true }.ToString(),
            StoreKind.Postgres => PostgresCluster.Current.ConnectionString(name),
            _ => SqlServerStore.ConnectionString ?? throw new InvalidOperationException($"Set {SqlServerStore.Variable}."),
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (Kind == StoreKind.Sqlite)
        {
            using var connection = new SqliteConnection(ConnectionString);
            SqliteConnection.ClearPool(connection);
        }
        else if (Kind == StoreKind.Postgres)
        {
            using var connection = new NpgsqlConnection(ConnectionString);
            NpgsqlConnection.ClearPool(connection);
            await PostgresCluster.Current.ExecuteAsync($"DROP DATABASE IF EXISTS {DatabaseOf(this)} WITH (FORCE)");
        }

        Directory.Delete(Folder, recursive: true);
    }

    private static string DatabaseOf(TestStore store) => new NpgsqlConnectionStringBuilder(store.ConnectionString).Database!;
}
