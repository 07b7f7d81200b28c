using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Data;
using OpsPortal.Domain.Close;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Close;
using OpsPortal.Tests.Flows;
using OpsPortal.Tests.Payouts;

namespace OpsPortal.Tests.Ledger;

[Trait("Requirement", "CLS-2")]
public sealed class LedgerTieOutTests
{
    private const string Room = "OpsPortal.Features.Ledger.TieOuts";

    private static readonly string[] Codes =
    [
        "trial-balance", "receivables", "unapplied-cash", "customer-credits", "settlement-payables", "held-funds", "roll-forward",
        "payables", "payout-status",
    ];

    /// <summary>Random stories through the real use cases over the turn of a month: everything ties at both ends.</summary>
    [Theory, OnSqlite, OnPostgres]
    public async Task Everything_AfterARandomStory_TiesForThisMonthAndTheLast(StoreKind kind)
    {
        for (var seed = 1; seed <= 2; seed++)
        {
            await using var story = await Story.NewAsync(kind, seed);
            for (var step = 0; step < 16; step++)
            {
                if (step == 8)
                    story.World.Clock.Advance(Duration.FromDays(31));
                await story.StepAsync();
            }

            var now = story.World.Now.InUtc().Date.ToYearMonth();
            foreach (var month in new[] { now, now.PlusMonths(-1) })
            {
                var ties = await CheckAsync(story.World.Services, story.World.Now, month);
                Assert.All(ties, tie => Assert.True(tie.Ties, $"{seed}, {month}: {Words(tie)}"));
                Assert.Contains(ties, tie => tie.Lines.Any(line => line.Left != 0));
            }
        }
    }

    [Fact]
    [Trait("Requirement", "LED-6")]
    public async Task HeldFunds_WithPayoutsInFlight_EqualTheGateReport()
    {
        await using var world = await PayoutWorld.NewAsync(payees: 2);
        await world.TransmittedAsync();
        await world.AddPayeeAsync(7, 50_000);

        var ties = await CheckAsync(world.Services, world.Now, world.Now.InUtc().Date.ToYearMonth());

        Assert.Contains(ties.Single(tie => tie.Code == "held-funds").Lines, line => line.Left > 0);
        Assert.Contains(ties.Single(tie => tie.Code == "settlement-payables").Lines, line => line.Left > 0);
        Assert.All(ties.Where(tie => tie.Code is "held-funds" or "settlement-payables"),
            tie => Assert.True(tie.Ties, Words(tie)));
    }

    [Fact]
    public async Task AnItem_ThatTheLedgerDoesNotKnow_BreaksItsTieAndIsNamed()
    {
        await using var story = await Story.NewAsync(StoreKind.Sqlite, 1);
        await story.IssueAsync(PlanItemKind.DownPayment);
        var invoice = (await story.InvoicesAsync()).Single();
        await JournalWriterTests.WriteAsync(story.World, PostingRules.Draft(EventFamily.DifferenceTolerated, new PostingFacts
        {
            LegalEntityId = World.Ireland, Currency = invoice.Currency, PostingKey = "planted:1", EffectiveAt = story.World.Now,
            Trace = new TraceKeys { InvoiceId = invoice.Id, Memo = "planted" }, Amounts = new PostingAmounts { A = 5 },
        }).Value);

        var ties = await CheckAsync(story.World.Services, story.World.Now, story.World.Now.InUtc().Date.ToYearMonth());

        var broken = Assert.Single(ties, tie => !tie.Ties);
        Assert.Equal("receivables", broken.Code);
        Assert.Contains(broken.Lines, line => line.Link == $"/invoices/{invoice.Id}" && line.Right - line.Left == 5);
    }

    private static async Task<List<TieOut>> CheckAsync(IServiceProvider services, Instant now, YearMonth month)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<OpsDbContext>>().CreateDbContextAsync();
        var ties = new List<TieOut>();
        foreach (var tie in services.GetServices<ITieOut>().Where(tie => tie.GetType().Namespace == Room))
            ties.Add(await tie.CheckAsync(new CloseScope(db, World.Ireland, month, now), default));
        Assert.Equal(Codes.Order(), ties.Select(tie => tie.Code).Order());
        return ties;
    }

    private static string Words(TieOut tie) => $"{tie.Code}: " + string.Join("; ", tie.Lines.Where(line => !line.Ties)
        .Select(line => $"{line.Subject} {line.Left} against {line.Right}"));
}
