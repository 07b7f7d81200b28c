using OpsPortal.Domain.Erp;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Features.Close;
using OpsPortal.Features.Erp;
using OpsPortal.Features.Exceptions;

namespace OpsPortal.Tests.Erp;

public sealed class ErpCloseTests
{
    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "ERP-2")]
    public async Task TieOut_TiesOnlyWhenEachEntryIsTakenOrItsRejectionExplained(StoreKind kind)
    {
        await using var erp = await ErpWorld.NewAsync(kind);
        Assert.Empty((await CheckAsync(erp)).Lines);
        var handover = await erp.HandedOverAsync();
        Assert.Equal((3, 0), await SidesAsync(erp));

        await erp.AnsweredAsync(handover, "IE01:payment:test:pi_0,accepted,JE-1,", "IE01:payment:test:pi_1,rejected,,No",
            "IE01:payment:test:pi_2,already there,JE-2,");
        Assert.Equal((3, 2), await SidesAsync(erp));

        var rejection = Assert.Single(await erp.CasesAsync(ExceptionType.ErpRejection));
        await erp.World.Use<CommentException>().RunAsync(
            rejection.Id, "The account opens on Monday.", erp.World.As("finance"), default);
        Assert.Equal((3, 3), await SidesAsync(erp));
        Assert.Equal("2 accepted, 1 rejected and explained", Assert.Single((await CheckAsync(erp)).Lines).Words);
        await erp.PayAsync("pi_late", 5, 3);
        Assert.Equal((4, 3), await SidesAsync(erp));
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "ERP-2")]
    public async Task TieOut_TiesByTheOneCaseOfAResult_ForTheRejectionsOfThatResultAlone(StoreKind kind)
    {
        await using var erp = await ErpWorld.NewAsync(kind, ErpCases.Most + 3);
        var handover = await erp.HandedOverAsync();
        await erp.AnsweredAsync(handover,
            [.. Enumerable.Range(0, ErpCases.Most + 1).Select(i => $"IE01:payment:test:pi_{i},rejected,,The period is shut")]);
        erp.World.Clock.Advance(Duration.FromMinutes(1));
        await erp.AnsweredAsync(handover, $"IE01:payment:test:pi_{ErpCases.Most + 1},accepted,JE-1,",
            $"IE01:payment:test:pi_{ErpCases.Most + 2},rejected,,No such account");
        Assert.Equal((53, 1), await SidesAsync(erp));

        var cases = await erp.CasesAsync(ExceptionType.ErpRejection);
        await ExplainAsync(cases.Single(found => ErpCases.HandoverOf(found) == handover));
        Assert.Equal((53, 52), await SidesAsync(erp));
        await ExplainAsync(cases.Single(found => ErpCases.HandoverOf(found) is null));

        Assert.Equal((53, 53), await SidesAsync(erp));
        Assert.Equal("1 accepted, 52 rejected and explained", Assert.Single((await CheckAsync(erp)).Lines).Words);

        async Task ExplainAsync(ExceptionCase found) => Assert.Null((await erp.World.Use<CommentException>().RunAsync(
            found.Id, "The ERP opens the period on Monday.", erp.World.As("finance"), default)).Refusal);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "ERP-2")]
    public async Task PackSection_HoldsEachDocumentOfTheMonthInOrder(StoreKind kind)
    {
        await using var erp = await ErpWorld.NewAsync(kind);
        await erp.HandedOverAsync();
        var signed = erp.World.Now;
        await erp.HandedOverAsync(ErpWorld.Span(ErpTarget.NetSuite, ErpGranularity.PerMonth));
        erp.World.Clock.Set(signed + Duration.FromDays(1));
        await erp.HandedOverAsync(ErpWorld.Span(ErpTarget.Sap));
        await erp.AnsweredAsync(await erp.HandedOverAsync(choice: ErpChoice.Unanswered), "IE01:payment:test:pi_0,accepted,JE-1,");
        await using var db = await erp.World.DbAsync();
        var section = new ErpPackSection();

        var rows = await section.RowsAsync(new CloseScope(db, World.Ireland, new(2026, 2), signed), default).ToListAsync();

        Assert.Equal(
            ["IE01-202602-EUR-1", "IE01:payment:test:pi_0", "IE01:payment:test:pi_1", "IE01:payment:test:pi_2"],
            rows.Select(row => row[2]));
        Assert.All(rows, row => Assert.Equal(section.Columns.Count, row.Count));
        Assert.Equal("3.03", rows[0][5]);
        Assert.All(rows, row => Assert.Equal(("Sent", ""), (row[7], row[8])));
    }

    private static async Task<OpsPortal.Domain.Close.TieOut> CheckAsync(ErpWorld erp)
    {
        await using var db = await erp.World.DbAsync();
        return await new ErpTieOut().CheckAsync(new CloseScope(db, World.Ireland, new(2026, 2), erp.World.Now), default);
    }

    private static async Task<(long Left, long Right)> SidesAsync(ErpWorld erp)
    {
        var line = Assert.Single((await CheckAsync(erp)).Lines);
        return (line.Left, line.Right);
    }
}
