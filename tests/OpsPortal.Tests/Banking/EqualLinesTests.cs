using OpsPortal.Domain.Exceptions;
using static OpsPortal.Tests.Banking.BankSamples;

namespace OpsPortal.Tests.Banking;

/// <summary>Lines that say the same on one day, in statements that follow each other or overlap.</summary>
public sealed class EqualLinesTests
{
    private static readonly string Rent = Entry("5.00", Paid("Rent"));

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CSH-1")]
    public async Task Import_NumberedStatementsOfOneDay_TakeEachOfTheirEqualLinesOnce(StoreKind kind)
    {
        foreach (var order in new[] { new[] { 0, 1, 2 }, [2, 1, 0], [1, 0, 2] })
        {
            await using var bank = await BankWorld.NewAsync(kind);
            foreach (var part in order)
                Assert.Equal(1, (await bank.TakenAsync(Part(part))).File.LinesTaken);
            foreach (var part in order)
                Assert.Equal(0, (await bank.TakenAsync(Part(part) + "\n")).File.LinesTaken);
            Assert.Equal(0, (await bank.TakenAsync(Numbered(Camt(Rent + Rent + Rent, closing: "115.00"), "20"))).File.LinesTaken);
            Assert.Equal(1_500, (await bank.BalancesAsync())[1010]);
            Assert.Empty(await GapsAsideAsync(bank));
        }
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CSH-1")]
    public async Task Import_AFileOfThePartsOfADay_AddsOnlyThoseThatAreMissing(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        await bank.TakenAsync(Part(1));
        var whole = Part(0).Replace("</BkToCstmrStmt>", string.Concat(new[] { 1, 2 }.Select(part =>
            StatementOf(Part(part)))) + "</BkToCstmrStmt>", StringComparison.Ordinal);
        Assert.Equal((2, 1), Counts(await bank.TakenAsync(whole)));
        Assert.Equal((0, 3), Counts(await bank.TakenAsync(whole + "\n")));
        Assert.Equal(1_500, (await bank.BalancesAsync())[1010]);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CSH-1")]
    public async Task Import_WhereOnlyTheBalancesSpeak_OpensACaseThatNamesTheLine(StoreKind kind)
    {
        var named = Entry("5.00", Paid("Rent"), "SAME");
        foreach (var (entry, number, second) in new[] { (Rent, "7", "7"), (named, "7", "8") })
        {
            await using var bank = await BankWorld.NewAsync(kind);
            await bank.TakenAsync(Numbered(Camt(entry, closing: "105.00"), number));
            var next = Numbered(Camt(entry, opening: "105.00", closing: "110.00", id: "S-2"), second);
            Assert.Equal((0, 1), Counts(await bank.TakenAsync(next)));
            await bank.TakenAsync(next + "\n");
            Assert.Equal(500, (await bank.BalancesAsync())[1010]);
            var found = Assert.Single(await GapsAsideAsync(bank));
            Assert.Equal(("banking.equal-line", ExceptionType.ReconciliationBreak, 500L),
                (found.ReasonCode, found.Type, found.AmountMinor!.Value));
            Assert.Contains("EUR 5.00 on 2 Mar 2026", found.Summary, StringComparison.Ordinal);

            // The way out that the case names: one statement over both.
            Assert.Equal((1, 1), Counts(await bank.TakenAsync(Camt(entry + entry, closing: "110.00", id: "S-3"))));
            Assert.Equal(1_000, (await bank.BalancesAsync())[1010]);
            Assert.Equal(ExceptionState.Resolved, Assert.Single(await GapsAsideAsync(bank)).State);
        }
    }

    private static (int Taken, int Known) Counts(Features.Banking.ImportAnswer answer) =>
        (answer.File.LinesTaken, answer.File.LinesKnown);

    /// <summary>The first, second or third statement of the day, each with one rent.</summary>
    private static string Part(int part) => Numbered(
        Camt(Rent, opening: $"{100 + (5 * part)}.00", closing: $"{105 + (5 * part)}.00", id: $"S-{part}"), $"{7 + part}");

    private static string Numbered(string text, string number) => text.Replace(
        "<ElctrncSeqNb>7<", $"<ElctrncSeqNb>{number}<", StringComparison.Ordinal);

    private static string StatementOf(string text) => text[text.IndexOf("<Stmt>", StringComparison.Ordinal)..
        text.IndexOf("</BkToCstmrStmt>", StringComparison.Ordinal)];

    private static async Task<List<ExceptionCase>> GapsAsideAsync(BankWorld bank) =>
        [.. (await bank.CasesOfFilesAsync()).Where(found => found.ReasonCode != "banking.does-not-continue")];
}
