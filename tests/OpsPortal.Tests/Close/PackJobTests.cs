using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Access;
using OpsPortal.Api;
using OpsPortal.Data;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Close;
using OpsPortal.Features.Close.Pack;
using OpsPortal.Tests.Stores;

namespace OpsPortal.Tests.Close;

/// <summary>A pack is asked for, made by the clock, kept, and handed out as it was made (CLS-3).</summary>
[Collection(PackStories.Name)]
[Trait("Requirement", "CLS-3")]
public sealed class PackJobTests(PackFixture fixture)
{
    private T Use<T>()
        where T : notnull => fixture.Services.GetRequiredService<T>();

    [Fact]
    public async Task Pack_AskedForTwice_IsMadeOnce_AndKeptWithItsBytes()
    {
        var auditor = await fixture.AsAsync("auditor");
        var first = await Use<AskForPack>().RunAsync(fixture.Close.Id, auditor, default);
        var second = await Use<AskForPack>().RunAsync(fixture.Close.Id, auditor, default);
        Assert.Equal(first.Value, second.Value);
        await LeaveHalfMadeAsync(first.Value);

        Assert.Equal(new MakePacks.Answer(1, 0), (await Use<MakePacks>().RunAsync(Actor.System("close-packs"), default)).Value);
        Assert.Equal(new MakePacks.Answer(0, 0), (await Use<MakePacks>().RunAsync(Actor.System("close-packs"), default)).Value);

        var row = (await Use<ClosePacks>().RunAsync(fixture.Close.LegalEntityId, fixture.Close.YearMonth, auditor, default)).Value
            .Single(one => one.Close.Id == fixture.Close.Id);
        Assert.Equal(ClosePackState.Made, row.Pack!.State);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(fixture.Pack)), row.Pack.Hash);
        Assert.Equal(fixture.Manifest.Parts.Count, row.Manifest!.Parts.Count);
    }

    // Somebody began it and was killed: the claim runs out.
    private async Task LeaveHalfMadeAsync(ClosePackId id)
    {
        await using var db = await fixture.DbAsync();
        var pack = await db.Set<ClosePack>().SingleAsync(one => one.Id == id);
        var now = Use<IClock>().GetCurrentInstant();
        pack.Begin(3, now);
        Assert.False(pack.Waits(now));
        await db.SaveChangesAsync();
        Assert.Equal(new MakePacks.Answer(0, 0), (await Use<MakePacks>().RunAsync(Actor.System("close-packs"), default)).Value);
        pack.Begin(3, now - Duration.FromMinutes(6));
        await db.SaveChangesAsync();
    }

    [Fact]
    public async Task Pack_OverHttp_IsHandedOutWithItsHash_OrRefusedWithWhatToDo()
    {
        await using var host = await PortalHost.NewAsync();
        var client = await ClientAsync(host);
        await RefusedAsync(client, "/api/v1/close/XX/2026-01/pack", HttpStatusCode.NotFound, "shared.not-found");
        await using (var db = await DbAsync(host))
        {
            var entity = await db.Set<OpsPortal.Domain.Parties.LegalEntity>().SingleAsync(one => one.Id == World.Ireland);
            await RefusedAsync(client, $"/api/v1/close/{entity.Code}/2026-01/pack", HttpStatusCode.Conflict,
                "close.pack-not-signed");
            var close = await SignedAsync(db);
            var address = $"/api/v1/close/{entity.Code}/2026-01/pack";
            await RefusedAsync(client, $"{address}?version=2", HttpStatusCode.NotFound, "shared.not-found");
            Assert.Null(await PackVersionAsync(client));
            var bytes = await KeptAsync(db, close);
            Assert.Equal(1, await PackVersionAsync(client));

            using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));

            Assert.Equal("application/zip", answer.Content.Headers.ContentType!.MediaType);
            Assert.Equal(bytes, await answer.Content.ReadAsByteArrayAsync());
            Assert.Equal($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))}\"", answer.Headers.ETag!.Tag);
            client.DefaultRequestHeaders.IfNoneMatch.Add(answer.Headers.ETag);
            using var again = await client.GetAsync(new Uri(address, UriKind.Relative));
            Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        }
    }

    /// <summary>A program has no button to press: fetching a pack that nobody has asked for makes it.</summary>
    [Fact]
    public async Task Pack_ThatNobodyHasAskedFor_IsMadeWhenItIsFetched()
    {
        await using var host = await PortalHost.NewAsync();
        var client = await ClientAsync(host);
        await using var db = await DbAsync(host);
        var code = (await db.Set<OpsPortal.Domain.Parties.LegalEntity>().SingleAsync(one => one.Id == World.Ireland)).Code;
        await SignedAsync(db);
        var address = $"/api/v1/close/{code}/2026-01/pack";

        await RefusedAsync(client, $"{address}?version=2", HttpStatusCode.NotFound, "shared.not-found");
        var both = await Task.WhenAll(
            client.GetByteArrayAsync(new Uri(address, UriKind.Relative)),
            client.GetByteArrayAsync(new Uri(address, UriKind.Relative)));

        Assert.Equal(both[0], both[1]);
        Assert.Empty(PackCheck.Judge(new MemoryStream(both[0])).Faults);
        Assert.Equal(1, await db.Set<ClosePack>().CountAsync());
    }

    // The only signed month.
    private static async Task<int?> PackVersionAsync(HttpClient client)
    {
        using var page = JsonDocument.Parse(
            await client.GetStringAsync(new Uri("/api/v1/close/periods?limit=100", UriKind.Relative)));
        var signed = page.RootElement.GetProperty("items").EnumerateArray().Single(item =>
            item.GetProperty("period").GetString() == "2026-01" && item.GetProperty("locked").GetBoolean());
        return signed.TryGetProperty("packVersion", out var version) ? version.GetInt32() : null;
    }

    private async Task<byte[]> KeptAsync(OpsDbContext db, PeriodClose close)
    {
        var bytes = RandomNumberGenerator.GetBytes(ClosePackPart.Bytes + 77);
        var pack = ClosePack.Ask(new(Guid.CreateVersion7()), close, close.SignedBy!.Value, close.SignedAt!.Value);
        db.Add(pack);
        await db.SaveChangesAsync();
        pack.Begin(1, close.SignedAt.Value);
        pack.Finish(await PackBytes.WriteAsync(db, pack.Id, new MemoryStream(bytes), default), bytes.Length,
            Encoding.UTF8.GetString(fixture.Manifest.ToJson()), close.SignedAt.Value);
        await db.SaveChangesAsync();
        return bytes;
    }

    private static async Task<PeriodClose> SignedAsync(OpsDbContext db)
    {
        var people = await db.Set<Person>().ToDictionaryAsync(person => person.Email.Split('@')[0], person => person.Id);
        var close = PeriodClose.Open(new(Guid.CreateVersion7()), World.Ireland, new YearMonth(2026, 1), 1);
        var (ready, now) = (new CloseReadiness(new string('a', 64), []), Instant.FromUtc(2026, 2, 8, 9, 0));
        close.Begin(people["finance"], 0, now);
        close.Prepare(people["finance"], ready, ready.ContentHash, now);
        close.Review(people["controller1"], ready, ready.ContentHash, now);
        close.Sign(people["controller2"], ready, ready.ContentHash, 0, now);
        db.Add(close);
        await db.SaveChangesAsync();
        return close;
    }

    private static Task<OpsDbContext> DbAsync(PortalHost host) =>
        host.Services.GetRequiredService<IDbContextFactory<OpsDbContext>>().CreateDbContextAsync();

    private static async Task RefusedAsync(HttpClient client, string address, HttpStatusCode status, string code)
    {
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal((status, code), (answer.StatusCode, problem.RootElement.GetProperty("code").GetString()));
    }

    private static async Task<HttpClient> ClientAsync(PortalHost host)
    {
        var person = (await Template.ActorsAsync(StoreKind.Sqlite))["auditor"].Person;
        var (key, secret) = ApiKey.Make("packs", [ApiScope.CloseRead], person, person, Template.Now);
        var client = host.CreateClient();
        await using var db = await DbAsync(host);
        db.Add(key);
        await db.SaveChangesAsync();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        return client;
    }
}
