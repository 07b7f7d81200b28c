using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Cash;
using OpsPortal.Events;

namespace OpsPortal.Providers.Sandbox;

/// <summary>
/// The simulated provider's interface for collections, in the demo only: POST with an <c>Idempotency-Key</c>. The same key and
/// body
/// get the first answer, the same key with another body 422. A collection fails unless the mood lets it succeed.
/// </summary>
internal sealed class SandboxCollectionEndpoints(
    IDbContextFactory<OpsDbContext> contexts, SandboxProvider provider, IConfiguration configuration, IClock clock) : IEndpoints
{
    public const string Path = "/sandbox-provider/v1/collections";
    private const int LargestBody = 16 * 1024;

    public void Map(IEndpointRouteBuilder app)
    {
        if (configuration.GetValue<bool>("Demo:Enabled"))
            app.MapPost(Path, (Delegate)TakeAsync).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
    }

    private async Task<IResult> TakeAsync(HttpContext context)
    {
        var key = context.Request.Headers["Idempotency-Key"].ToString();
        if (key.Length is 0 or > 200 || context.Request.ContentLength is null or > LargestBody)
            return Results.BadRequest(new { code = "bad_request" });
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        if (Read(await reader.ReadToEndAsync(context.RequestAborted)) is not { } order)
            return Results.BadRequest(new { code = "bad_request" });
        try
        {
            return await TakeOnceAsync(key, order);
        }
        catch (DbUpdateException lost) when (Conflicts.IsWorthAnotherTry(lost))
        {
            return await TakeOnceAsync(key, order);
        }
    }

    private async Task<IResult> TakeOnceAsync(string key, PaymentOrder order)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var reference = ReferenceOf(key);
        var known = await db.Set<SandboxPayment>().AsNoTracking().SingleOrDefaultAsync(p => p.Reference == reference);
        if (known is not null)
            return known.Order == order ? Results.Json(Shape(known)) : Results.UnprocessableEntity(new { code = "key_reused" });
        var mood = await db.Set<SandboxMood>().SingleOrDefaultAsync(m => m.Id == SandboxMood.OnlyId)
            ?? db.Add(new SandboxMood()).Entity;
        var succeeds = mood.CollectionsToSucceed > 0;
        mood.CollectionsToSucceed -= succeeds ? 1 : 0;
        var payment = provider.Collect(db, order, reference, succeeds, clock.GetCurrentInstant());
        await db.SaveChangesAsync();
        return Results.Json(Shape(payment), statusCode: StatusCodes.Status201Created);
    }

    private static PaymentOrder? Read(string body)
    {
        var parsed = EventJson.Parse(Encoding.UTF8.GetBytes(body));
        if (parsed.IsRefused)
            return null;
        using var document = parsed.Value;
        var root = document.RootElement;
        var currency = Currency.Parse(root.Text("currency"));
        if (currency.IsRefused || root.Whole("amount_minor") is not { } minor || minor is <= 0 or > Money.LargestReadMinor
            || !Enum.TryParse<Rail>(root.Text("rail"), out var rail))
            return null;
        return new PaymentOrder(root.Text("invoice_number"), null, rail, new Money(minor, currency.Value));
    }

    // The key names the payment, so that it is one payment however often it is asked for.
    private static string ReferenceOf(string key) =>
        $"pay_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..32]}";

    private static object Shape(SandboxPayment payment) => new { id = payment.Reference, status = "processing" };
}
