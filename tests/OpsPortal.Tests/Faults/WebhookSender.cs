using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using OpsPortal.Domain.Events;
using OpsPortal.Tests.Events;

namespace OpsPortal.Tests.Faults;

/// <summary>
/// The providers that send: signed webhooks over HTTP, some at once twice, those without an answer again. Its journal of what was
/// answered is the judge of what the app must have.
/// </summary>
internal sealed class WebhookSender : IDisposable
{
    private const int AtOnce = 4;
    private readonly ConcurrentDictionary<string, OutsideWebhook> journal = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<OutsideWebhook> due = new();
    private readonly ConcurrentQueue<string> oddAnswers = new();
    private readonly HttpClient client;
    private readonly IReadOnlyList<(string Number, string Currency)> invoices;
    private readonly Random random;
    private readonly Lock gate = new();
    private int payments;
    private int answers;
    private int refusals;

    public WebhookSender(Uri portal, IReadOnlyList<(string Number, string Currency)> invoices, int seed)
    {
        client = new HttpClient { BaseAddress = portal, Timeout = TimeSpan.FromSeconds(20) };
        this.invoices = invoices;
        random = new Random(seed);
    }

    public IReadOnlyCollection<OutsideWebhook> Journal => [.. journal.Values];

    /// <summary>Answers that no webhook of ours may get.</summary>
    public IReadOnlyCollection<string> OddAnswers => oddAnswers;

    /// <summary>Whether the app's clock is wrong: then it must refuse what is signed with the true time.</summary>
    public bool IsTimeInDoubt { get; set; }

    /// <summary>Webhooks that were refused for their time.</summary>
    public int Refusals => Volatile.Read(ref refusals);

    public void Add(OutsideWebhook webhook)
    {
        if (journal.TryAdd(webhook.Id, webhook))
            due.Enqueue(webhook);
    }

    /// <summary>Sends what waits and ever new payments until it is told to stop.</summary>
    public Task LoadAsync(CancellationToken stop)
    {
        Volatile.Write(ref answers, 0);
        return Task.WhenAll(Enumerable.Range(0, AtOnce)
            .Select(_ => Task.Run(() => SendOnAndOnAsync(stop), CancellationToken.None)));
    }

    /// <summary>
    /// Waits until so many have been answered since <see cref="LoadAsync"/> began: on a slow machine too there is something to
    /// lose.
    /// </summary>
    public async Task AnsweredAsync(int count, TimeSpan atMost)
    {
        for (var until = DateTime.UtcNow + atMost; DateTime.UtcNow < until && Volatile.Read(ref answers) < count;)
            await Task.Delay(5);
    }

    /// <summary>Waits until so many more have been refused for their time.</summary>
    public async Task<bool> RefusedAsync(int count, TimeSpan atMost)
    {
        var wanted = Refusals + count;
        for (var until = DateTime.UtcNow + atMost; DateTime.UtcNow < until && Refusals < wanted;)
            await Task.Delay(5);
        return Refusals >= wanted;
    }

    /// <summary>Sends again, in any order, what of these has no answer, until each has one.</summary>
    public async Task<bool> CatchUpAsync(IReadOnlyCollection<OutsideWebhook> webhooks, TimeSpan atMost)
    {
        var until = DateTime.UtcNow + atMost;
        while (webhooks.Where(webhook => !webhook.IsAnswered).ToArray() is { Length: > 0 } open)
        {
            if (DateTime.UtcNow > until)
                return false;
            lock (gate)
                random.Shuffle(open);
            await Parallel.ForEachAsync(
                open, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (webhook, _) => await SendAsync(webhook));
        }

        return true;
    }

    public void Dispose() => client.Dispose();

    private async Task SendOnAndOnAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (!due.TryDequeue(out var next))
                next = NewPayment();
            await Task.WhenAll(Enumerable.Range(0, Roll(5) == 0 ? 2 : 1).Select(_ => SendAsync(next)));
            if (next.Kind == WebhookKind.Payment && next.IsAnswered && Roll(4) == 0)
                Add(BankWebhooks.Available(next, CurrencyOf(next)));
            await Task.Delay(Roll(30), CancellationToken.None);
        }
    }

    private OutsideWebhook NewPayment()
    {
        var number = Interlocked.Increment(ref payments);
        var (invoice, currency) = invoices[Roll(invoices.Count)];
        var named = Roll(10) switch { 0 => null, 1 => $"NONE-{number}", _ => invoice };
        var payment = BankWebhooks.Payment(number, named, 100 + Roll(9_900), currency);
        journal[payment.Id] = payment;
        return payment;
    }

    private static string CurrencyOf(OutsideWebhook payment) =>
        payment.Body.Contains("\"USD\"", StringComparison.Ordinal) ? "USD" : "EUR";

    private async Task SendAsync(OutsideWebhook webhook)
    {
        var body = Encoding.UTF8.GetBytes(webhook.Body);
        var signed = StandardWebhookSignature.Sign(webhook.Id, body, CashWorld.Secret, SystemClock.Instance.GetCurrentInstant());
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/sandbox") { Content = new ByteArrayContent(body) };
        request.Headers.Add("webhook-id", signed.Id);
        request.Headers.Add("webhook-timestamp", signed.Timestamp);
        request.Headers.Add("webhook-signature", signed.Signature);
        webhook.Sent();
        var begun = Stopwatch.GetTimestamp();
        try
        {
            using var answer = await client.SendAsync(request);
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                webhook.Answered(begun);
                Interlocked.Increment(ref answers);
            }
            else if (answer.StatusCode == HttpStatusCode.Unauthorized && IsTimeInDoubt)
                Interlocked.Increment(ref refusals);
            else if (answer.StatusCode != HttpStatusCode.ServiceUnavailable)
                oddAnswers.Enqueue($"sender: {webhook.Id} was answered {(int)answer.StatusCode}");
        }
        catch (Exception cut) when (cut is HttpRequestException or SocketException or TaskCanceledException)
        {
            // The app died or is not up yet, perhaps while the connection was made; it is sent again after the restart.
        }
    }

    private int Roll(int sides)
    {
        lock (gate)
            return random.Next(sides);
    }
}
