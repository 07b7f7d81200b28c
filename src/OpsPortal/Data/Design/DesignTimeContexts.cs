using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using OpsPortal.Data.Start;

namespace OpsPortal.Data.Design;

/// <summary>Gives the migration tool a context for each database; no server is contacted.</summary>
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteOpsDbContext>
{
    public SqliteOpsDbContext CreateDbContext(string[] args) =>
        new(DesignOptions.Of<SqliteOpsDbContext>(DatabaseProvider.Sqlite, "Data Source=design.db"));
}

internal sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresOpsDbContext>
{
    public PostgresOpsDbContext CreateDbContext(string[] args) =>
        new(DesignOptions.Of<PostgresOpsDbContext>(DatabaseProvider.Postgres, "Host=design"));
}

internal sealed class SqlServerDesign : IDesignTimeDbContextFactory<SqlServerOpsDbContext>
{
    public SqlServerOpsDbContext CreateDbContext(string[] args) =>
        new(DesignOptions.Of<SqlServerOpsDbContext>(DatabaseProvider.SqlServer, "Server=design"));
}

internal static class DesignOptions
{
    // The tables of Identity depend on its options; without them the tool would not see the passkeys.
    private static readonly ServiceProvider Services = new ServiceCollection()
        .Configure<IdentityOptions>(options => options.Stores.SchemaVersion = IdentitySchemaVersions.Version3)
        .BuildServiceProvider();

    public static DbContextOptions<TContext> Of<TContext>(DatabaseProvider provider, string connection)
        where TContext : OpsDbContext
    {
        var options = new DbContextOptionsBuilder<TContext>().UseApplicationServiceProvider(Services);
        DatabaseSetup.Configure(options, new DatabaseSettings(provider, connection, null));
        return options.Options;
    }
}
