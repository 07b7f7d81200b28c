using System.IO.Compression;
using Npgsql;

namespace OpsPortal.Tests.Upgrade;

/// <summary>A store as the build with the first migration left it, with the three months of business of its demo. The files were
/// written by that build itself: a copy of its SQLite database, and a dump of its PostgreSQL one.</summary>
internal static class FirstSchema
{
    public static async Task<TestStore> StoreAsync(StoreKind kind)
    {
        var store = TestStore.Empty(kind);
        if (kind == StoreKind.Sqlite)
        {
            await using var file = File.Create(Path.Combine(store.Folder, "opsportal.db"));
            await using var packed = Open("first-sqlite.db.gz");
            await packed.CopyToAsync(file);
            return store;
        }

        await PostgresCluster.Current
            .ExecuteAsync($"CREATE DATABASE {new NpgsqlConnectionStringBuilder(store.ConnectionString).Database}");
        using var dump = new StreamReader(Open("first-postgres.sql.gz"));
        await using var source = NpgsqlDataSource.Create(store.ConnectionString + ";Pooling=false");
        await using var command = source.CreateCommand(await dump.ReadToEndAsync());
        await command.ExecuteNonQueryAsync();
        return store;
    }

    private static GZipStream Open(string name) => new(
        File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Upgrade", name)), CompressionMode.Decompress);
}
