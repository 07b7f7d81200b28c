using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Cash.Repayments;
using OpsPortal.Features.Close;
using OpsPortal.Features.Payouts.Debts;
using OpsPortal.Tests.Cash;
using static OpsPortal.Tests.Payouts.PayoutWorld;

namespace OpsPortal.Tests.Payouts;

/// <summary>However a payee's debt ends, the month in which it ended still ties and may be closed.</summary>
[Trait("Requirement", "CLS-2")]
public sealed class DebtTieOutTests
{
    private const long Debt = 12_345;

    [Theory, OnSqlite, OnPostgres]
    public async Task Debts_RepaidTakenBackAndWrittenOff_LeaveEveryTieOutAsItWas(StoreKind kind)
    {
        await using var world = await NewAsync(kind);
        await world.OweAsync(world.Payees[1], Debt);
        var receipt = await UnappliedCash.TakeAsync(world.Services, "line-repays", 20_000, "Payee 2", "What I owe");
        var untied = await UntiedAsync(world);

        Done(await world.Use<RepayDebt>().RunAsync(
            new(new(Guid.CreateVersion7()), receipt, world.Payees[1], 10_000, "Transfer by the payee"), world.Finance, default));
        Assert.Equal(untied, await UntiedAsync(world));
        var repaid = (await world.Use<ReceiptRepayments>().RunAsync(receipt, world.Finance, default)).Value.Repayments[0];
        Done(await world.Use<TakeBackRepayment>().RunAsync(new(repaid.Entry, "It was another's"), world.As("ops"), default));
        Assert.Equal(untied, await UntiedAsync(world));
        var loss = new DebtWriteOffId(Guid.CreateVersion7());
        Done(await world.Use<AskDebtWriteOff>().RunAsync(
            new(loss, world.Payees[1], new Money(Debt, Euro), "Insolvent"), world.Finance, default));
        Done(await world.Use<DecideDebtWriteOff>().ApproveAsync(loss, world.Controller1, default));

        Assert.Equal(0, await world.BalanceAsync(Account.RecoverableFromPayees));
        Assert.Equal(untied, await UntiedAsync(world));
    }

    /// <summary>The tie-outs of the month that do not tie, with their figures.</summary>
    private static async Task<IReadOnlyList<string>> UntiedAsync(PayoutWorld world)
    {
        await using var db = await world.DbAsync();
        var scope = new CloseScope(db, World.Ireland, world.Now.InUtc().Date.ToYearMonth(), world.Now);
        var checks = world.Services.GetServices<ITieOut>().ToList();
        Assert.True(checks.Count >= 8, $"Only {checks.Count} tie-outs.");
        var untied = new List<string>();
        foreach (var check in checks)
        {
            var found = await check.CheckAsync(scope, default);
            untied.AddRange(found.Lines.Where(line => !line.Ties)
                .Select(line => $"{found.Code}: {line.Subject} {line.Left} {line.Right}"));
        }

        return untied;
    }
}
