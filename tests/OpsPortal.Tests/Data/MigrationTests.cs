using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OpsPortal.Data;
using OpsPortal.Data.Design;
using OpsPortal.Data.Start;

namespace OpsPortal.Tests.Data;

public sealed class MigrationTests
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres), InlineData(StoreKind.SqlServer)]
    public void Model_OfEachDatabase_HasNoChangeWithoutMigration(StoreKind kind)
    {
        using var db = Context(kind);

        Assert.True(
            !db.Database.GetMigrations().Any() || !db.Database.HasPendingModelChanges(),
            "The model has changed: run scripts/migration.sh with a name that says how.");
    }

    [Fact]
    public void Model_OfTheRunningApp_IsTheOneThatTheToolSees()
    {
        using var tool = Context(StoreKind.Sqlite);
        using var portal = TestPortal.Build(TestStore.Empty(StoreKind.Sqlite));
        using var app = portal.Services.GetRequiredService<IDbContextFactory<OpsDbContext>>().CreateDbContext();

        var differences = app.GetService<IMigrationsModelDiffer>().GetDifferences(
            tool.GetService<IDesignTimeModel>().Model.GetRelationalModel(),
            app.GetService<IDesignTimeModel>().Model.GetRelationalModel());

        Assert.Empty(differences.Select(operation => operation switch
        {
            AlterColumnOperation alter => $"{alter.Table}.{alter.Name}: {alter.OldColumn.MaxLength} or {alter.MaxLength}",
            ITableMigrationOperation table => $"{operation.GetType().Name} {table.Table}",
            _ => operation.GetType().Name,
        }));
    }

    [Fact]
    public void Folders_OfTheThreeDatabases_HoldTheSameMigrations()
    {
        var names = new[] { StoreKind.Sqlite, StoreKind.Postgres, StoreKind.SqlServer }.Select(NamesOf).ToList();

        Assert.Equal(names[0], names[1]);
        Assert.Equal(names[0], names[2]);
    }

    [Fact]
    public void Script_ForSqlServer_MakesEveryTableIndexAndKey()
    {
        using var db = Context(StoreKind.SqlServer);
        if (!db.Database.GetMigrations().Any())
            return;

        var script = db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent);

        foreach (var table in db.Model.GetRelationalModel().Tables)
        {
            Assert.Contains($"CREATE TABLE [{table.Name}]", script, StringComparison.Ordinal);
            Assert.All(table.Indexes, index =>
                Assert.Contains($"INDEX [{index.Name}] ON [{table.Name}]", script, StringComparison.Ordinal));
            Assert.All(table.UniqueConstraints, key => Assert.Contains($"[{key.Name}]", script, StringComparison.Ordinal));
        }
    }

    [Theory, InlineData(StoreKind.SqlServer), InlineData(StoreKind.Postgres), InlineData(StoreKind.Sqlite)]
    [Trait("Requirement", "LED-1")]
    public void Script_OfEachDatabase_MakesEveryGuardingTrigger(StoreKind kind)
    {
        using var db = Context(kind);
        var options = kind == StoreKind.Sqlite ? MigrationsSqlGenerationOptions.Script
            : MigrationsSqlGenerationOptions.Idempotent;

        var script = db.GetService<IMigrator>().GenerateScript(options: options);

        foreach (var name in DatabaseGuards.NamesOf(db.Database.ProviderName!))
            Assert.Matches($"""CREATE (OR ALTER )?TRIGGER ["\[]{name}["\]]""", script);
    }

    [Theory, OnPostgres, OnSqlServer]
    [Trait("Requirement", "LED-1")]
    public async Task Script_RunByAnOperatorTwice_MakesADatabaseThatTheAppTakes(StoreKind kind)
    {
        await using var store = await EmptyDatabaseAsync(kind);
        await using var portal = TestPortal.Build(store);
        await using var db = await portal.Services.GetRequiredService<IDbContextFactory<OpsDbContext>>().CreateDbContextAsync();
        var script = db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent);

        foreach (var batch in Enumerable.Repeat(script.ReplaceLineEndings("\n").Split("\nGO\n"), 2)
            .SelectMany(batches => batches))
            await RunAsync(db, batch);

        Assert.Empty(await portal.Services.GetRequiredService<Schema>().MissingAsync(default));
        Assert.Empty(await DatabaseGuards.MissingAsync(db, default));
    }

    [Fact]
    public void Script_ForSqlServer_FallsIntoWholeBatches()
    {
        using var db = Context(StoreKind.SqlServer);
        if (!db.Database.GetMigrations().Any())
            return;

        var script = db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent);
        var batches = script.ReplaceLineEndings("\n").Split("\nGO\n");

        Assert.All(batches, batch => Assert.Equal(Count(batch, '('), Count(batch, ')')));
        Assert.All(batches, batch => Assert.Equal(0, Count(batch, '\'') % 2));
        Assert.DoesNotContain(batches, batch => batch.Contains("MERGE", StringComparison.Ordinal));
    }

    [Fact]
    public void Keys_OnSqlServer_FitItsLimits()
    {
        using var db = Context(StoreKind.SqlServer);

        foreach (var table in db.Model.GetRelationalModel().Tables)
        {
            foreach (var index in table.Indexes)
                Assert.True(index.Columns.Sum(Bytes) <= 1700,
                    $"Index {index.Name} is too wide for SQL Server: give its texts a HasMaxLength.");
            Assert.True(table.PrimaryKey!.Columns.Sum(Bytes) <= 900, $"The key of {table.Name} is too wide for SQL Server.");
        }
    }

    private static async Task<TestStore> EmptyDatabaseAsync(StoreKind kind)
    {
        var store = TestStore.Empty(kind);
        if (kind == StoreKind.Postgres)
            await PostgresCluster.Current
                .ExecuteAsync($"CREATE DATABASE {new NpgsqlConnectionStringBuilder(store.ConnectionString).Database}");
        return store;
    }

    private static async Task RunAsync(OpsDbContext db, string batch)
    {
        if (string.IsNullOrWhiteSpace(batch))
            return;
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = batch;
        await command.ExecuteNonQueryAsync();
    }

    private static int Count(string text, char sought) => text.Count(character => character == sought);

    private static int Bytes(IColumn column) => column.StoreType switch
    {
        "nvarchar(max)" or "varbinary(max)" => 10_000,
        var type when type.StartsWith("nvarchar(", StringComparison.Ordinal) =>
            2 * int.Parse(type[9..^1], System.Globalization.CultureInfo.InvariantCulture),
        "uniqueidentifier" => 16,
        _ => 8,
    };

    private static List<string> NamesOf(StoreKind kind)
    {
        using var db = Context(kind);
        return [.. db.Database.GetMigrations().Select(id => id[(id.IndexOf('_', StringComparison.Ordinal) + 1)..])];
    }

    private static OpsDbContext Context(StoreKind kind) => kind switch
    {
        StoreKind.Sqlite => new SqliteDesign().CreateDbContext([]),
        StoreKind.Postgres => new PostgresDesign().CreateDbContext([]),
        _ => new SqlServerDesign().CreateDbContext([]),
    };
}
