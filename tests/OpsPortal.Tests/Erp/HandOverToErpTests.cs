using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Audit;
using OpsPortal.Domain.Erp;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Erp;

namespace OpsPortal.Tests.Erp;

public sealed class HandOverToErpTests
{
    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "ERP-1")]
    public async Task HandOver_NewEntries_KeepsTheExactFilesWithTheirHashes(StoreKind kind)
    {
        await using var erp = await ErpWorld.NewAsync(kind);

        var id = await erp.HandedOverAsync();

        await using var db = await erp.World.DbAsync();
        var handover = await db.Set<ErpHandover>().Include(found => found.Files).SingleAsync();
        Assert.Equal((id, 3, 3, true, 1),
            (handover.Id, handover.DocumentCount, handover.EntryCount, handover.IsProvisional, handover.Number));
        Assert.Equal(2, handover.Files.Count);
        Assert.All(handover.Files, file => Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(file.Content)), file.Hash));
        var text = Encoding.UTF8.GetString(handover.Files[0].Content);
        Assert.Contains(
            "IE01:payment:test:pi_0,IE01,2026-02-02,EUR,1020,1020,,1.00,,payment:test:pi_0", text, StringComparison.Ordinal);
        Assert.Equal(1, await db.Set<AuditRow>().CountAsync(row => row.Action == "Handed journal over to the ERP"));
        var sent = await erp.World.Use<ErpFileDownload>().RunAsync(id, 1, erp.World.As("auditor"), default);
        Assert.Equal(handover.Files[0].Content, sent.Value.Content);
    }

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "ERP-2")]
    public async Task HandOver_PressedByTwoAtOnce_SendsEachEntryOnce(StoreKind kind)
    {
        await using var erp = await ErpWorld.NewAsync(kind);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => erp.HandOverAsync()));

        Assert.Single(answers, answer => !answer.IsRefused);
        Assert.All(answers.Where(answer => answer.IsRefused), answer => Assert.Equal("erp.nothing-new", answer.Refusal!.Code));
        await using var db = await erp.World.DbAsync();
        Assert.Equal(3, await db.Set<ErpCover>().CountAsync());
        Assert.Equal(1, await db.Set<ErpHandover>().CountAsync());
    }

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "ERP-2")]
    public async Task HandOver_LateEntryOfTheSameDays_TakesItAloneAndInSumAsAFurtherVersion(StoreKind kind)
    {
        await using var erp = await ErpWorld.NewAsync(kind);
        await erp.HandedOverAsync();
        var month = ErpWorld.Span(ErpTarget.NetSuite, ErpGranularity.PerMonth);
        await erp.HandedOverAsync(month);
        await erp.PayAsync("pi_late", 77, 3);

        await erp.HandedOverAsync();
        await erp.HandedOverAsync(month);

        var documents = await erp.DocumentsAsync();
        Assert.Equal(["IE01-202602-EUR-1", "IE01-202602-EUR-2"],
            documents.Where(document => document.Target == ErpTarget.NetSuite).Select(document => document.ExternalId));
        Assert.Equal([303L, 77L],
            documents.Where(document => document.Target == ErpTarget.NetSuite).Select(document => document.TotalMinor));
        Assert.Equal(4, documents.Count(document => document.Target == ErpTarget.GenericCsv));
    }

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "ERP-2")]
    public async Task HandOver_Unanswered_GoesAgainUnderTheSameExternalIds(StoreKind kind)
    {
        await using var erp = await ErpWorld.NewAsync(kind);
        var span = ErpWorld.Span(ErpTarget.Sap);
        var first = await erp.HandedOverAsync(span);

        var again = await erp.HandedOverAsync(span, ErpChoice.Unanswered);

        Assert.Equal((await erp.FilesAsync(first))[0].Text, (await erp.FilesAsync(again))[0].Text);
        Assert.All(await erp.DocumentsAsync(),
            document => Assert.Equal((2, again), (document.TimesSent, document.LastHandoverId)));
        Assert.All(await erp.DocumentsAsync(), document => Assert.Equal(16, document.ExternalId.Length));
    }

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "ERP-1")]
    public async Task HandOver_ByThoseWhoMayNot_OrWithoutAMapping_IsRefused(StoreKind kind)
    {
        await using var erp = await ErpWorld.NewAsync(kind);
        var world = erp.World;
        Assert.Equal("shared.not-allowed", (await erp.HandOverAsync(person: "controller1")).Refusal?.Code);
        Assert.Equal("erp.nothing-to-send-again", (await erp.HandOverAsync(choice: ErpChoice.Rejected)).Refusal?.Code);
        Assert.Equal("erp.bad-span",
            (await erp.HandOverAsync(ErpWorld.Span() with { LastDay = new(2026, 1, 1) })).Refusal?.Code);
        var own = ErpChart.Own(ErpTarget.GenericCsv, "IE01");
        var chart = own with
        {
            Accounts = [.. own.Accounts.Select(row => row.Account == Account.UnappliedCash ? row with { Code = " " } : row)],
        };
        var save = world.Use<SaveErpMapping>();
        var command = new SaveErpMapping.Command(World.Ireland, ErpTarget.GenericCsv, 0, chart, "The ERP has no such account");
        Assert.Equal("shared.not-allowed", (await save.RunAsync(command, world.As("finance"), default)).Refusal?.Code);
        Assert.Equal(1, (await save.RunAsync(command, world.As("controller1"), default)).Value);
        Assert.Equal("shared.changed-meanwhile", (await save.RunAsync(command, world.As("controller2"), default)).Refusal?.Code);

        var refused = await erp.HandOverAsync();

        Assert.Equal("erp.unmapped", refused.Refusal?.Code);
        Assert.Contains("2600", refused.Refusal!.Why, StringComparison.Ordinal);
        Assert.Empty(await erp.DocumentsAsync());
    }

    [Fact]
    [Trait("Requirement", "ERP-1")]
    public async Task HandOver_ToQuickBooks_SplitsAtAThousandRowsAndNeverInsideAnEntry()
    {
        await using var erp = await ErpWorld.NewAsync(StoreKind.Sqlite, 0);
        var day = Instant.FromUtc(2026, 2, 2, 12, 0);
        await OpsPortal.Tests.Ledger.JournalWriterTests.WriteAsync(erp.World, [.. Enumerable.Range(0, 1_100)
            .Select(i => OpsPortal.Tests.Ledger.SomeDrafts.Payment($"pi_{i}", 100 + i, day))]);

        var files = await erp.FilesAsync(await erp.HandedOverAsync(ErpWorld.Span(ErpTarget.QuickBooks)));

        var rows = files.SkipLast(1).Select(file => file.Text.TrimEnd().Split("\r\n")).ToList();
        Assert.Equal([999, 999, 205], rows.Select(file => file.Length));
        var ids = rows.Select(file => file.Skip(1).Select(row => row.Split(',')[0]).Distinct().ToList()).ToList();
        Assert.Equal(1_100, ids.Sum(file => file.Count));
        Assert.Equal(1_100, ids.SelectMany(file => file).Distinct().Count());
        Assert.All(ids.SelectMany(file => file), id => Assert.True(id.Length <= 21, id));
    }
}
