using System.Reflection;
using Microsoft.AspNetCore.Components;
using OpsPortal.Access;
using OpsPortal.Demo;
using OpsPortal.Domain.Access;

namespace OpsPortal.EndToEnd.Shell;

/// <summary>Every page that can be opened, as found by its route: no barrier in light or dark, no error of the browser, and it
/// fits a desk and a phone.</summary>
[Collection("browser")]
public sealed class EveryPageTests(DemoDesk desk) : IClassFixture<DemoDesk>
{
    private const int DeskWidth = 1440;
    private const int PhoneWidth = 390;

    // Those who see most come first: a page shows more to whoever may do more on it.
    private static readonly string[] Accounts = ["finance", "controller1", "ops", "compliance", "approver", "admin", "auditor"];

    // The account pages that a link or a refusal leads to; the error page is drawn by the server for a request that failed.
    private static readonly HashSet<string> Anonymous =
        ["/account/sign-in", "/account/forgot-password", "/account/accept-invitation", "/account/reset-password", "/error"];

    // The accounts that act on the page, where others may open it too.
    private static readonly Dictionary<string, string> Owners = new()
    {
        ["/milestones/{Id:guid}"] = "approver", ["/payouts/batches/{Id:guid}"] = "controller1", ["/payees/{Id:guid}"] = "ops",
        ["/admin/policies"] = "controller1", ["/admin/policies/checklist"] = "controller1",
        ["/admin/policies/matching"] = "controller1", ["/admin/people"] = "admin", ["/admin/keys"] = "admin",
    };

    public static TheoryData<string> Routes =>
        [.. Pages().SelectMany(page => page.GetCustomAttributes<RouteAttribute>()).Select(route => route.Template)
            .Order(StringComparer.Ordinal)];

    [BrowserTheory]
    [MemberData(nameof(Routes))]
    [Trait("Requirement", "UX-5")]
    public async Task Page_HasNoBarriersAndNoErrorsAndFits(string route)
    {
        var account = AccountOf(route);
        var visitor = await desk.AsAsync(account);
        visitor.Errors.Clear();
        await visitor.Page.SetViewportSizeAsync(DeskWidth, 900);
        await visitor.Page.GotoAsync(await desk.AddressAsync(route));
        await visitor.Page.Locator("h1").First.WaitForAsync();
        if (account is not null)
            await visitor.Page.SaysAsync(
                "() => document.title !== '' && (!!document.body.dataset.interactive || !document.querySelector('.frame'))");
        await visitor.Page.Locator(".loading").WaitForAsync(new() { State = WaitForSelectorState.Detached });

        var found = await LookAsync(visitor, route, DeskWidth);
        found.AddRange(await DarkAsync(visitor, route));
        await visitor.Page.SetViewportSizeAsync(PhoneWidth, 844);
        found.AddRange(await LookAsync(visitor, route, PhoneWidth));

        found.AddRange(visitor.Errors.Where(error => route != "/{*path:nonfile}"
            || !error.Contains("404", StringComparison.Ordinal)));
        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found));
    }

    private static async Task<List<string>> LookAsync(Visitor visitor, string route, int width)
    {
        var found = (await visitor.BarriersAsync()).Select(barrier => $"{width}: {barrier}").ToList();
        var wide = await visitor.WidthAsync();
        if (wide > width)
            found.Add($"{width}: the page is {wide} wide");
        if (route != "/error" && await visitor.Page.Locator("[data-code='page.unexpected']").CountAsync() > 0)
            found.Add($"{width}: a part of the page failed");
        if (Visitor.KeepsPictures)
            await visitor.PictureAsync($"{NameOf(route)}-{width}");
        return found;
    }

    // Widths change no colour: dark is looked at once, at the desk.
    private static async Task<IEnumerable<string>> DarkAsync(Visitor visitor, string route)
    {
        await visitor.WearAsync("dark");
        var found = await visitor.ContrastsAsync();
        if (Visitor.KeepsPictures)
            await visitor.PictureAsync($"{NameOf(route)}-dark");
        await visitor.WearAsync("light");
        return found.Select(barrier => $"dark: {barrier}");
    }

    private static string NameOf(string route) =>
        route == "/" ? "desk" : string.Concat(route.Select(c => char.IsLetter(c) ? c : '-')).Trim('-');

    private static string? AccountOf(string route)
    {
        if (Anonymous.Contains(route))
            return null;
        if (Owners.TryGetValue(route, out var owner))
            return owner;
        var page = Pages().Single(type => type.GetCustomAttributes<RouteAttribute>().Any(known => known.Template == route));
        var needed = page.GetCustomAttribute<RequiresPermissionAttribute>()?.Permission;
        return Accounts.First(account => needed is null || RolePermissions.Of(RoleOf(account)).Contains(needed.Value));
    }

    private static Role RoleOf(string account) =>
        DemoPeople.All.Single(person => person.Email.StartsWith($"{account}@", StringComparison.Ordinal)).Role;

    private static IEnumerable<Type> Pages() =>
        typeof(Program).Assembly.GetTypes().Where(type => type.GetCustomAttributes<RouteAttribute>().Any());
}
