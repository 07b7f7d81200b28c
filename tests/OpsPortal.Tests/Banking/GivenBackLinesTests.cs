using OpsPortal.Access;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Features.Banking;
using static OpsPortal.Tests.Banking.BankSamples;

namespace OpsPortal.Tests.Banking;

/// <summary>What the bank gives or takes back: fees and interest by a person's word, a receipt that may not go back.</summary>
public sealed class GivenBackLinesTests
{
    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "LED-7")]
    public async Task BookByHand_WhatTheBankGivesBack_ReversesTheFeeOrInterest_AboveTheLimitByTwo(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        static string Fee(string entry) => entry.Replace("ESCT", "CHRG", StringComparison.Ordinal);
        static string Back(string entry) => entry.Replace("ESCT", "INTR", StringComparison.Ordinal)
            .Replace("<Sts>", "<RvslInd>true</RvslInd><Sts>", StringComparison.Ordinal);
        await bank.TakenAsync(Camt(Fee(Entry("-7.00", reference: "F-1")) + Fee(Entry("7.00", reference: "F-2"))
            + Back(Entry("1.25", reference: "I-1")) + Back(Entry("-3.00", reference: "I-2"))
            + Fee(Entry("10000.01", reference: "F-3")), closing: "10098.26"));
        Assert.Equal(new Dictionary<int, long> { [1010] = -700, [5000] = 700 }, await bank.BalancesAsync());
        Assert.Empty(await bank.AllAsync<Receipt>());
        Assert.Equal(4, (await bank.CasesOfFilesAsync()).Count);
        var lines = await bank.LinesAsync();
        async Task<Outcome<bool>> Ask(int at, LinePurpose purpose) => await bank.World.Use<BookLineByHand>().RunAsync(
            new(lines[at].Id, purpose, "As the bank wrote"), bank.World.As("finance"), default);

        Assert.Equal("banking.not-this-way", (await Ask(1, LinePurpose.BankFee)).Refusal?.Code);
        Assert.Equal("banking.not-this-way", (await Ask(3, LinePurpose.FeeGivenBack)).Refusal?.Code);
        Assert.True((await Ask(1, LinePurpose.FeeGivenBack)).Value);
        Assert.Equal("banking.line-booked", (await Ask(1, LinePurpose.FeeGivenBack)).Refusal?.Code);
        Assert.True((await Ask(2, LinePurpose.InterestGivenBack)).Value);
        Assert.True((await Ask(3, LinePurpose.InterestTakenBack)).Value);
        Assert.Equal(new Dictionary<int, long> { [1010] = -175, [4030] = 300, [5010] = -125 }, await bank.BalancesAsync());

        Assert.False((await Ask(4, LinePurpose.FeeGivenBack)).Value);
        Assert.False((await bank.BalancesAsync()).ContainsKey(5000));
        var waiting = (await bank.AllAsync<LineBooking>()).Single(one => one.State == LineBookingState.Waiting).Id;
        Assert.Null((await bank.World.Use<DecideLineBooking>()
            .ApproveAsync(waiting, bank.World.As("controller1"), default)).Refusal);
        Assert.Equal(-1_000_001, (await bank.BalancesAsync())[5000]);
        Assert.All(await bank.CasesOfFilesAsync(), found => Assert.Equal(ExceptionState.Resolved, found.State));
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CSH-1")]
    public async Task Import_AReturnThatIsRefused_IsACaseAndTheOtherLinesAreTaken(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        await bank.TakenAsync(Camt(Entry("8.85", Paid("Rent", endToEnd: "E2E-885"), "R-1")
            + Entry("6.00", Paid("Rent", endToEnd: "E2E-600"), "R-2"), closing: "114.85"));
        var held = (await bank.AllAsync<Receipt>()).Single(one => one.AmountMinor == 885).Id;
        Task LoseAsync(long minor) => bank.ChangeAsync<Receipt>(one => one.Id == held, set => set.SetProperty(
            one => one.LostMinor, minor));
        await LoseAsync(885);

        var taken = await bank.TakenAsync(Camt(Reversed(Entry("-8.85", Paid("R-1", endToEnd: "E2E-885"), "X-1"))
            + Reversed(Entry("-6.00", Paid("R-2", endToEnd: "E2E-600"), "X-2")) + Entry("2.00", Paid("Other"), "R-3"),
            opening: "114.85", closing: "102.00", id: "S-2"));
        Assert.Equal(3, taken.File.LinesTaken);
        Assert.Equal(new Dictionary<int, long> { [1010] = 1_085, [2600] = -1_085 }, await bank.BalancesAsync());
        var open = (await bank.CasesOfFilesAsync()).Single(one => one.ReasonCode == "banking.return-not-booked");
        Assert.Equal((held, ExceptionType.ReturnOrReversal), (open.ReceiptId!.Value, open.Type));

        await LoseAsync(0);
        Assert.Equal(1, (await bank.World.Use<BookLines>().RunAsync(Actor.System("test"), default)).Value);
        Assert.Equal(200, (await bank.BalancesAsync())[1010]);
        Assert.All((await bank.CasesOfFilesAsync()).Where(one => one.ReasonCode.StartsWith("banking.", StringComparison.Ordinal)),
            found => Assert.Equal(ExceptionState.Resolved, found.State));
    }

    private static string Reversed(string entry) => entry.Replace("ESCT", "RRTN", StringComparison.Ordinal);
}
