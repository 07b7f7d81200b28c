using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Data;
using OpsPortal.Domain.Exceptions;

namespace OpsPortal.Tests.Exceptions;

/// <summary>Puts a case into the store of a host that serves.</summary>
internal static class CaseIds
{
    public static async Task<ExceptionId> AddAsync(PortalHost host, ExceptionType type = ExceptionType.DeadLetter)
    {
        await using var db = await host.Services.GetRequiredService<IDbContextFactory<OpsDbContext>>().CreateDbContextAsync();
        var added = new ExceptionCase(new(Guid.CreateVersion7()), type, "test", "Trouble", "test", null, new ExceptionLinks(),
            Stores.Template.Now);
        db.Add(added);
        await db.SaveChangesAsync();
        return added.Id;
    }
}
