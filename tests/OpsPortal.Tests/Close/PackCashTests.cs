using OpsPortal.Domain.Close;
using OpsPortal.Features.Close;
using OpsPortal.Features.Close.Pack;
using OpsPortal.Tests.Banking;
using static OpsPortal.Tests.Banking.BankSamples;

namespace OpsPortal.Tests.Close;

/// <summary>What a pack says of cash is all that came in and went out, whatever for.</summary>
[Trait("Requirement", "CLS-3")]
public sealed class PackCashTests
{
    private const string SecondIban = "IE29AIBK93115212345678";

    [Theory, OnSqlite, OnPostgres]
    public async Task Chart_CountsReceiptsInterestAndWhatTheBankTakes_ByTheBanksDay_AndNoTransferOfOurs(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        await bank.RegisterAsync(SecondIban, "EUR");
        bank.World.Clock.Advance(Duration.FromDays(3));
        var transfer = Entry("-40.00", Paid("Sweep", "Ourselves", SecondIban, "MOVE-2026-1"), "T-1")
            .Replace("Dbtr", "Cdtr", StringComparison.Ordinal);
        await bank.TakenAsync(Camt(
            Entry("8.85", Paid("Rent"), "R-1") + Interest(Entry("3.00", reference: "I-1"))
                + Interest(Entry("-1.25", reference: "I-2")) + transfer,
            closing: "70.60"));
        Assert.Equal(4_000, (await bank.BalancesAsync())[1040]);

        await using var db = await bank.World.DbAsync();
        var month = new YearMonth(2026, 3);
        var close = PeriodClose.Open(new(Guid.CreateVersion7()), World.Ireland, month, 1);
        var facts = await PackFacts.ReadAsync(new CloseScope(db, World.Ireland, month, bank.World.Now), close, default);

        var chart = facts.Charts.Single(one => one.Title.StartsWith("Cash in and out", StringComparison.Ordinal));
        var (came, went) = (chart.Series[0].Values, chart.Series[1].Values);
        Assert.Equal((11.85m, 1.25m), (came[1], went[1]));
        Assert.Equal((11.85m, 1.25m), (came.Sum(), went.Sum()));
        Assert.DoesNotContain(facts.Charts, one => one.Title.StartsWith("Payouts", StringComparison.Ordinal));
    }

    private static string Interest(string entry) => entry.Replace("<Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly>",
        "<Fmly><Cd>MCOP</Cd><SubFmlyCd>INTR</SubFmlyCd></Fmly>", StringComparison.Ordinal);
}
