using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Access;

namespace OpsPortal.Identity;

/// <summary>Says in the log of an installation without people how the first of them comes in.</summary>
internal sealed partial class FirstAdminStart(IDbContextFactory<OpsDbContext> contexts, ILogger<FirstAdminStart> logger)
    : IStartStep
{
    public int Order => 110;

    public async Task RunAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (!await db.Set<Person>().AnyAsync(ct))
            LogNobody();
    }

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "Nobody can sign in yet: run the app once with create-admin \"NAME\" EMAIL, which prints the first link")]
    private partial void LogNobody();
}
