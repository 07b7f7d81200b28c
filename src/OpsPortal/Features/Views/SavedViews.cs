using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Access;
using OpsPortal.Identity;

namespace OpsPortal.Features.Views;

/// <summary>The lists that are filtered through their address; the name is a part of how their views are kept.</summary>
public enum ViewedList
{
    Exception,
    Milestone,
    Invoice,
    Receipt,
    Payee,
    Batch,
    Payable,
}

/// <summary>A person's own view of a list: a name for what stands in the address.</summary>
internal sealed record SavedView(string Name, string Query);

/// <summary>A person's saved views, kept with their account.</summary>
internal static class ViewShelf
{
    public const int Most = 20;
    public const int LongestName = 60;
    public const int LongestQuery = 400;

    private const string Provider = "OpsPortal";

    public static IReadOnlyList<SavedView> Of(IdentityUserToken<Guid>? kept) =>
        kept?.Value is { } text ? JsonSerializer.Deserialize<List<SavedView>>(text)! : [];

    public static Task<IdentityUserToken<Guid>?> FindAsync(
        OpsDbContext db, ViewedList list, PersonId person, CancellationToken ct) => (
        from token in db.Set<IdentityUserToken<Guid>>()
        join account in db.Set<Account>() on token.UserId equals account.Id
        where account.PersonId == person && token.LoginProvider == Provider && token.Name == NameOf(list)
        select token).SingleOrDefaultAsync(ct);

    public static async Task KeepAsync(Work work, ViewedList list, IEnumerable<SavedView> views)
    {
        var text = JsonSerializer.Serialize(views);
        if (await FindAsync(work.Db, list, work.Person.Id, work.Ct) is { } kept)
        {
            kept.Value = text;
            return;
        }

        var account = await work.Db.Set<Account>().Where(a => a.PersonId == work.Person.Id).Select(a => a.Id)
            .SingleAsync(work.Ct);
        work.Db.Add(new IdentityUserToken<Guid>
        {
            UserId = account, LoginProvider = Provider, Name = NameOf(list), Value = text,
        });
    }

    private static string NameOf(ViewedList list) => $"{list}Views";
}

/// <summary>The saved views of whoever asks, of one list, by name. A view is an address and no more: its page asks for its own
/// permission.</summary>
[UseCase]
internal sealed class ViewList(QueryRunner runner)
{
    public Task<Outcome<IReadOnlyList<SavedView>>> RunAsync(ViewedList list, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeDesk, actor, async reading => Outcomes.Of(
            ViewShelf.Of(await ViewShelf.FindAsync(reading.Db, list, reading.Person.Id, reading.Ct))), ct);
}

/// <summary>Keeps what stands in the address under a name; the same name replaces the view before.</summary>
[UseCase]
internal sealed class SaveView(CommandRunner runner)
{
    public Task<Outcome> RunAsync(ViewedList list, string name, string query, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeDesk, actor, async work =>
        {
            var kept = ViewShelf.Of(await ViewShelf.FindAsync(work.Db, list, work.Person.Id, work.Ct));
            if (string.IsNullOrWhiteSpace(name))
                return SharedRefusals.Required("Name");
            if (name.Trim().Length > ViewShelf.LongestName)
                return SharedRefusals.TooLong("Name", ViewShelf.LongestName);
            if (query.Length > ViewShelf.LongestQuery)
                return SharedRefusals.TooLong("The view's address", ViewShelf.LongestQuery);
            var others = kept.Where(view => view.Name != name.Trim()).ToList();
            if (others.Count >= ViewShelf.Most)
                return ViewRefusals.TooManyViews(ViewShelf.Most);
            await ViewShelf.KeepAsync(work, list, others.Append(new SavedView(name.Trim(), query))
                .OrderBy(view => view.Name, StringComparer.OrdinalIgnoreCase));
            return Outcome.Done;
        }, ct);
}

/// <summary>Forgets a saved view.</summary>
[UseCase]
internal sealed class ForgetView(CommandRunner runner)
{
    public Task<Outcome> RunAsync(ViewedList list, string name, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeDesk, actor, async work =>
        {
            var kept = ViewShelf.Of(await ViewShelf.FindAsync(work.Db, list, work.Person.Id, work.Ct));
            if (kept.All(view => view.Name != name))
                return SharedRefusals.NotFound("view");
            await ViewShelf.KeepAsync(work, list, kept.Where(view => view.Name != name));
            return Outcome.Done;
        }, ct);
}
