using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Demo;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Parties;
using OpsPortal.Identity;

namespace OpsPortal.Tests.Security.Matrix;

/// <summary>A demo that stands still, and in it for each column of the matrix one person of either legal entity.</summary>
public sealed class MatrixStore : IAsyncLifetime, IAsyncDisposable
{
    private static readonly Dictionary<string, string?> Still = new() { ["Jobs:Enabled"] = "false" };

    private readonly Dictionary<(string Column, LegalEntityId Entity), Actor> actors = [];

    public MatrixStore()
        : this(PortalHost.Demo(Still))
    {
    }

    private MatrixStore(PortalHost host) => Host = host;

    public PortalHost Host { get; }

    internal Subjects Subjects { get; private set; } = null!;

    internal IReadOnlyList<LegalEntityId> Entities { get; private set; } = [];

    internal IServiceProvider Services => Host.Services;

    /// <summary>The same on any database, with something that listens in on it.</summary>
    internal static async Task<MatrixStore> OnAsync(
        StoreKind kind, IInterceptor listening, Dictionary<string, string?>? further = null)
    {
        var settings = Still.Concat(further ?? []).ToDictionary();
        var store = new MatrixStore(PortalHost.Demo(settings, kind, services => services
            .ConfigureDbContext<SqliteOpsDbContext>(options => options.AddInterceptors(listening))
            .ConfigureDbContext<PostgresOpsDbContext>(options => options.AddInterceptors(listening))));
        if (kind != StoreKind.Sqlite)
            await Template.BringUpAsync(store.Host.Store);
        await using (var db = await store.DbAsync())
            await Ground.LayAsync(db, store.Services.GetRequiredService<IClock>().GetCurrentInstant());
        await store.InitializeAsync();
        return store;
    }

    public async Task InitializeAsync()
    {
        await using var db = await DbAsync();
        Entities = await db.Set<LegalEntity>().OrderBy(entity => entity.Code).Select(entity => entity.Id).Take(2).ToListAsync();
        Subjects = await Subjects.ReadAsync(db, Entities, Door.All.SelectMany(door => door.Kinds).ToHashSet());
        foreach (var entity in Entities)
            foreach (var column in Column.All)
                actors[(column.Name, entity)] = PersonOf(db, column, entity);
        await db.SaveChangesAsync();
    }

    public async Task DisposeAsync() => await Host.DisposeAsync();

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    internal Actor As(Column column, LegalEntityId entity) => actors[(column.Name, entity)];

    internal Task<OpsDbContext> DbAsync() =>
        Services.GetRequiredService<IDbContextFactory<OpsDbContext>>().CreateDbContextAsync();

    /// <summary>The same person as <see cref="As"/>, over HTTP.</summary>
    internal Task<HttpClient> SignInAsync(Column column, LegalEntityId entity) => Host.SignInAsync(AccountOf(column, entity));

    private string AccountOf(Column column, LegalEntityId entity) =>
        $"matrix-{column.Name.ToLowerInvariant()}-{(entity == Entities[0] ? 1 : 2)}";

    private Actor PersonOf(OpsDbContext db, Column column, LegalEntityId entity)
    {
        var now = Services.GetRequiredService<IClock>().GetCurrentInstant();
        var person = new Person(
            new PersonId(Guid.CreateVersion7()), $"Matrix {column.Name}", $"{AccountOf(column, entity)}@demo.test");
        Assert.False(person.SetRoles(column.Roles, default, now - RoleCooling.Wait).IsRefused);
        person.SetEntities([entity]);
        if (column.Standing == Standing.Disabled)
            Assert.False(person.Disable(new PersonId(Guid.CreateVersion7()), now).IsRefused);
        var session = new UserSession(new SessionId(Guid.CreateVersion7()), person.Id, "Matrix", now);
        if (column.Standing == Standing.SessionEnded)
            session.End(now, "matrix");
        var account = NewAccount.Of(person);
        account.EmailConfirmed = true;
        account.PasswordHash = DemoPeople.PasswordHash;
        db.AddRange(person, account, session);
        return new Actor(person.Id, column.Standing == Standing.OtherSession ? new SessionId(Guid.CreateVersion7()) : session.Id);
    }
}
