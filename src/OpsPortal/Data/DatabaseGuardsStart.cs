using Microsoft.EntityFrameworkCore;
using OpsPortal.Data.Start;

namespace OpsPortal.Data;

/// <summary>Makes the guarding triggers anew after each change of the schema.</summary>
[Part]
internal sealed class DatabaseGuardsStep : ISchemaStep
{
    public Task ApplyAsync(OpsDbContext db, CancellationToken ct) => DatabaseGuards.CreateAsync(db, ct);
}

/// <summary>Refuses to start on a database that would let posted or audited rows be changed, or a closed month be posted
/// into.</summary>
internal sealed class DatabaseGuardsAssertion(IDbContextFactory<OpsDbContext> contexts) : IStartStep
{
    public int Order => 10;

    public async Task RunAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await DatabaseGuards.MissingAsync(db, ct) is { Count: > 0 } missing)
            throw new InvalidOperationException(
                $"The database lacks the guarding triggers {string.Join(", ", missing)}. "
                + "Run the app once with the argument 'migrate'.");
    }
}
