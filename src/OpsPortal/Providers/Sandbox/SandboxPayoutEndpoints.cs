using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;
using NodaTime.Text;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Events;

namespace OpsPortal.Providers.Sandbox;

/// <summary>
/// The simulated provider's interface for payouts, in the demo only: POST with an <c>Idempotency-Key</c>, GET by that key. The
/// same key and body get the first answer, the same key with another body 422. When the mood says so, the payout is taken and its
/// answer lost.
/// </summary>
internal sealed class SandboxPayoutEndpoints(
    IDbContextFactory<OpsDbContext> contexts, SandboxProvider provider, IConfiguration configuration, IClock clock) : IEndpoints
{
    private const string Path = "/sandbox-provider/v1/payouts";
    private const int LargestBody = 16 * 1024;

    public void Map(IEndpointRouteBuilder app)
    {
        if (!configuration.GetValue<bool>("Demo:Enabled"))
            return;
        app.MapPost(Path, (Delegate)TakeAsync).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        app.MapGet(Path + "/{key}", FindAsync).AllowAnonymous().ExcludeFromDescription();
    }

    private async Task<IResult> FindAsync(string key, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var payout = await db.Set<SandboxPayout>().AsNoTracking().SingleOrDefaultAsync(p => p.Key == key, ct);
        if (payout is null)
            return Results.NotFound(new { code = "unknown_key" });
        var told = $"payout_item.{Status(payout)}";
        return Results.Json(Shape(payout, await db.Set<SandboxDelivery>().Where(
            d => d.Reference == payout.Reference && d.Type == told).MinAsync(d => (Instant?)d.MadeAt, ct)));
    }

    private async Task<IResult> TakeAsync(HttpContext context)
    {
        var key = context.Request.Headers["Idempotency-Key"].ToString();
        if (key.Length is 0 or > 200 || context.Request.ContentLength is > LargestBody)
            return Results.BadRequest(new { code = "bad_request" });
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = LargestBody;
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        try
        {
            return await TakeOnceAsync(context, key, body);
        }
        catch (DbUpdateException lost) when (Conflicts.IsWorthAnotherTry(lost))
        {
            return await TakeOnceAsync(context, key, body);
        }
    }

    private async Task<IResult> TakeOnceAsync(HttpContext context, string key, string body)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));
        var known = await db.Set<SandboxPayout>().AsNoTracking().SingleOrDefaultAsync(p => p.Key == key);
        if (known is not null)
            return known.BodyHash == hash ? Results.Json(Shape(known)) : Results.UnprocessableEntity(new { code = "key_reused" });
        if (Read(key, hash, body) is not { } payout)
            return Results.BadRequest(new { code = "bad_request" });
        var mood = await db.Set<SandboxMood>().SingleOrDefaultAsync(m => m.Id == SandboxMood.OnlyId)
            ?? db.Add(new SandboxMood()).Entity;
        var (drops, fails) = (mood.AnswersToDrop > 0, mood.PayoutsToFail > 0);
        mood.AnswersToDrop -= drops ? 1 : 0;
        mood.PayoutsToFail -= fails ? 1 : 0;
        provider.Take(db, payout, fails, clock.GetCurrentInstant());
        await db.SaveChangesAsync();
        if (drops)
            context.Abort();
        return Results.Json(Shape(payout), statusCode: StatusCodes.Status201Created);
    }

    private SandboxPayout? Read(string key, string hash, string body)
    {
        var parsed = EventJson.Parse(Encoding.UTF8.GetBytes(body));
        if (parsed.IsRefused)
            return null;
        using var document = parsed.Value;
        var root = document.RootElement;
        var currency = Currency.Parse(root.Text("currency"));
        if (currency.IsRefused || root.Whole("amount_minor") is not { } minor || minor is <= 0 or > Money.LargestReadMinor)
            return null;
        return new SandboxPayout(
            key, hash, root.Text("payee") ?? "", new Money(minor, currency.Value), root.Text("legal_entity"),
            clock.GetCurrentInstant());
    }

    private static string Status(SandboxPayout payout) => payout.State.ToString().ToLowerInvariant();

    private static object Shape(SandboxPayout payout, Instant? since = null) => new
    {
        id = payout.Reference,
        status = Status(payout),
        status_at = since is { } at ? InstantPattern.ExtendedIso.Format(at) : null,
        idempotency_key = payout.Key,
        amount_minor = payout.AmountMinor,
        currency = payout.Currency.Code,
    };
}
