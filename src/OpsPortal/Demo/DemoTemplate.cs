using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using OpsPortal.Data;
using OpsPortal.Data.Start;

namespace OpsPortal.Demo;

/// <summary>
/// The demo as it was when its history had just been made, and the way back to it while the app runs. The whole database is put
/// in its place, as from a backup, so no trigger is ever lifted; what happened since is gone, sessions too.
/// </summary>
[Part]
internal sealed partial class DemoTemplate(
    DatabaseSettings settings, DataFolder folder, Schema schema, IDbContextFactory<OpsDbContext> contexts,
    ILogger<DemoTemplate> logger)
{
    private const int Tries = 10;

    private string File => Path.Combine(folder.Path, "demo-template.db");

    /// <summary>Keeps the present state as the one to come back to.</summary>
    public async Task KeepAsync(CancellationToken ct)
    {
        if (settings.Provider == DatabaseProvider.Sqlite)
            Copy(settings.ConnectionString, FileConnection(), forgetTarget: true);
        else if (settings.Provider == DatabaseProvider.Postgres)
            await KeepOnPostgresAsync(ct);
    }

    public async Task<Outcome> PutBackAsync(CancellationToken ct)
    {
        if (settings.Provider == DatabaseProvider.Sqlite && System.IO.File.Exists(File))
            await CopyBackAsync(ct);
        else if (settings.Provider != DatabaseProvider.Postgres || !await PutBackOnPostgresAsync(ct))
            return DemoRefusals.NoTemplate;
        await schema.BringUpAsync(ct);
        return Outcome.Done;
    }

    private string FileConnection() => new SqliteConnectionStringBuilder { DataSource = File, Pooling = false }.ToString();

    // One step of SQLite's own backup: readers and writers see the state before it or after it, and nothing between.
    private async Task CopyBackAsync(CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                Copy(FileConnection(), settings.ConnectionString, forgetTarget: false);
                return;
            }
            catch (SqliteException busy) when (busy.SqliteErrorCode is 5 or 6 && attempt < Tries)
            {
                await Task.Delay(200 * attempt, ct);
            }
        }
    }

    private void Copy(string from, string to, bool forgetTarget)
    {
        if (forgetTarget)
            System.IO.File.Delete(File);
        using var source = new SqliteConnection(from);
        using var target = new SqliteConnection(to);
        source.Open();
        target.Open();
        using var patience = target.CreateCommand();
        patience.CommandText = "PRAGMA busy_timeout = 5000";
        patience.ExecuteNonQuery();
        source.BackupDatabase(target);
    }

    private async Task KeepOnPostgresAsync(CancellationToken ct)
    {
        await LetGoAsync(ct);
        try
        {
            await OnPostgresAsync($"DROP DATABASE IF EXISTS {Kept} WITH (FORCE)", ct);
            await OnPostgresAsync($"CREATE DATABASE {Kept} TEMPLATE {Live}", ct);
        }
        catch (PostgresException refused)
        {
            LogNotKept(refused.MessageText);
        }
    }

    private async Task<bool> PutBackOnPostgresAsync(CancellationToken ct)
    {
        if (await OnPostgresAsync($"SELECT count(*) FROM pg_database WHERE datname = '{Kept.Trim('"')}'", ct) is not 1L)
            return false;
        await OnPostgresAsync($"DROP DATABASE IF EXISTS {Live} WITH (FORCE)", ct);
        await OnPostgresAsync($"CREATE DATABASE {Live} TEMPLATE {Kept}", ct);
        await LetGoAsync(ct);
        return true;
    }

    private string Live => $"\"{new NpgsqlConnectionStringBuilder(settings.ConnectionString).Database}\"";

    private string Kept => $"\"{new NpgsqlConnectionStringBuilder(settings.ConnectionString).Database}_demo_template\"";

    private async Task<object?> OnPostgresAsync(string sql, CancellationToken ct)
    {
        var maintenance = new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Database = "postgres", Pooling = false };
        await using var connection = new NpgsqlConnection(maintenance.ToString());
        await connection.OpenAsync(ct);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(ct);
    }

    private async Task LetGoAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        NpgsqlConnection.ClearPool((NpgsqlConnection)db.Database.GetDbConnection());
    }

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "The demo's first state could not be kept, so it cannot be reset: {Reason}")]
    private partial void LogNotKept(string reason);
}
