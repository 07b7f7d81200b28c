using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;

namespace OpsPortal.Api;

/// <summary>
/// One effect per key: a row is taken before the call runs; the answer is written in the transaction of the effect. Sent
/// again, the same request gets the stored first answer, another request with the same key is refused, a running one is told to
/// wait.
/// </summary>
internal sealed class Idempotency(IDbContextFactory<OpsDbContext> contexts, IClock clock) : IEndpointFilter
{
    public const string Header = "Idempotency-Key";

    // Longer than any call takes: a run without an answer after this was cut off by a crash, and its transaction with it.
    private static readonly Duration LongestRun = Duration.FromMinutes(2);

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var key = http.Request.Headers[Header].ToString();
        if (string.IsNullOrWhiteSpace(key) || key.Length > 255)
            return ApiProblem.Of(ApiRefusals.KeyMissing, http);
        var content = await HashAsync(http);
        if (content.IsRefused)
            return ApiProblem.Of(content.Refusal, http);

        var actor = http.ApiActor();
        var slot = await TakeAsync(actor.ApiKey!.Value, key, content.Value, http.RequestAborted);
        if (slot.IsRefused)
            return ApiProblem.Of(slot.Refusal, http);
        if (slot.Value.First is { } first)
        {
            http.Response.Headers["Idempotent-Replayed"] = "true";
            return first;
        }

        http.SetApiActor(actor with { Answer = slot.Value });
        try
        {
            var answer = await next(context);
            await slot.Value.SettleAsync(contexts, answer as ApiAnswer);
            return slot.Value.Kept ?? answer;
        }
        catch
        {
            await slot.Value.SettleAsync(contexts, null);
            throw;
        }
    }

    /// <summary>Reads the body to its end, keeps it for the call (on the disk where it is large), and gives the request's
    /// hash.</summary>
    private static async Task<Outcome<string>> HashAsync(HttpContext http)
    {
        var most = ApiRoutes.MostBytesOf(http);
        var (request, query) = (http.Request, http.Request.QueryString.Value);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{query}\n"));
        request.EnableBuffering();
        var buffer = new byte[16 * 1024];
        var length = 0L;
        int read;
        while ((read = await request.Body.ReadAsync(buffer, http.RequestAborted)) > 0)
        {
            hash.AppendData(buffer.AsSpan(0, read));
            length += read;
            if (length > most)
                return ApiRefusals.TooLarge(most);
        }

        request.Body.Position = 0;
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private async Task<Outcome<AnswerSlot>> TakeAsync(ApiKeyId client, string key, string contentHash, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        await using var db = await contexts.CreateDbContextAsync(ct);
        var stored = await db.Set<StoredAnswer>().SingleOrDefaultAsync(a => a.Client == client && a.Key == key, ct);
        if (stored is not null && stored.ContentHash != contentHash)
            return ApiRefusals.KeyReused;
        if (stored is { Status: { } status, Body: { } json })
            return AnswerSlot.Answered(new ApiAnswer(status, json, stored.Location));
        if (stored is not null && now - stored.StartedAt < LongestRun)
            return ApiRefusals.StillRunning;
        try
        {
            if (stored is null)
                db.Add(stored = new StoredAnswer(client, key, contentHash, now));
            else
                stored.TakeOver(now);
            await db.SaveChangesAsync(ct);
            return AnswerSlot.Taken(client, key, stored.Attempt);
        }
        catch (DbUpdateException trouble) when (Conflicts.IsLost(trouble))
        {
            return ApiRefusals.StillRunning;
        }
    }
}
