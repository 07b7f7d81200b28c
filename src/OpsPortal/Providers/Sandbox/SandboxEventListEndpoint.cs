using Microsoft.EntityFrameworkCore;
using NodaTime.Text;
using OpsPortal.Data;

namespace OpsPortal.Providers.Sandbox;

/// <summary>The simulated provider's list of the events that it has made, delivered or not, in the demo only.</summary>
internal sealed class SandboxEventListEndpoint(
    IDbContextFactory<OpsDbContext> contexts, IConfiguration configuration, IClock clock) : IEndpoints
{
    public const string Path = "/sandbox-provider/v1/events";
    private const int PageSize = 100;

    public void Map(IEndpointRouteBuilder app)
    {
        if (configuration.GetValue<bool>("Demo:Enabled"))
            app.MapGet(Path, ListAsync).AllowAnonymous().ExcludeFromDescription();
    }

    private async Task<IResult> ListAsync(string since, int? after, CancellationToken ct)
    {
        if (InstantPattern.ExtendedIso.Parse(since) is not { Success: true } from)
            return Results.BadRequest(new { code = "bad_request" });
        await using var db = await contexts.CreateDbContextAsync(ct);
        var now = clock.GetCurrentInstant();
        var rows = await db.Set<SandboxDelivery>().AsNoTracking()
            .Where(d => d.MadeAt >= from.Value && d.MadeAt <= now)
            .OrderBy(d => d.MadeAt).ThenBy(d => d.Id).Skip(Math.Max(after ?? 0, 0)).Take(PageSize + 1).ToListAsync(ct);
        var page = rows.Take(PageSize).ToList();
        return Results.Json(new
        {
            events = page.Select(d => new { id = d.EventId, created_at = InstantPattern.ExtendedIso.Format(d.MadeAt),
                body = d.Body }),
            next = rows.Count > PageSize ? $"{(after ?? 0) + PageSize}" : null,
        });
    }
}
