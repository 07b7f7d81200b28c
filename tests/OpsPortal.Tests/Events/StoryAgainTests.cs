using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Data;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Payouts;
using OpsPortal.Events;
using OpsPortal.Providers.Sandbox;

namespace OpsPortal.Tests.Events;

/// <summary>The demo's months of history, every webhook of it sent again in any order, over HTTP and truly signed.</summary>
[Trait("Requirement", "EVT-2")]
[Trait("Requirement", "EVT-3")]
[Trait("Requirement", "LED-9")]
public sealed class StoryAgainTests
{
    private static readonly string Secret = "whsec_" + Convert.ToBase64String(new byte[32]);

    [Fact]
    public async Task Redeliver_OfEveryWebhookOfTheStoryShuffledThreeTimes_ChangesNothing()
    {
        await using var host = PortalHost.Demo();
        using var client = new HttpClient { BaseAddress = host.Listen() };
        var before = await AtRestAsync(host);
        var story = await StoryAsync(host);
        Assert.True(story.Count > 50, $"{story.Count} events are no story.");

        foreach (var seed in new[] { 1, 2, 3 })
        {
            var order = story.ToArray();
            new Random(seed).Shuffle(order);
            await Parallel.ForEachAsync(
                order, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (told, _) => await SendAsync(client, told));
            Assert.Equal(before, await AtRestAsync(host));
        }
    }

    private static async Task SendAsync(HttpClient client, InboxEvent told)
    {
        var body = InboxBody.Bytes(told.Body);
        var signed = StandardWebhookSignature.Sign(told.EventId, body, Secret, SystemClock.Instance.GetCurrentInstant());
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/sandbox") { Content = new ByteArrayContent(body) };
        request.Headers.Add("webhook-id", signed.Id);
        request.Headers.Add("webhook-timestamp", signed.Timestamp);
        request.Headers.Add("webhook-signature", signed.Signature);
        using var answer = await client.SendAsync(request);
        Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.OK, HttpStatusCode.BadRequest });
    }

    private static async Task<List<InboxEvent>> StoryAsync(PortalHost host)
    {
        await using var db = await DbAsync(host);
        return await db.Set<InboxEvent>().AsNoTracking().Where(row => row.Provider == SandboxEventReader.Name).ToListAsync();
    }

    /// <summary>The state of all that events can move, once nothing of it moves any more.</summary>
    private static async Task<IReadOnlyList<string>> AtRestAsync(PortalHost host)
    {
        var last = await StateAsync(host);
        for (int still = 0, looks = 0; still < 4; looks++)
        {
            Assert.True(looks < 200, "The demo does not come to rest.");
            await Task.Delay(500);
            var now = await StateAsync(host);
            still = now.SequenceEqual(last) ? still + 1 : 0;
            last = now;
        }

        return last;
    }

    private static async Task<List<string>> StateAsync(PortalHost host)
    {
        await using var db = await DbAsync(host);
        var balances = await db.Set<JournalLine>().GroupBy(line => new { line.LegalEntityId, line.Account, line.Currency })
            .Select(group => new { group.Key, Minor = group.Sum(line => line.AmountMinor), Lines = group.Count() }).ToListAsync();
        var invoices = await db.Set<Invoice>().Select(i => new { i.Id, i.Number, i.State, i.OpenMinor, i.Revision })
            .ToListAsync();
        var receipts = await db.Set<Receipt>()
            .Select(r => new { r.ProviderReference, r.State, r.UnappliedMinor, r.ReturnedMinor, r.Revision }).ToListAsync();
        var batches = await db.Set<PayoutBatch>().Select(b => new { b.Number, b.State, b.Revision }).ToListAsync();
        var items = await db.Set<PayoutItem>().Select(i => new { i.Key, i.State, i.Revision }).ToListAsync();
        var disputes = await db.Set<DisputeCase>().Select(d => new { d.ProviderReference, d.Revision }).ToListAsync();
        var inbox = await db.Set<InboxEvent>().Select(e => new { e.EventId, e.State, e.Attempts }).ToListAsync();
        var entries = await db.Set<JournalEntry>().CountAsync();
        IEnumerable<object> all = [.. balances, .. invoices, .. receipts, .. batches, .. items, .. disputes, .. inbox,
            $"{entries} entries"];
        return [.. all.Select(row => row.ToString()!).Order(StringComparer.Ordinal)];
    }

    private static Task<OpsDbContext> DbAsync(PortalHost host) =>
        host.Services.GetRequiredService<IDbContextFactory<OpsDbContext>>().CreateDbContextAsync();
}
