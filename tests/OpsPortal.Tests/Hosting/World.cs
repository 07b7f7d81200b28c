using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Access;
using OpsPortal.Tests.Stores;

namespace OpsPortal.Tests.Hosting;

/// <summary>The real use cases over a store of one test, at a clock that the test sets.</summary>
internal sealed class World : IAsyncDisposable
{
    private readonly WebApplication portal;
    private readonly IReadOnlyDictionary<string, Actor> actors;

    private World(TestStore store, WebApplication portal, IReadOnlyDictionary<string, Actor> actors)
    {
        Store = store;
        this.portal = portal;
        this.actors = actors;
        Clock.Set(Template.Now);
    }

    public TestStore Store { get; }

    public IServiceProvider Services => portal.Services;

    public AppClock Clock => Services.GetRequiredService<AppClock>();

    public Instant Now => Clock.GetCurrentInstant();

    public static LegalEntityId Ireland => Template.Ireland;

    public static LegalEntityId America => Template.America;

    public static async Task<World> NewAsync(StoreKind kind = StoreKind.Sqlite, IReadOnlyDictionary<string,
        string?>? settings = null)
    {
        var actors = await Template.ActorsAsync(kind);
        var store = await TestStore.NewAsync(kind);
        return new World(store, TestPortal.Build(store, settings), actors);
    }

    /// <summary>The signed-in person of a demo account, such as <c>finance</c> or <c>controller2</c>.</summary>
    public Actor As(string account) => actors[account];

    /// <summary>The signed-in person of a role; the first controller for <see cref="Role.Controller"/>.</summary>
    public Actor As(Role role) => role == Role.Controller ? actors["controller1"] : actors[role.ToString().ToLowerInvariant()];

    /// <summary>A use case or any other part of the app.</summary>
    public T Use<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public Task<OpsDbContext> DbAsync() => Use<IDbContextFactory<OpsDbContext>>().CreateDbContextAsync();

    public async ValueTask DisposeAsync()
    {
        await portal.DisposeAsync();
        await Store.DisposeAsync();
    }
}
