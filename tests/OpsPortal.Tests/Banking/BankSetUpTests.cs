using System.Text;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Events;
using OpsPortal.Features.Banking;
using static OpsPortal.Tests.Banking.BankSamples;

namespace OpsPortal.Tests.Banking;

/// <summary>Presets, calendars, and what a bank line has to do with a provider's transfer.</summary>
public sealed class BankSetUpTests
{
    private static readonly CsvMapping Mapping = new()
    {
        BookedOn = "Date", Amount = "Amount", Remittance = "Text", FixedCurrency = "EUR",
    };

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CSH-1")]
    public async Task Preset_SavedAfterItsPreview_ReadsTheTableOfItsAccount(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        var account = (await bank.AllAsync<Domain.Parties.TreasuryAccount>())[0].Id;
        const string table = "Date,Amount,Text\n2026-03-02,8.85,Invoice IE-7\n2026-03-02,-1.00,Rent\n";
        var preview = await bank.World.Use<PreviewCsv>().RunAsync(
            new MemoryStream(Encoding.UTF8.GetBytes(table)), Mapping, bank.World.As("finance"), default);
        Assert.Equal((2, 0), (preview.Value.Lines.Count, preview.Value.Check.FaultCount));
        var save = bank.World.Use<SaveCsvPreset>();
        Assert.Null((await save.RunAsync(new("Main", account, Mapping), bank.World.As("finance"), default)).Refusal);
        Assert.Equal("banking.preset-taken", (await save.RunAsync(
            new("Main", account, Mapping), bank.World.As("finance"), default)).Refusal?.Code);
        Assert.Equal("banking.preset-incomplete", (await save.RunAsync(
            new("Second", null, Mapping with { BookedOn = null }), bank.World.As("finance"), default)).Refusal?.Code);

        Assert.Equal("banking.broken", (await bank.ImportAsync(table)).Outcome.Refusal?.Code);
        var taken = await bank.ImportAsync(table, preset: "Main", name: "march.csv");
        Assert.Equal((2, BankFileFormat.Csv), (taken.Outcome.Value.File.LinesTaken, taken.Outcome.Value.File.Format));
        Assert.Equal([LineClass.CustomerReceipt, LineClass.UnclassifiedDebit],
            (await bank.LinesAsync()).Select(line => line.Class));
        Assert.Equal("banking.line-undecided", Assert.Single(await bank.CasesOfFilesAsync()).ReasonCode);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CSH-1")]
    public async Task Import_ATableWhoseIndicatorIsUnknown_IsRefusedWithTheLine(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        var account = (await bank.AllAsync<Domain.Parties.TreasuryAccount>())[0].Id;
        var indicated = Mapping with { Sign = CsvSign.Indicator, Indicator = "Way", DebitWord = "D" };
        var save = bank.World.Use<SaveCsvPreset>();
        Assert.Contains("word for money in", (await save.RunAsync(
            new("Way", account, indicated), bank.World.As("finance"), default)).Refusal?.Text, StringComparison.Ordinal);
        Assert.Null((await save.RunAsync(
            new("Way", account, indicated with { CreditWord = "C" }), bank.World.As("finance"), default)).Refusal);
        const string table = "Date,Amount,Way,Text\n2026-03-02,8.85,C,Rent\n2026-03-02,1.00,D,Fee\n";

        var refused = await bank.ImportAsync(table + "2026-03-02,5.00,REV,Back\n", preset: "Way");
        Assert.Equal("banking.broken", refused.Outcome.Refusal?.Code);
        var fault = Assert.Single(refused.Report!.Faults);
        Assert.Equal(4, fault.Line);
        Assert.Contains("Column 'Way' says 'REV'", fault.Reason, StringComparison.Ordinal);
        Assert.Empty(await bank.LinesAsync());

        // A preset of before the word for money in was asked.
        await bank.ChangeAsync<CsvPreset>(one => one.Name == "Way", set => set.SetProperty(
            one => one.Mapping, System.Text.Json.JsonSerializer.Serialize(indicated)));
        Assert.Null((await bank.ImportAsync(table, preset: "Way")).Outcome.Refusal);
        Assert.Equal([885L, -100], (await bank.LinesAsync()).Select(line => line.AmountMinor));
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CSH-10")]
    public async Task Watch_AStatementThatHasNotCome_OpensOneCase(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        var account = (await bank.AllAsync<Domain.Parties.TreasuryAccount>())[0].Id;
        var expected = await bank.World.Use<ExpectStatements>().RunAsync(
            new(account, BankCalendar.Target2, new LocalDate(2026, 2, 26), 0), bank.World.As("finance"), default);
        Assert.Null(expected.Refusal);
        await bank.TakenAsync(Camt(Entry("1.00", day: "2026-02-26"), closing: "101.00", day: "2026-02-26"));
        var watch = bank.World.Use<WatchStatements>();
        Assert.Equal(1, (await watch.RunAsync(Access.Actor.System("test"), default)).Value);
        Assert.Equal(1, (await watch.RunAsync(Access.Actor.System("test"), default)).Value);
        var missing = Assert.Single(await bank.CasesOfFilesAsync());
        Assert.Contains("27 Feb 2026", missing.Summary, StringComparison.Ordinal);
        Assert.Equal(ExceptionState.Open, missing.State);
        await bank.TakenAsync(Camt(
            Entry("1.00", day: "2026-02-27"), opening: "101.00", closing: "102.00", day: "2026-02-27", id: "S-2"));
        Assert.Equal(0, (await watch.RunAsync(Access.Actor.System("test"), default)).Value);
        Assert.Equal((ExceptionState.Resolved, "It has come."),
            (await bank.AllAsync<ExceptionCase>()).Where(one => one.Id == missing.Id).Select(one => (one.State, one.Resolution))
                .Single());
        Assert.Equal("shared.not-allowed", (await bank.World.Use<ExpectStatements>().RunAsync(
            new(account, BankCalendar.Target2, new LocalDate(2026, 2, 26), 0), bank.World.As("auditor"), default)).Refusal?.Code);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CSH-1")]
    public async Task Import_AProvidersTransfer_ArrivesOnceAndIsNeverAReceipt(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        await using (var db = await bank.World.DbAsync())
        {
            db.Add(new ProviderSweep(World.Ireland, new ProviderEvent
            {
                Provider = "stripe", EventId = "evt_1", Kind = ProviderEventKind.SweepPaid, Type = "payout.paid",
                OccurredAt = bank.World.Now, Reference = "po_sweep_1", AmountMinor = 5_000, Currency = Currency.Of("EUR"),
            }));
            await db.SaveChangesAsync();
        }

        await bank.TakenAsync(Camt(
            Entry("50.00", Paid("po_sweep_1", "Stripe"), "A") + Entry("50.00", Paid("po_sweep_1", "Stripe"), "B"),
            closing: "200.00"));
        Assert.Equal(new Dictionary<int, long> { [1010] = 5_000, [1040] = -5_000 }, await bank.BalancesAsync());
        Assert.Empty(await bank.AllAsync<Receipt>());
        Assert.Equal([LineStanding.Posted, LineStanding.Exception], (await bank.LinesAsync()).Select(line => line.Standing));
        await bank.TakenAsync(Camt(Entry("50.00", Paid("po_sweep_1", "Stripe"), "C"), opening: "200.00", closing: "250.00",
            id: "S-2"));
        Assert.Equal(5_000, (await bank.BalancesAsync())[1010]);
    }
}
