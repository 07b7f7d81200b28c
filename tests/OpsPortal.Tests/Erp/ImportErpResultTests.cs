using OpsPortal.Components;
using System.Text;
using OpsPortal.Domain.Erp;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Features.Erp;

namespace OpsPortal.Tests.Erp;

public sealed class ImportErpResultTests
{
    private const string Pi0 = "IE01:payment:test:pi_0";
    private const string Pi1 = "IE01:payment:test:pi_1";
    private const string Pi2 = "IE01:payment:test:pi_2";

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "ERP-2")]
    public async Task Import_ARejection_OpensACaseThatEndsWhenItIsSentAgainAndTaken(StoreKind kind)
    {
        await using var erp = await ErpWorld.NewAsync(kind);
        var first = await erp.HandedOverAsync();

        var taken = await erp.AnsweredAsync(first, $"{Pi0},accepted,JE-1,,2026-02", $"{Pi1},rejected,,No account 1020",
            $"{Pi2},duplicate,JE-0,");

        Assert.Equal((1, 1, 1, 0), (taken.AcceptedCount, taken.RejectedCount, taken.AlreadyThereCount, taken.RefusedCount));
        var rejection = Assert.Single(await erp.CasesAsync(ExceptionType.ErpRejection));
        Assert.Contains("No account 1020", rejection.Summary, StringComparison.Ordinal);
        Assert.Equal("erp.nothing-new", (await erp.HandOverAsync()).Refusal?.Code);

        var again = await erp.HandedOverAsync(choice: ErpChoice.Rejected);
        Assert.Contains(Pi1, (await erp.FilesAsync(again))[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Pi0, (await erp.FilesAsync(again))[0].Text, StringComparison.Ordinal);
        await erp.AnsweredAsync(again, $"{Pi1},accepted,JE-2,");

        Assert.Equal(
            [(ErpDocumentState.Accepted, "JE-1"), (ErpDocumentState.Accepted, "JE-2"), (ErpDocumentState.AlreadyThere, "JE-0")],
            (await erp.DocumentsAsync()).Select(document => (document.State, document.ErpNumber!)));
        Assert.Equal(ExceptionState.Resolved, Assert.Single(await erp.CasesAsync(ExceptionType.ErpRejection)).State);
        Assert.Equal("erp.nothing-to-send-again", (await erp.HandOverAsync(choice: ErpChoice.Unanswered)).Refusal?.Code);
    }

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "ERP-2")]
    public async Task Import_BadLines_AreRefusedByLineAndTheOthersTaken(StoreKind kind)
    {
        await using var erp = await ErpWorld.NewAsync(kind);
        var handover = await erp.HandedOverAsync();
        await erp.PayAsync("pi_late", 5, 2);
        await erp.HandedOverAsync();

        await erp.AnsweredAsync(handover, $"{Pi0},accepted,JE-1,", "unknown,accepted,JE-9,", $"{Pi1},maybe,JE-2,",
            $"{Pi2},accepted,,", $"{Pi1},accepted,JE-2,,2026-03", "IE01:payment:test:pi_late,accepted,JE-4,");

        var shown = await erp.World.Use<ErpHandoverDetail>()
            .RunAsync(handover, new(), ListPlace.First, erp.World.As("auditor"), default);
        var result = Assert.Single(shown.Value.Results);
        Assert.Equal((1, 5), (result.Taken.AcceptedCount, result.Taken.RefusedCount));
        Assert.Equal([3, 4, 5, 6, 7], result.Lines.Select(line => line.Line));
        Assert.Contains("No document of this company", result.Lines[0].Note, StringComparison.Ordinal);
        Assert.Contains("is no status", result.Lines[1].Note, StringComparison.Ordinal);
        Assert.Contains("no document number", result.Lines[2].Note, StringComparison.Ordinal);
        Assert.Contains("not of this export", result.Lines[3].Note, StringComparison.Ordinal);
        Assert.Contains("last sent by export 2", result.Lines[4].Note, StringComparison.Ordinal);
        Assert.Equal((1, 2), (shown.Value.Counts.Accepted, shown.Value.Counts.Waiting));
    }

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "ERP-2")]
    public async Task Import_AContradiction_ChangesNothingAndOpensAConflict(StoreKind kind)
    {
        await using var erp = await ErpWorld.NewAsync(kind);
        var handover = await erp.HandedOverAsync();
        await erp.AnsweredAsync(handover, $"{Pi0},accepted,JE-1,");

        var second = await erp.AnsweredAsync(handover, $"{Pi0},rejected,,Period closed", $"{Pi0},accepted,JE-1,",
            $"{Pi0},accepted,JE-7,");

        Assert.Equal((2, 1, 0), (second.ContradictionCount, second.SameAgainCount, second.RejectedCount));
        Assert.Single(await erp.CasesAsync(ExceptionType.ErpConflict));
        var document = (await erp.DocumentsAsync())[0];
        Assert.Equal((ErpDocumentState.Accepted, "JE-1"), (document.State, document.ErpNumber));
    }

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "ERP-2")]
    public async Task Import_TheSameFileByManyAtOnce_IsTakenOnce(StoreKind kind)
    {
        await using var erp = await ErpWorld.NewAsync(kind);
        var handover = await erp.HandedOverAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 4)
            .Select(_ => erp.AnswerAsync(handover, $"{Pi0},accepted,JE-1,", $"{Pi1},rejected,,No")));

        Assert.All(answers, answer => Assert.Null(answer.Refusal));
        Assert.Single(answers, answer => !answer.Value.WasTakenBefore);
        Assert.Single(await erp.CasesAsync(ExceptionType.ErpRejection));
    }

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "ERP-2")]
    public async Task Import_OfAnotherCompanysPerson_OrAWrongShape_IsRefused(StoreKind kind)
    {
        await using var erp = await ErpWorld.NewAsync(kind);
        var handover = await erp.HandedOverAsync();
        var import = erp.World.Use<ImportErpResult>();
        var stranger = await erp.World.AddPersonAsync("Ivy", [OpsPortal.Domain.Access.Role.Finance], World.America);
        Task<Outcome<ImportErpResult.Answer>> Send(string text, OpsPortal.Access.Actor actor) =>
            import.RunAsync(new(handover, "r", Encoding.UTF8.GetBytes(text)), actor, default);

        Assert.Equal("shared.not-found", (await Send($"External ID,Status\r\n{Pi0},rejected", stranger)).Refusal?.Code);
        Assert.Equal("shared.not-allowed", (await Send("", erp.World.As("ops"))).Refusal?.Code);
        foreach (var text in (string[])["", "Name,Amount\r\nA,1", "External ID,Status", "[1]", "[{", "\u0000\"a"])
            Assert.Equal("erp.result-shape", (await Send(text, erp.World.As("finance"))).Refusal?.Code);

        var json = await Send(
            $$"""
            [{"externalId":"{{Pi0}}","status":"accepted","documentNumber":"JE-1"},
             {"externalId":"{{Pi1}}","status":"failed","message":"No"}]
            """,
            erp.World.As("finance"));
        Assert.Equal((1, 1), (json.Value.Result.AcceptedCount, json.Value.Result.RejectedCount));
    }

    [Fact]
    [Trait("Requirement", "ERP-2")]
    public async Task Import_MoreRejectionsThanAPersonReads_IsOneCase()
    {
        await using var erp = await ErpWorld.NewAsync(StoreKind.Sqlite, 60);
        var handover = await erp.HandedOverAsync();

        await erp.AnsweredAsync(handover, [.. Enumerable.Range(0, 60).Select(i => $"IE01:payment:test:pi_{i},rejected,,Closed")]);

        var one = Assert.Single(await erp.CasesAsync(ExceptionType.ErpRejection));
        Assert.Contains("60 documents", one.Summary, StringComparison.Ordinal);
        Assert.Equal(handover, ErpCases.HandoverOf(one));
        var detail = erp.World.Use<ErpHandoverDetail>();
        var found = await detail.RunAsync(
            handover, new(ErpDocumentState.Rejected, "pi_57"), ListPlace.First, erp.World.As("auditor"), default);
        Assert.Equal(("IE01:payment:test:pi_57", "Closed"), (found.Value.Documents.Single().ExternalId,
            found.Value.Documents.Single().Message));
        Assert.Equal(60, (await detail
            .RunAsync(handover, new(ErpDocumentState.Rejected, "Closed"), new ListPlace(null, 2), erp.World.As("auditor"),
            default)).Value.DocumentCount);

        var again = await erp.HandedOverAsync(choice: ErpChoice.Rejected);
        await erp.AnsweredAsync(again, [.. Enumerable.Range(0, 59).Select(i => $"IE01:payment:test:pi_{i},accepted,JE-{i},")]);
        Assert.Equal(ExceptionState.Open, Assert.Single(await erp.CasesAsync(ExceptionType.ErpRejection)).State);
        await erp.AnsweredAsync(again, "IE01:payment:test:pi_59,accepted,JE-59,");
        Assert.Equal(ExceptionState.Resolved, Assert.Single(await erp.CasesAsync(ExceptionType.ErpRejection)).State);
    }
}
