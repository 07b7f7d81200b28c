using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Access;

namespace OpsPortal.Identity;

/// <summary><c>create-admin NAME EMAIL</c>: makes the first administrator of an installation and prints the link to set a
/// password.</summary>
internal sealed class CreateAdminCommand(IDbContextFactory<OpsDbContext> contexts, InvitationLinks links,
    IConfiguration configuration, IClock clock)
    : IConsoleCommand
{
    public string Name => "create-admin";

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken ct)
    {
        if (arguments.Count != 2 || !arguments[1].Contains('@', StringComparison.Ordinal))
            return await RefusedAsync("Give a name and an e-mail address: create-admin \"Ada Novak\" ada@example.com");
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.Set<Person>().AnyAsync(p => p.DisabledAt == null && p.Grants.Any(grant => grant.Role == Role.Admin), ct))
            return await RefusedAsync("There is an active administrator already: they invite further people on the People page.");
        var person = new Person(new PersonId(Guid.CreateVersion7()), arguments[0], arguments[1].Trim().ToLowerInvariant());
        _ = person.SetRoles([Role.Admin], default, clock.GetCurrentInstant());
        var account = NewAccount.Of(person);
        db.AddRange(person, account);
        await db.SaveChangesAsync(ct);
        var portal = configuration["PublicAddress"] ?? configuration["Urls"];
        await Console.Out.WriteLineAsync($"Open this link within seven days to set the password: {portal}{links.For(account)}");
        return 0;
    }

    private static async Task<int> RefusedAsync(string text)
    {
        await Console.Error.WriteLineAsync(text);
        return 2;
    }
}
