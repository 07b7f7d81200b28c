using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace OpsPortal.Tests.Faults;

/// <summary>
/// A bank in the test's own process: takes instructions over HTTP, sometimes slowly, sometimes not at all, sometimes without the
/// answer arriving, and tells of each that it took by signed webhooks.
/// </summary>
internal sealed class OutsideBank : IAsyncDisposable
{
    private const string Path = "/sandbox-provider/v1/payouts";
    private readonly WebApplication app;
    private readonly WebhookSender sender;
    private readonly Random random;
    private readonly Lock gate = new();

    private OutsideBank(Uri address, WebhookSender sender, int seed)
    {
        this.sender = sender;
        random = new Random(seed);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(address.ToString());
        builder.Services.AddRoutingCore();
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.MapPost(Path, (RequestDelegate)TakeAsync);
        app.MapGet(Path + "/{key}", (RequestDelegate)FindAsync);
    }

    public BankJournal Journal { get; } = new();

    /// <summary>Called while the bank holds an instruction that it has taken and not answered.</summary>
    public Action? WhileHolding { get; set; }

    /// <summary>Whether all answers to instructions are lost on their way.</summary>
    public bool LosesAnswers { get; set; }

    public static async Task<OutsideBank> OpenAsync(Uri address, WebhookSender sender, int seed)
    {
        var bank = new OutsideBank(address, sender, seed);
        await bank.app.StartAsync();
        return bank;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        var key = context.Request.Headers["Idempotency-Key"].ToString();
        using var order = JsonDocument.Parse(body);
        var minor = order.RootElement.GetProperty("amount_minor").GetInt64();
        var (isOutOfOrder, isAnswerLost, wait) = Mood();
        var call = Journal.Write(key, body, minor, order.RootElement.GetProperty("reference").GetString()!, isOutOfOrder);
        if (call == BankCall.Taken)
        {
            sender.Add(BankWebhooks.Payout(key, "payout_item.accepted", minor));
            sender.Add(BankWebhooks.Payout(key, "payout_item.paid", minor));
        }

        WhileHolding?.Invoke();
        await Task.Delay(wait);
        if (isAnswerLost || LosesAnswers)
            context.Abort();
        else if (call == BankCall.TurnedAway)
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        else
            await AnswerAsync(context, key, StatusCodes.Status201Created);
    }

    private Task FindAsync(HttpContext context)
    {
        var key = (string)context.GetRouteValue("key")!;
        return Journal.Ask(key)
            ? AnswerAsync(context, key, StatusCodes.Status200OK)
            : AnswerAsync(context, StatusCodes.Status404NotFound, new { code = "unknown_key" });
    }

    private (bool IsOutOfOrder, bool IsAnswerLost, TimeSpan Wait) Mood()
    {
        lock (gate)
            return (random.Next(20) == 0, random.Next(10) == 0,
                TimeSpan.FromMilliseconds(random.Next(random.Next(2) == 0 ? 20 : 400)));
    }

    private static Task AnswerAsync(HttpContext context, string key, int status) =>
        AnswerAsync(context, status, new { id = $"po_{key}", status = "accepted", idempotency_key = key });

    private static Task AnswerAsync(HttpContext context, int status, object body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(JsonSerializer.Serialize(body));
    }
}
