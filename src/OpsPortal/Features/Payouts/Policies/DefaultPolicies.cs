using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts.Policies;

/// <summary>The policies that a new installation starts with; controllers replace them by newer versions.</summary>
[Part]
internal sealed class DefaultPolicies(IDbContextFactory<OpsDbContext> contexts) : IStartStep
{
    private const long ItemMajor = 1_000_000;
    private const long BatchMajor = 5_000_000;
    private const long ThreePeopleMajor = 1_000_000;
    private static readonly Instant Always = Instant.FromUtc(2000, 1, 1, 0, 0);

    public int Order => 50;

    public async Task RunAsync(CancellationToken ct)
    {
        try
        {
            await TryAsync(ct);
        }
        catch (DbUpdateException lost) when (Conflicts.IsDuplicate(lost))
        {
            // Another node, started at the same moment, wrote them first.
            await TryAsync(ct);
        }
    }

    public static async Task AddAsync(OpsDbContext db, CancellationToken ct)
    {
        if (!await db.Set<PolicyMatrix>().AnyAsync(ct))
            db.Add(PolicyMatrix.Make(
                new PolicyId(Guid.CreateVersion7()), 1, Always, "Delivered with the system", PolicyMatrix.Default, null,
                    Always).Value);
        if (!await db.Set<ApprovalPolicy>().AnyAsync(ct))
            db.Add(ApprovalPolicy.Make(
                new PolicyId(Guid.CreateVersion7()), 1, Always, "Delivered with the system", Rules(), null, Always).Value);
        await db.SaveChangesAsync(ct);
    }

    private async Task TryAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await AddAsync(db, ct);
    }

    private static ApprovalRules Rules()
    {
        var currencies = Currency.Codes.Select(Currency.Of).Order().ToList();
        return new ApprovalRules(
            [.. new[] { "EUR", "USD", "GBP" }.Select(code => new ApprovalRule($"Very large batch in {code}", 3,
                [new ApprovalBlock([
                    new ApprovalCondition(ApprovalSubject.Currency, code),
                    new ApprovalCondition(ApprovalSubject.BatchTotal, null, Minor(Currency.Of(code), ThreePeopleMajor))])]))],
            [.. currencies.Select(c => new PayoutLimit(c.Code, Minor(c, ItemMajor), Minor(c, BatchMajor)))]);
    }

    // A currency without decimals has about a hundred of its units for one of the others.
    private static long Minor(Currency currency, long major) => major * (currency.Decimals == 0 ? 100 : currency.MinorPerMajor);
}
