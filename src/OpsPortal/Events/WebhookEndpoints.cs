using System.Buffers;
using OpsPortal.Providers.Sandbox;
using OpsPortal.Providers.Stripe;

namespace OpsPortal.Events;

/// <summary>Where providers deliver: answered only when the event stands in the database.</summary>
internal sealed class WebhookEndpoints(WebhookDoor door, GroupCommitter committer, WebhookCounters counters) : IEndpoints
{
    private const int LargestBody = 64 * 1024;

    public void Map(IEndpointRouteBuilder app)
    {
        Map(app, "/webhooks/stripe", StripeEventReader.Name);
        Map(app, "/webhooks/sandbox", SandboxEventReader.Name);
    }

    private void Map(IEndpointRouteBuilder app, string path, string provider) =>
        app.MapPost(path, context => ReceiveAsync(context, provider)).AllowAnonymous().DisableAntiforgery()
            .ExcludeFromDescription();

    private async Task ReceiveAsync(HttpContext context, string provider)
    {
        if (context.Request.ContentLength > LargestBody || await ReadAsync(context.Request) is not { } body)
        {
            counters.Count(provider, "too large");
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }

        var incoming = door.Admit(provider,
            new Delivery(body, name => context.Request.Headers.TryGetValue(name, out var values) ? values.ToString() : null));
        if (incoming is null)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var answer = await committer.TakeAsync(incoming, context.RequestAborted);
        counters.Count(provider, answer.ToString());
        context.Response.StatusCode = StatusOf(answer, incoming);
        if (answer is IntakeAnswer.Busy or IntakeAnswer.Failed)
            context.Response.Headers.RetryAfter = "5";
    }

    private static int StatusOf(IntakeAnswer answer, IncomingEvent incoming) => answer switch
    {
        IntakeAnswer.Busy or IntakeAnswer.Failed => StatusCodes.Status503ServiceUnavailable,
        _ when incoming.Unreadable is not null => StatusCodes.Status400BadRequest,
        _ => StatusCodes.Status200OK,
    };

    /// <summary>The raw body, or null when it is larger than allowed.</summary>
    private static async Task<byte[]?> ReadAsync(HttpRequest request)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(LargestBody + 1);
        try
        {
            var length = 0;
            while (length <= LargestBody)
            {
                var read = await request.Body.ReadAsync(buffer.AsMemory(length, LargestBody + 1 - length),
                    request.HttpContext.RequestAborted);
                if (read == 0)
                    return buffer[..length];
                length += read;
            }

            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
