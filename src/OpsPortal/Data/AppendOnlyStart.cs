using Microsoft.EntityFrameworkCore;
using OpsPortal.Data.Start;

namespace OpsPortal.Data;

/// <summary>Makes the append-only triggers anew after each change of the schema.</summary>
[Part]
internal sealed class AppendOnlyStep : ISchemaStep
{
    public Task ApplyAsync(OpsDbContext db, CancellationToken ct) => AppendOnly.CreateAsync(db, ct);
}

/// <summary>Refuses to start on a database that would let posted or audited rows be changed.</summary>
internal sealed class AppendOnlyAssertion(IDbContextFactory<OpsDbContext> contexts) : IStartStep
{
    public int Order => 10;

    public async Task RunAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await AppendOnly.MissingAsync(db, ct) is { Count: > 0 } missing)
            throw new InvalidOperationException(
                $"The database lacks the append-only triggers {string.Join(", ", missing)}. "
                + "Run the app once with the argument 'migrate'.");
    }
}
