using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace OpsPortal.Data.Start;

internal enum DatabaseProvider
{
    Sqlite,
    Postgres,
    SqlServer,
}

/// <summary>Which database the app uses, as the settings say it.</summary>
internal sealed record DatabaseSettings(DatabaseProvider Provider, string ConnectionString, int? MaxBatchSize)
{
    public static DatabaseSettings Read(IConfiguration configuration, DataFolder folder)
    {
        var name = configuration["Database:Provider"] ?? nameof(DatabaseProvider.Sqlite);
        if (!Enum.TryParse<DatabaseProvider>(name, ignoreCase: true, out var provider))
            throw new InvalidOperationException($"Database:Provider is '{name}'. Set it to Sqlite, Postgres or SqlServer.");
        var connection = configuration.GetConnectionString("OpsPortal") ?? "";
        if (provider == DatabaseProvider.Sqlite)
            connection = InFolder(connection, folder);
        else if (connection.Length == 0)
            throw new InvalidOperationException($"ConnectionStrings:OpsPortal is empty. {provider} needs it.");
        if (provider == DatabaseProvider.Postgres)
            connection = Prepared(connection);
        return new DatabaseSettings(provider, connection, configuration.GetValue<int?>("Database:MaxBatchSize"));
    }

    // The statements of intake repeat: prepared by themselves they cost a third less. A pooler that cannot keep them says 0.
    // No session state is ever set, so none is reset between two uses of a connection.
    private static string Prepared(string connection)
    {
        var given = new DbConnectionStringBuilder { ConnectionString = connection };
        var builder = new NpgsqlConnectionStringBuilder(connection) { NoResetOnClose = true };
        if (!given.ContainsKey("Max Auto Prepare") && !given.ContainsKey(nameof(builder.MaxAutoPrepare)))
            builder.MaxAutoPrepare = 50;
        return builder.ToString();
    }

    // A relative file belongs to the data folder, never to the folder that the process happens to run in.
    private static string InFolder(string connection, DataFolder folder)
    {
        var builder = new SqliteConnectionStringBuilder(connection);
        builder.DataSource = Path.Combine(folder.Path, builder.DataSource.Length == 0 ? "opsportal.db" : builder.DataSource);
        return builder.ToString();
    }
}
