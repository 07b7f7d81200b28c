using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Access;
using OpsPortal.Outbox;

namespace OpsPortal.EndToEnd.Access;

/// <summary>Links that come by mail, read from the files that are dropped where no mail server is set.</summary>
[Collection("browser")]
public sealed class MailedLinkTests(Browser browser)
{
    private const string NewPassword = "a quiet harbour at dusk";

    [BrowserFact]
    [Trait("Requirement", "SEC-1")]
    public async Task Invitation_SetsTheFirstPasswordOnceAndSignsIn()
    {
        await using var host = await PortalHost.NewAsync();
        var address = host.Listen();
        await using (var admin = await browser.SignedInAsync(address, "admin", "/admin/people"))
        {
            await admin.PressAsync("Invite a person");
            await admin.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Nora Quinn");
            await admin.Page.GetByLabel("E-mail address").FillAsync("nora@example.test");
            await admin.Page.GetByLabel("Auditor").CheckAsync();
            await admin.Page.GetByRole(AriaRole.Group, new() { Name = "Legal entities" })
                .GetByRole(AriaRole.Checkbox).First.CheckAsync();
            await admin.PressAsync("Send invitation");
            await admin.SeesAsync("An invitation is on its way to nora@example.test.");
            var old = await LinkToAsync(host, "nora@example.test");
            await admin.PressAsync("Invite Nora Quinn again");
            await admin.SeesAsync("The link of before is good no more.");
            await Assertions.Expect(admin.Page.GetByRole(AriaRole.Button, new() { Name = "Invite Nora Quinn again" }))
                .ToBeFocusedAsync();
            await using var late = await browser.VisitAsync(address);
            await late.Page.GotoAsync(old);
            await Assertions.Expect(late.Refusal).ToBeVisibleAsync();
            ForgetMails(host);
        }

        var link = await LinkToAsync(host, "nora@example.test");
        await using var nora = await browser.VisitAsync(address);
        await SetPasswordAsync(nora, link);
        await nora.SignInAsync("nora@example.test", NewPassword);
        await Assertions.Expect(nora.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();

        await nora.Page.GotoAsync(link);
        await Assertions.Expect(nora.Refusal).ToBeVisibleAsync();
    }

    [BrowserFact]
    [Trait("Requirement", "SEC-1")]
    public async Task ForgottenPassword_SetsANewOneAndEndsTheOldSessions()
    {
        await using var host = await PortalHost.NewAsync();
        var address = host.Listen();
        await using var old = await browser.SignedInAsync(address, "auditor", "/ledger");
        await using var visitor = await browser.VisitAsync(address);
        await visitor.Page.GotoAsync("/account/sign-in");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Forgotten your password?" }).ClickAsync();
        // Both pages have a field of that name: the address must not be typed into the page that is about to leave.
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Send the link" })).ToBeVisibleAsync();
        await visitor.Page.GetByLabel("E-mail").FillAsync("auditor@demo.test");
        await visitor.PressAsync("Send the link");
        await visitor.SeesAsync("a link is on its way");

        await SetPasswordAsync(visitor, await LinkToAsync(host, "auditor@demo.test"));
        await visitor.SignInAsync("auditor@demo.test", NewPassword);

        // The open page is led there by itself; to ask for it anew at that moment would cross its way.
        await Assertions.Expect(old.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }))
            .ToBeVisibleAsync(new() { Timeout = 20_000 });
    }

    [BrowserFact]
    [Trait("Requirement", "SEC-1")]
    public async Task ForgottenPassword_OfAnUnknownAddress_SaysTheSameAndSendsNothing()
    {
        await using var host = await PortalHost.NewAsync();
        await using var visitor = await browser.VisitAsync(host.Listen());
        await visitor.Page.GotoAsync("/account/forgot-password");
        await visitor.Page.GetByLabel("E-mail").FillAsync("nobody@example.test");
        await visitor.PressAsync("Send the link");
        await visitor.SeesAsync("If that address has an account, a link is on its way.");

        await SendAsync(host);

        Assert.Empty(Mails(host));
    }

    private static async Task SetPasswordAsync(Visitor visitor, string link)
    {
        await visitor.Page.GotoAsync(link);
        Assert.Empty(await visitor.BarriersAsync());
        await visitor.Page.GetByLabel("New password", new() { Exact = true }).FillAsync(NewPassword);
        await visitor.Page.GetByLabel("Repeat new password").FillAsync(NewPassword);
        await visitor.PressAsync("Set password");
        await visitor.Page.Locator(".notice-good").WaitForAsync();
    }

    private static async Task<string> LinkToAsync(PortalHost host, string email)
    {
        for (var tries = 0; tries < 40; tries++)
        {
            await SendAsync(host);
            foreach (var mail in Mails(host).Where(mail => mail.Contains($"To: {email}", StringComparison.Ordinal)))
                return new Uri(Regex.Match(mail, @"https?://\S+").Value).PathAndQuery;
            await Task.Delay(250);
        }

        throw new Xunit.Sdk.XunitException($"No mail to {email} was dropped.");
    }

    private static Task<string> SendAsync(PortalHost host) =>
        host.Services.GetRequiredService<DispatchMail>().RunAsync(Actor.System("mail"), default);

    private static void ForgetMails(PortalHost host)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(host.Store.Folder, "mail"), "*.txt"))
            File.Delete(file);
    }

    private static IEnumerable<string> Mails(PortalHost host)
    {
        var drop = Path.Combine(host.Store.Folder, "mail");
        return Directory.Exists(drop) ? Directory.GetFiles(drop, "*.txt").Select(File.ReadAllText) : [];
    }
}
