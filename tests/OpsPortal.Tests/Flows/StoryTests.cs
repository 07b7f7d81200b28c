using System.Diagnostics;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Tests.Flows;

/// <summary>The ledger's invariants over random stories through the real use cases and handlers, on real stores.</summary>
public sealed class StoryTests
{
    private const int Steps = 14;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(9);

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "LED-1")]
    [Trait("Requirement", "LED-3")]
    public async Task Story_OfRandomSteps_KeepsEveryInvariant(StoreKind kind)
    {
        var watch = Stopwatch.StartNew();
        for (var seed = 1; seed <= 8 && (seed <= 3 || watch.Elapsed < Longest); seed++)
        {
            await using var story = await Story.NewAsync(kind, seed);
            for (var step = 0; step < Steps; step++)
            {
                var act = await story.StepAsync();
                Assert.Equal("", string.Join("; ", (await StoreInvariants.BrokenAsync(story.World))
                    .Select(broken => $"{seed}: {broken} after {act}")));
            }
        }
    }

    /// <summary>The payees' part of an advance that a stage cleared follows the advance: back when it goes back, and there
    /// again.</summary>
    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "LED-9")]
    public async Task DownPayment_ReturnedAfterAStageClearedIt_TakesThePayeesPartBackUntilItIsPaidAgain(StoreKind kind)
    {
        await using var story = await Story.NewAsync(kind, 1);
        await story.IssueAsync(PlanItemKind.DownPayment);
        var advance = (await story.InvoicesAsync()).Single();
        await story.PayAsync(advance, advance.OpenMinor, "pay_advance");
        await story.IssueAsync(PlanItemKind.Milestone);
        Assert.True(await HeldAsync(story) < 0);

        await story.ReturnAsync("pay_advance", advance.GrossMinor);
        Assert.Equal(0, await HeldAsync(story));
        Assert.Empty(await StoreInvariants.BrokenAsync(story.World));
        Assert.Equal("invoicing.advance-cleared", (await story.CreditAsync(advance.Id, advance.GrossMinor)).Refusal?.Code);
        Assert.Equal("invoicing.advance-cleared", (await story.VoidAsync(advance.Id)).Refusal?.Code);

        await story.PayAsync(advance, advance.GrossMinor, "pay_again");
        Assert.True(await HeldAsync(story) < 0);
        Assert.Empty(await StoreInvariants.BrokenAsync(story.World));
    }

    private static async Task<long> HeldAsync(Story story) => (await StoreInvariants.LinesAsync(story.World))
        .Where(line => line.Account is Account.HeldPending or Account.HeldSettled).Sum(line => line.AmountMinor);
}
