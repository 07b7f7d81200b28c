using System.IO.Compression;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Data;
using OpsPortal.Documents;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Reconciliation;
using OpsPortal.Features.Close.Pack;
using OpsPortal.Features.Trace;
using OpsPortal.Tests.Documents;
using OpsPortal.Tests.Ledger;
using OpsPortal.Tests.Stores;

namespace OpsPortal.Tests.Close;

/// <summary>The pack of a signed month of the demo (CLS-3, CLS-5).</summary>
[Collection(PackStories.Name)]
public sealed class PackTests(PackFixture fixture)
{
    [Fact]
    [Trait("Requirement", "CLS-3")]
    public async Task Make_Twice_GivesTheSameBytes()
    {
        var (again, bytes) = await fixture.MakeAsync(fixture.Services);

        AssertSame(again, bytes);
    }

    [PostgresFact]
    [Trait("Requirement", "CLS-3")]
    public async Task Make_FromTheSameRowsInPostgreSql_GivesTheSameBytes()
    {
        var (store, portal) = await fixture.CopyAsync(StoreKind.Postgres);
        await using (store)
        await using (portal)
        {
            var (again, bytes) = await fixture.MakeAsync(portal.Services);

            AssertSame(again, bytes);
        }
    }

    /// <summary>A reopened month took a further entry, and people went on talking: the version that was signed stays as it
    /// was.</summary>
    [PostgresFact]
    [Trait("Requirement", "CLS-3")]
    public async Task Make_AfterLaterNews_GivesTheSameBytes()
    {
        var (store, portal) = await fixture.CopyAsync(StoreKind.Postgres);
        await using (store)
        await using (portal)
        {
            var later = fixture.Close.SignedAt!.Value + Duration.FromDays(1);
            await using (var db = await portal.Services.GetRequiredService<IDbContextFactory<OpsDbContext>>()
                .CreateDbContextAsync())
            {
                var draft = SomeDrafts.Payment("late", 12_345, later) with { LegalEntityId = fixture.Close.LegalEntityId };
                db.Add(JournalEntry.Of(draft, new EntryId(Guid.CreateVersion7()),
                    fixture.Close.YearMonth.OnDayOfMonth(3), later, late: true, () => new LineId(Guid.CreateVersion7())));
                var cases = await db.Set<ExceptionCase>().Include(one => one.Notes)
                    .Where(one => one.LegalEntityId == fixture.Close.LegalEntityId && one.State != ExceptionState.Resolved)
                    .ToListAsync();
                foreach (var one in cases)
                    Assert.False(one.Comment(fixture.Close.SignedBy!.Value, later, "News").IsRefused);
                await db.SaveChangesAsync();
            }

            var (again, bytes) = await fixture.MakeAsync(portal.Services);

            AssertSame(again, bytes);
        }
    }

    /// <summary>The daily comparison of a month goes on after its signature, and a break can be explained again.</summary>
    [PostgresFact]
    [Trait("Requirement", "CLS-3")]
    [Trait("Requirement", "REC-1")]
    public async Task Make_AfterTheMonthWasComparedAgain_GivesTheSameBytes()
    {
        var (store, portal) = await fixture.CopyAsync(StoreKind.Postgres);
        await using (store)
        await using (portal)
        {
            var later = fixture.Close.SignedAt!.Value + Duration.FromDays(1);
            await using (var db = await portal.Services.GetRequiredService<IDbContextFactory<OpsDbContext>>()
                .CreateDbContextAsync())
            {
                var first = fixture.Close.YearMonth.OnDayOfMonth(1);
                var last = first.PlusMonths(1);
                var runs = await db.Set<ReconciliationRun>().Where(run => run.LegalEntityId == fixture.Close.LegalEntityId
                    && run.AsOf >= first && run.AsOf < last && run.IsCurrent).ToListAsync();
                Assert.NotEmpty(runs);
                foreach (var run in runs)
                {
                    var again = db.Entry(run).CurrentValues.Clone();
                    again[nameof(ReconciliationRun.Id)] = new ReconciliationRunId(Guid.CreateVersion7());
                    again[nameof(ReconciliationRun.RunAt)] = later;
                    db.Add(again.ToObject());
                    run.GiveWay();
                    var found = new FoundBreak(
                        BreakKind.MissingOurs, ReconciliationParty.Theirs, "late", "late", 12_00, first, "late", null);
                    db.Add(new ReconciliationBreak(new(Guid.CreateVersion7()), run, found, Duration.FromDays(1), later));
                }

                await db.SaveChangesAsync();
            }

            var (same, bytes) = await fixture.MakeAsync(portal.Services);

            AssertSame(same, bytes);
        }
    }

    [PostgresFact]
    [Trait("Requirement", "CLS-3")]
    public async Task Make_AfterPeopleWereRenamed_GivesTheSameBytes()
    {
        var (store, portal) = await fixture.CopyAsync(StoreKind.Postgres);
        await using (store)
        await using (portal)
        {
            await using (var db = await portal.Services.GetRequiredService<IDbContextFactory<OpsDbContext>>()
                .CreateDbContextAsync())
                Assert.NotEqual(0, await db.Set<Person>().ExecuteUpdateAsync(set =>
                    set.SetProperty(person => person.Name, person => person.Name + " Married")));

            var (again, bytes) = await fixture.MakeAsync(portal.Services);

            AssertSame(again, bytes);
        }
    }

