using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Api;
using OpsPortal.Data;
using OpsPortal.Domain.Access;

namespace OpsPortal.Tests.Security;

[Trait("Requirement", "SEC-3")]
public sealed class WebGuardsTests
{
    [Theory]
    [InlineData("/account/sign-in")]
    [InlineData("/app.css")]
    [InlineData("/health/live")]
    [InlineData("/api/v1/contracts")]
    [InlineData("/nothing-here")]
    public async Task EveryAnswer_TellsTheBrowserWhatItMayDo(string path)
    {
        await using var host = await PortalHost.NewAsync();
        using var client = host.CreateClient(new() { AllowAutoRedirect = false });

        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self'; style-src 'self';", policy, StringComparison.Ordinal);
        Assert.EndsWith("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
    }

    [Theory]
    [InlineData("/cash?receipt=01a2007c-04c7", "page.bad-address")]
    [InlineData("/cash?page=99999999999", "page.bad-address")]
    [InlineData("/cash?receipt=00000000-0000-0000-0000-000000000001", "shared.not-found")]
    [Trait("Requirement", "CSH-9")]
    public async Task Page_OfALinkThatWasCutOff_SaysSo(string address, string code)
    {
        await using var host = await PortalHost.NewAsync();
        using var client = await host.SignInAsync("finance");
        var page = await client.GetStringAsync(new Uri(address, UriKind.Relative));
        Assert.Contains($"data-code=\"{code}\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("page.unexpected", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("http://localhost", true)]
    [InlineData("http://localhost.evil.test", false)]
    [InlineData("http://localhost:81", false)]
    [InlineData("null", false)]
    public async Task Socket_IsOpenedFromOurOwnPagesOnly(string? origin, bool let)
    {
        await using var host = await PortalHost.NewAsync();
        using var client = await host.SignInAsync("finance");
        using var request = new HttpRequestMessage(
            HttpMethod.Post, new Uri("/_blazor/negotiate?negotiateVersion=1", UriKind.Relative));
        if (origin is not null)
            request.Headers.Add("Origin", origin);

        using var answer = await client.SendAsync(request);

        Assert.Equal(let, answer.StatusCode == HttpStatusCode.OK);
        Assert.Equal(!let, answer.StatusCode == HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task SignIn_AfterManyFailuresOfAnAddress_IsRefusedForEveryAccountOfIt()
    {
        await using var host = await PortalHost.NewAsync(
            settings: new Dictionary<string, string?> { ["Sessions:FailuresOfAnAddress"] = "3" });
        using var client = host.CreateClient(new() { AllowAutoRedirect = false });
        foreach (var account in new[] { "ops", "nobody", "auditor" })
            Assert.Contains(
                "The e-mail address or the password is wrong.", await client.TrySignInAsync(account, "wrong"),
                StringComparison.Ordinal);

        var right = await client.TrySignInAsync("finance", OpsPortal.Demo.DemoPeople.Password);

        Assert.Contains("Too many sign-ins from your address have failed.", right, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Api_WhenAKeyCallsTooOften_SaysWhenToComeBack()
    {
        await using var host = await PortalHost.NewAsync(
            settings: new Dictionary<string, string?> { ["Api:CallsPerMinute"] = "5" });
        await using var db = await host.Services.GetRequiredService<IDbContextFactory<OpsDbContext>>().CreateDbContextAsync();
        var finance = await db.Set<Person>().Where(person => person.Email == "finance@demo.test").Select(person => person.Id)
            .SingleAsync();
        var (key, secret) = ApiKey.Make("Test", [ApiScope.ContractsRead], finance, finance, Template.Now);
        db.Add(key);
        await db.SaveChangesAsync();
        using var client = host.CreateClient();
        client.DefaultRequestHeaders.Add("Authorization", $"Bearer {secret}");

        var statuses = new List<HttpStatusCode>();
        string? retry = null;
        for (var i = 0; i < 8; i++)
        {
            using var answer = await client.GetAsync(new Uri("/api/v1/contracts", UriKind.Relative));
            statuses.Add(answer.StatusCode);
            retry = answer.Headers.RetryAfter?.ToString() ?? retry;
        }

        Assert.Equal(HttpStatusCode.OK, statuses[0]);
        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
        Assert.Equal("1", retry);
    }
}
