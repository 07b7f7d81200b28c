using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using OpsPortal.Providers;
using OpsPortal.Tests.Tidy;

namespace OpsPortal.Tests.Security;

/// <summary>A provider's answer sends none of our calls anywhere else.</summary>
[Trait("Requirement", "SEC-3")]
public sealed class OutgoingCallsTests
{
    [Fact]
    public async Task Call_ThatIsAnsweredByARedirect_GoesNoFurther()
    {
        var followed = 0;
        await using var elsewhere = WebApplication.CreateSlimBuilder().Build();
        elsewhere.Urls.Add("http://127.0.0.1:0");
        elsewhere.MapGet("/", () => Results.Redirect("/taken"));
        elsewhere.MapGet("/taken", () => Interlocked.Increment(ref followed));
        await elsewhere.StartAsync();
        using var client = OutgoingCalls.Client(TimeSpan.FromSeconds(10));

        using var answer = await client.GetAsync(new Uri(elsewhere.Urls.Single()));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(0, followed);
    }

    [Fact]
    public void Clients_AreMadeInOnePlace() => Assert.Equal(["OutgoingCalls.cs"], SourceFile.Product
        .Where(file => file.Text.Contains("new HttpClient(", StringComparison.Ordinal)
            || file.Text.Contains("HttpClient client = new(", StringComparison.Ordinal)
            || file.Text.Contains("new SocketsHttpHandler", StringComparison.Ordinal))
        .Select(file => file.Name));
}