    [Fact]
    [Trait("Requirement", "CLS-3")]
    public void Verify_OfAPackAsMade_FindsNothing()
    {
        var (faults, check) = PackCheck.Judge(new MemoryStream(fixture.Pack));

        Assert.Empty(faults);
        Assert.True(check.Rows > 100, $"{check.Rows} rows");
        Assert.All(["trial-balance", "ledger-export", "invoice-ageing", "event-log", "liability-roll-forward", "unapplied-cash",
            "payout-batches", "unreleased-payouts", "exception-log", "compliance-gates", "tax-postures", "approvals"],
            (string code) => Assert.Contains(fixture.Manifest.Parts, part => part.Name == $"csv/{code}.csv"));
        Assert.True(fixture.Manifest.Parts.Single(part => part.Name == "csv/payout-batches.csv").Rows > 0);
        Assert.True(fixture.Manifest.Parts.Single(part => part.Name == "csv/open-receivables.csv").Rows > 0);
    }

    [PdfToolsFact]
    [Trait("Requirement", "CLS-3")]
    public async Task Pdf_IsSound_WithCoverContentsAndEverySection()
    {
        var text = await PdfTools.ReadAsync(PartOf("pack.pdf"));

        Assert.Contains("Sign-offs", text, StringComparison.Ordinal);
        Assert.Contains(new string('a', 64), text.ReplaceLineEndings(""), StringComparison.Ordinal);
        Assert.Contains("Liabilities by bucket", text, StringComparison.Ordinal);
        foreach (var section in fixture.Services.GetServices<IPackSection>())
            Assert.True(text.Split(section.Title).Length > 2, section.Title);
    }

    [Fact]
    [Trait("Requirement", "CLS-3")]
    public void Workbook_IsValid()
    {
        using var book = SpreadsheetDocument.Open(new MemoryStream(PartOf("pack.xlsx")), isEditable: false);

        Assert.Empty(new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2019).Validate(book)
            .Take(5).Select(found => $"{found.Part?.Uri} {found.Path?.XPath}: {found.Description}"));
    }

    [Fact]
    [Trait("Requirement", "CLS-5")]
    public async Task EveryId_OfThePack_IsFoundByTheTrace()
    {
        var actor = await fixture.AsAsync("auditor");
        var trace = fixture.Services.GetRequiredService<TraceChain>();
        var lost = new List<string>();
        var looked = 0;
        foreach (var part in fixture.Manifest.Parts.Where(part => part.Columns is not null))
        {
            var columns = Enumerable.Range(0, part.Columns!.Count).Where(i => part.Columns[i].Kind == PackCell.Id).ToList();
            var rows = CsvRows.Read(new MemoryStream(PartOf(part.Name))).Skip(1).ToList();
            foreach (var (column, id) in columns.SelectMany(i => rows.Select(row => (part.Columns[i].Name, row[i])).Distinct())
                .Where(found => found.Item2.Length > 0))
            {
                looked++;
                if ((await trace.RunAsync(id, actor, default)).IsRefused)
                    lost.Add($"{part.Name} {column}: {id}");
            }
        }

        Assert.Empty(lost.Take(20));
        Assert.True(looked > 50, $"{looked} ids");
    }

    /// <summary>Whoever has nothing but the pack reads every id of its ledger export in another part.</summary>
    [Theory]
    [Trait("Requirement", "CLS-3")]
    [Trait("Requirement", "CLS-5")]
    [InlineData("Contract", "contracts")]
    [InlineData("Invoice id", "invoices")]
    [InlineData("Milestone", "invoices")]
    [InlineData("Plan item", "invoices")]
    [InlineData("Credit note", "credit-notes")]
    [InlineData("Receipt", "payments-received")]
    [InlineData("Application", "cash-applications")]
    [InlineData("Event", "event-log")]
    [InlineData("Dispute", "disputes")]
    [InlineData("Batch", "payout-batches")]
    [InlineData("Payout item", "payout-batches")]
    [InlineData("Payee", "contracts")]
    [InlineData("Bank account", "bank-lines")]
    public void EveryReference_OfTheLedgerExport_IsReadInAnotherPart(string column, string part)
    {
        var rows = CsvRows.Read(new MemoryStream(PartOf("csv/ledger-export.csv"))).ToList();
        var at = rows[0].ToList().IndexOf(column);
        var named = rows.Skip(1).Select(row => row[at]).Where(id => id.Length > 0).ToHashSet();
        var told = CsvRows.Read(new MemoryStream(PartOf($"csv/{part}.csv"))).SelectMany(row => row)
            .SelectMany(cell => cell.Split(' ')).ToHashSet();

        Assert.Empty(named.Except(told));
    }

    private byte[] PartOf(string name)
    {
        using var zip = new ZipArchive(new MemoryStream(fixture.Pack));
        using var part = zip.GetEntry(name)!.Open();
        using var kept = new MemoryStream();
        part.CopyTo(kept);
        return kept.ToArray();
    }

    private void AssertSame(PackManifest again, byte[] bytes)
    {
        Assert.Equal(fixture.Manifest.Parts.Select(part => $"{part.Name} {part.Rows} {part.Sha256}"),
            again.Parts.Select(part => $"{part.Name} {part.Rows} {part.Sha256}"));
        Assert.True(fixture.Pack.AsSpan().SequenceEqual(bytes), "The packs differ in their bytes.");
    }
}
