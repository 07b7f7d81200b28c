using System.Net;
using OpsPortal.Demo;

namespace OpsPortal.Tests.Security;

/// <summary>What answers say about themselves, whoever asks and whatever is asked for.</summary>
[Trait("Requirement", "SEC-3")]
public sealed class AnswersTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/payouts/batches")]
    [InlineData("/cash/list.csv")]
    [InlineData("/account/session")]
    [InlineData("/api/v1/contracts")]
    [InlineData("/health/ready")]
    [InlineData("/nothing-here")]
    public async Task Answer_ThatMayHoldData_IsKeptByNobody(string path)
    {
        await using var host = await PortalHost.NewAsync();
        using var client = await host.SignInAsync("finance");

        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.True(answer.Headers.CacheControl?.NoStore, $"{answer.StatusCode}, {answer.Headers.CacheControl}");
    }

    [Theory]
    [InlineData("/app.css")]
    [InlineData("/app.js")]
    [InlineData("/account/sign-in")]
    [InlineData("/cash/list.csv")]
    [InlineData("/health/live")]
    public async Task Text_NamesItsCharacterSet(string path)
    {
        await using var host = await PortalHost.NewAsync();
        using var client = await host.SignInAsync("finance");

        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal("utf-8", answer.Content.Headers.ContentType?.CharSet);
    }

    [Fact]
    public async Task StyleSheet_MayBeKept()
    {
        await using var host = await PortalHost.NewAsync();
        using var client = host.CreateClient();

        using var answer = await client.GetAsync(new Uri("/app.css", UriKind.Relative));

        Assert.False(answer.Headers.CacheControl?.NoStore);
    }

    [Theory]
    [InlineData("/account/sign-in")]
    [InlineData("/api/v1/contracts")]
    public async Task Answer_ToAForeignPage_LetsItReadNothing(string path)
    {
        await using var host = await PortalHost.NewAsync();
        using var client = host.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.Add("Origin", "https://evil.test");

        using var answer = await client.SendAsync(request);

        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Cross-Origin-Resource-Policy")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Cross-Origin-Opener-Policy")));
    }

    [Theory]
    [InlineData("TRACE", "/account/sign-in")]
    [InlineData("GET", "/.git/config")]
    [InlineData("GET", "/appsettings.json")]
    [InlineData("GET", "/_framework/")]
    public async Task Server_TellsNothingOfItself(string method, string path)
    {
        await using var host = await PortalHost.NewAsync();
        host.Listen();
        using var client = await host.SignInAsync("admin");
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));

        using var answer = await client.SendAsync(request);

        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Server"));
        Assert.False(answer.Headers.Contains("X-Powered-By"));
    }

    [Theory]
    [InlineData("/account/sign-out")]
    [InlineData("/account/step-up")]
    [InlineData("/account/passkeys/creation-options")]
    public async Task Post_WithoutTheTokenOfAPage_DoesNothing(string path)
    {
        await using var host = await PortalHost.NewAsync();
        using var client = await host.SignInAsync("finance");
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["Password"] = DemoPeople.Password });

        using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), form);

        Assert.InRange((int)answer.StatusCode, 400, 403);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task Page_ThatSaysAgainWhatWasTyped_EncodesIt()
    {
        await using var host = await PortalHost.NewAsync();
        using var client = host.CreateClient(new() { AllowAutoRedirect = false });

        var page = await client.GiveFormAsync("/account/sign-in", "sign-in", new()
        {
            ["Input.Email"] = "\"><script>alert(1)</script>@x.test", ["Input.Password"] = "wrong",
        });

        Assert.Contains("alert(1)", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_ThatSaysAgainWhatWasTypedEncoded_DecodesItNoSecondTime()
    {
        await using var host = await PortalHost.NewAsync();
        using var client = host.CreateClient(new() { AllowAutoRedirect = false });

        var page = await client.GiveFormAsync("/account/sign-in", "sign-in", new()
        {
            ["Input.Email"] = "%3Cb%3E&lt;i&gt;@x.test", ["Input.Password"] = "wrong",
        });

        Assert.Contains("%3Cb%3E&amp;lt;i&amp;gt;@x.test", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Address_ThatTheCallerMakesUp_IsNotBelieved()
    {
        await using var host = await PortalHost.NewAsync(
            settings: new Dictionary<string, string?> { ["Sessions:FailuresOfAnAddress"] = "3" });
        using var client = host.CreateClient(new() { AllowAutoRedirect = false });
        for (var i = 0; i < 3; i++)
        {
            client.DefaultRequestHeaders.Remove("X-Forwarded-For");
            client.DefaultRequestHeaders.Add("X-Forwarded-For", $"203.0.113.{i}");
            await client.TrySignInAsync("nobody", "wrong");
        }

        var right = await client.TrySignInAsync("finance", DemoPeople.Password);

        Assert.Contains("Too many sign-ins from your address have failed.", right, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/payouts/batches?page=2", "/payouts/batches?page=2")]
    [InlineData("//evil.test", "/")]
    [InlineData("/\\evil.test", "/")]
    [InlineData("https://evil.test", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData(null, "/")]
    public void PathAfterSignIn_IsOneOfOurOwn(string? asked, string path) =>
        Assert.Equal(path, OpsPortal.Identity.ReturnPath.Local(asked));
}
