using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using OpsPortal.Data.Sqlite;

namespace OpsPortal.Data.Start;

/// <summary>Registers one context factory for the database that the settings choose.</summary>
internal static class DatabaseSetup
{
    public static IServiceCollection AddDatabase(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = DatabaseSettings.Read(configuration, new DataFolder(configuration));
        services.AddSingleton(settings);
        _ = settings.Provider switch
        {
            DatabaseProvider.Sqlite => services.AddContexts<SqliteOpsDbContext>(settings),
            DatabaseProvider.Postgres => services.AddContexts<PostgresOpsDbContext>(settings),
            DatabaseProvider.SqlServer => services.AddContexts<SqlServerOpsDbContext>(settings),
            _ => throw new InvalidOperationException(settings.Provider.ToString()),
        };
        return services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<OpsDbContext>>().CreateDbContext());
    }

    public static void Configure(DbContextOptionsBuilder options, DatabaseSettings settings)
    {
        // Aggregates are small: one question for all their parts costs less than one for each.
        options.ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.MultipleCollectionIncludeWarning));
        options.AddInterceptors(TextRules.Instance);
        switch (settings.Provider)
        {
            case DatabaseProvider.Sqlite:
                SystemSqlite.Use();
                options.UseSqlite(settings.ConnectionString, sqlite => Batch(sqlite.MaxBatchSize, settings))
                    .AddInterceptors(SqlitePragmas.Instance);
                break;
            case DatabaseProvider.Postgres:
                options.UseNpgsql(settings.ConnectionString, postgres => Batch(postgres.MaxBatchSize, settings));
                break;
            case DatabaseProvider.SqlServer:
                options.UseSqlServer(settings.ConnectionString, server => Batch(server.MaxBatchSize, settings));
                break;
            default:
                throw new InvalidOperationException(settings.Provider.ToString());
        }
    }

    private static IServiceCollection AddContexts<TContext>(this IServiceCollection services, DatabaseSettings settings)
        where TContext : OpsDbContext =>
        services.AddPooledDbContextFactory<TContext>((provider, options) =>
            {
                Configure(options, settings);
                options.AddInterceptors(provider.GetRequiredService<RecentReads>());
            })
            .AddSingleton<IDbContextFactory<OpsDbContext>, Contexts<TContext>>();

    private static void Batch<T>(Func<int, T> set, DatabaseSettings settings)
    {
        if (settings.MaxBatchSize is { } size)
            set(size);
    }

    private sealed class Contexts<TContext>(IDbContextFactory<TContext> inner) : IDbContextFactory<OpsDbContext>
        where TContext : OpsDbContext
    {
        public OpsDbContext CreateDbContext() => inner.CreateDbContext();

        public async Task<OpsDbContext> CreateDbContextAsync(CancellationToken cancellationToken = default) =>
            await inner.CreateDbContextAsync(cancellationToken);
    }
}
