using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;

namespace OpsPortal.Features.Operations;

/// <summary><c>doctor</c>: looks at what surrounds the books (schema, disk, clock, keys, secrets, jobs) and says what to
/// do.</summary>
internal sealed class DoctorCommand(IDbContextFactory<OpsDbContext> contexts, IEnumerable<ICheckUp> checkUps) : IConsoleCommand
{
    public string Name => "doctor";

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken ct) =>
        await (await FindingsAsync(ct)).PrintAsync("MEND  ");

    public async Task<IReadOnlyList<Finding>> FindingsAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var findings = new List<Finding>();
        foreach (var checkUp in checkUps.OrderBy(one => one.Order))
            findings.AddRange(await checkUp.LookAsync(db, ct));
        return findings;
    }
}

/// <summary>Some of what the doctor looks at; found by scanning.</summary>
internal interface ICheckUp
{
    int Order { get; }

    Task<IReadOnlyList<Finding>> LookAsync(OpsDbContext db, CancellationToken ct);
}
