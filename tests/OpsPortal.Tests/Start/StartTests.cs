using System.Net;
using OpsPortal.Shell.Start;

namespace OpsPortal.Tests.Start;

public sealed class StartTests
{
    [Theory]
    [InlineData("/app.css", "text/css")]
    [InlineData("/_framework/blazor.web.js", "text/javascript")]
    [InlineData("/health/live", "text/plain")]
    [InlineData("/health/ready", "text/plain")]
    public async Task Get_OfWhatEveryPageNeeds_IsServed(string path, string type)
    {
        await using var host = await PortalHost.NewAsync();
        using var client = host.CreateClient();

        using var response = await client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
        Assert.NotEmpty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Get_OfThePageWithoutSignIn_LeadsToSignIn()
    {
        await using var host = await PortalHost.NewAsync();
        using var client = host.CreateClient(new() { AllowAutoRedirect = false });

        using var response = await client.GetAsync(new Uri("/", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.StartsWith("/account/sign-in", response.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--", "verify-pack", "/nowhere.zip", 1)]
    [InlineData("verify-pack", "/nowhere.zip", null, 1)]
    [InlineData("--", "no-such-command", null, 2)]
    [InlineData("--", null, null, null)]
    [InlineData("--urls=http://127.0.0.1:0", null, null, null)]
    public async Task Arguments_WithAndWithoutTheDashesOfDotnetRun_MeanTheSame(
        string first, string? second, string? third, int? exitCode)
    {
        await using var store = await TestStore.NewAsync(StoreKind.Sqlite);
        await using var portal = TestPortal.Build(store);

        Assert.Equal(exitCode, await portal.RunConsoleCommandAsync([.. new[] { first, second, third }.OfType<string>()]));
    }
}
