using NodaTime;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Ledger.CutOvers;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Ledger;

[Trait("Requirement", "D38")]
public sealed class CutOverTests
{
    private static readonly PersonId Ann = new(SomeFacts.Id(1));
    private static readonly PersonId Bob = new(SomeFacts.Id(2));
    private static readonly PersonId Cid = new(SomeFacts.Id(3));
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 9, 0);
    private static readonly Currency Euro = Currency.Of("EUR");

    [Fact]
    public void Approve_WhenApproverIsMakerOrSentAFile_IsRefused()
    {
        var (one, files) = Prepared();

        Assert.Equal("cut-over.four-eyes", one.Approve(Bob, one.ContentHash!, files, Now).Refusal?.Code);
        Assert.Equal("cut-over.four-eyes", one.Approve(Ann, one.ContentHash!, files, Now).Refusal?.Code);
        Assert.Null(one.Approve(Cid, one.ContentHash!, files, Now).Refusal);
        Assert.Equal("cut-over.state", one.Approve(Cid, one.ContentHash!, files, Now).Refusal?.Code);
    }

    [Fact]
    public void Approve_WhenAFileOrTheHashIsAnother_IsRefused()
    {
        var (one, files) = Prepared();
        Assert.Equal("cut-over.files-moved", one.Approve(Cid, "", files, Now).Refusal?.Code);

        files[0].Take("again.csv", [2], 1, Ann, Now);

        Assert.Equal("cut-over.files-moved", one.Approve(Cid, one.ContentHash!, files, Now).Refusal?.Code);
        Assert.Equal(CutOverState.Prepared, one.State);
    }

    [Fact]
    public void Withdraw_OrChange_IsForItsPreparerAndItsDraft()
    {
        var (one, _) = Prepared();

        Assert.Equal("cut-over.state", one.Change().Refusal?.Code);
        Assert.Equal("cut-over.not-yours", one.Withdraw(Cid).Refusal?.Code);
        Assert.Equal("shared.required", one.SendBack(Cid, " ", Now).Refusal?.Code);
        Assert.Null(one.Withdraw(Bob).Refusal);
        Assert.Null(one.MoveTo(new LocalDate(2026, 1, 30)).Refusal);
        Assert.Equal((CutOverState.Draft, 1), (one.State, one.Changes));
    }

    [Fact]
    public void TieOut_ComparesEachControlAccountInEachCurrency()
    {
        var book = CutOverBook.Empty with
        {
            Balances =
            [
                new(2, Account.PayablesAndFees, Euro, -70, null), new(3, Account.PayablesAndFees, Euro, -30, null),
                new(4, Account.EquityBroughtForward, Euro, 101, null),
            ],
            Payables =
            [
                new(2, "Provider", "F-1", Account.PayablesAndFees, Euro, 100),
                new(3, "Provider", "F-1", Account.PayablesAndFees, Currency.Of("KWD"), 5),
            ],
        };

        var tie = CutOverTieOut.Of(book);

        Assert.False(tie.Ties);
        Assert.Equal((Euro, 101L, 100L, 1L), (
            tie.Totals[0].Currency, tie.Totals[0].DebitMinor, tie.Totals[0].CreditMinor, tie.Totals[0].DifferenceMinor));
        Assert.Equal([(Euro, 0L), (Currency.Of("KWD"), 5L)], tie.Lines.Select(line => (line.Currency, line.DifferenceMinor)));
        Assert.Contains("2400 differs by KWD 0.005", tie.Differences, StringComparison.Ordinal);
    }

    private static (CutOver One, List<CutOverFile> Files) Prepared()
    {
        var one = CutOver.Begin(new(SomeFacts.Id(9)), new(SomeFacts.Id(8)), new LocalDate(2026, 1, 31), Ann, Now);
        var file = new CutOverFile(one.Id, CutOverFileKind.TrialBalance);
        file.Take("balance.csv", [1], 1, Ann, Now);
        Assert.Null(one.Prepare(Bob, one.HashOf([file]), Now).Refusal);
        return (one, [file]);
    }
}
