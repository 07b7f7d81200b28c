using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Access;

namespace OpsPortal.Tests.Sandbox;

/// <summary>One demo that serves and ticks, with its seeded history, for all tests of a class.</summary>
public sealed class DemoFixture : IAsyncLifetime
{
    public PortalHost Host { get; } = PortalHost.Demo();

    public Task InitializeAsync()
    {
        Host.Listen();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await Host.DisposeAsync();

    internal T Use<T>()
        where T : notnull => Host.Services.GetRequiredService<T>();

    internal Task<OpsDbContext> DbAsync() => Use<IDbContextFactory<OpsDbContext>>().CreateDbContextAsync();

    /// <summary>A demo account, signed in anew.</summary>
    internal async Task<Actor> AsAsync(string account)
    {
        await using var db = await DbAsync();
        var person = await db.Set<Person>().SingleAsync(p => p.Email == $"{account}@demo.test");
        var session = new UserSession(new SessionId(Guid.CreateVersion7()), person.Id, "Test", Use<IClock>().GetCurrentInstant());
        db.Add(session);
        await db.SaveChangesAsync();
        return new Actor(person.Id, session.Id);
    }

    /// <summary>Reads until what is read fits, half a minute at most.</summary>
    internal async Task<T> WaitForAsync<T>(Func<OpsDbContext, Task<T>> read, Func<T, bool> fits, string what)
    {
        for (var i = 0; i < 200; i++)
        {
            await using (var db = await DbAsync())
            {
                var found = await read(db);
                if (fits(found))
                    return found;
            }

            await Task.Delay(300);
        }

        throw new TimeoutException($"It did not come to this: {what}.");
    }
}
