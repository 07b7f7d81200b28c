using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Api;
using OpsPortal.Data;
using OpsPortal.Domain.Access;

namespace OpsPortal.Tests.Close;

/// <summary>The demo as a program sees it: each company has a month that three people closed, and every tie-out of it
/// ties.</summary>
public sealed class DemoCloseTests
{
    [Fact]
    [Trait("Requirement", "CLS-2")]
    public async Task Periods_OfTheDemo_HoldAClosedMonthOfEachCompany()
    {
        await using var host = PortalHost.Demo();
        var client = host.CreateClient();
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync(Address("/api/v1/close/periods"))).StatusCode);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await KeyAsync(host));
        var (seen, next) = (new List<JsonElement>(), "");
        do
        {
            using var page = JsonDocument.Parse(
                await client.GetStringAsync(Address($"/api/v1/close/periods?limit=3{next}")));
            seen.AddRange(page.RootElement.GetProperty("items").EnumerateArray().Select(item => item.Clone()));
            next = page.RootElement.TryGetProperty("next", out var cursor) && cursor.GetString() is { } text
                ? $"&cursor={Uri.EscapeDataString(text)}" : "";
        }
        while (next.Length > 0);

        Assert.Equal(seen.Count, seen.Select(Name).Distinct().Count());
        foreach (var code in new[] { "EU", "US" })
        {
            var signed = seen.Where(item => item.GetProperty("entity").GetString() == code
                && item.GetProperty("locked").GetBoolean()).ToList();
            Assert.NotEmpty(signed);
            Assert.All(signed, item => Assert.False(item.TryGetProperty("packVersion", out _)));
        }

        Assert.Equal(HttpStatusCode.BadRequest,
            (await client.GetAsync(Address("/api/v1/close/periods?cursor=x"))).StatusCode);
    }

    private static string Name(JsonElement item) =>
        $"{item.GetProperty("entity").GetString()} {item.GetProperty("period").GetString()}";

    private static Uri Address(string path) => new(path, UriKind.Relative);

    private static async Task<string> KeyAsync(PortalHost host)
    {
        await using var db = await host.Services.GetRequiredService<IDbContextFactory<OpsDbContext>>().CreateDbContextAsync();
        var person = (await db.Set<Person>().SingleAsync(one => one.Email == "auditor@demo.test")).Id;
        var (key, secret) = ApiKey.Make("close", [ApiScope.CloseRead], person, person, SystemClock.Instance.GetCurrentInstant());
        db.Add(key);
        await db.SaveChangesAsync();
        return secret;
    }
}
