using NodaTime;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Ledger;

public sealed class ManualJournalTests
{
    private static readonly PersonId Fay = new(SomeFacts.Id(201));
    private static readonly PersonId Con = new(SomeFacts.Id(202));
    private static readonly LocalDate Today = new(2026, 3, 31);
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 31, 9, 0);
    private static readonly DateTimeZone Dublin = DateTimeZoneProviders.Tzdb["Europe/Dublin"];

    public static TheoryData<Account> Others => [.. Enum.GetValues<Account>().Except(ManualJournal.Allowed)];

    public static TheoryData<ManualJournalState, ManualJournalAction> EveryPair
    {
        get
        {
            var pairs = new TheoryData<ManualJournalState, ManualJournalAction>();
            foreach (var state in Enum.GetValues<ManualJournalState>())
            foreach (var action in Enum.GetValues<ManualJournalAction>())
                pairs.Add(state, action);
            return pairs;
        }
    }

    [Fact]
    [Trait("Requirement", "LED-1")]
    public void Approve_ByASecondPerson_GivesABalancedEntryOfTheDayAsked()
    {
        var journal = Prepared(Line(1, Account.ProviderAndBankFees, 1_250), Line(2, Account.PayablesAndFees, -1_250));

        var draft = journal.Approve(Con, Now, Dublin).Value;

        Assert.Equal([(Account.ProviderAndBankFees, 1_250L), (Account.PayablesAndFees, -1_250L)],
            draft.Legs.Select(leg => (leg.Account, leg.AmountMinor)));
        Assert.Equal(new LocalDate(2026, 3, 15), draft.EffectiveAt.InZone(Dublin).Date);
        Assert.Equal("Bank fees of March", draft.Trace.Memo);
        Assert.Equal(ManualJournalState.Posted, journal.State);
    }

    [Fact]
    [Trait("Requirement", "SEC-2")]
    public void Approve_WhenApproverPreparedIt_IsRefused() =>
        Assert.Equal("ledger.four-eyes", Prepared().Approve(Fay, Now, Dublin).Refusal?.Code);

    [Theory]
    [MemberData(nameof(Others))]
    public void Prepare_OnAnAccountThatASubledgerExplains_IsRefused(Account account) => Assert.Equal(
        "ledger.not-by-hand", Refused(Line(1, account, 5), Line(2, Account.PayablesAndFees, -5)));

    [Fact]
    public void Prepare_OutOfBalance_IsRefused() => Assert.Equal(
        "ledger.unbalanced", Refused(Line(1, Account.ProviderAndBankFees, 5), Line(2, Account.PayablesAndFees, -4)));

    [Fact]
    public void Prepare_OfOneLine_IsRefused() => Assert.Equal("ledger.line-count", Refused(Line(1, Account.PayablesAndFees, 5)));

    [Fact]
    public void Prepare_WithAnEmptyLine_IsRefused() => Assert.Equal(
        "ledger.empty-line", Refused(Line(1, Account.ProviderAndBankFees, 0), Line(2, Account.PayablesAndFees, 0)));

    [Fact]
    public void Prepare_OfBankCashWithoutItsBankAccount_IsRefused() => Assert.Equal(
        "ledger.bank-account", Refused(Line(1, Account.BankCash, 5), Line(2, Account.PayablesAndFees, -5)));

    [Fact]
    public void Prepare_ForTomorrow_IsRefused() => Assert.Equal(
        "ledger.ahead-of-time", Ask(Lines(), Today.PlusDays(1)).Refusal?.Code);

    [Theory]
    [InlineData(ObligationEnd.LivesOn, EventFamily.PostedByHand)]
    [InlineData(ObligationEnd.Discharged, EventFamily.DischargedByHand)]
    [InlineData(ObligationEnd.Cancelled, EventFamily.CancelledByHand)]
    [InlineData(ObligationEnd.Expired, EventFamily.ExpiredByHand)]
    [Trait("Requirement", "LED-11")]
    public void Approve_OfWhatLowersAnObligation_NamesHowItEnded(ObligationEnd end, EventFamily family)
    {
        var journal = Ask(Lowering(), Today, end).Value;

        var draft = journal.Approve(Con, Now, Dublin).Value;

        Assert.Equal(family, draft.Family);
        Assert.Equal(end, MovementRules.EndOf(family, Account.PayablesAndFees));
    }

    [Fact]
    [Trait("Requirement", "LED-11")]
    public void Prepare_OfWhatLowersAnObligation_WithoutNamingItsEnd_IsRefused() =>
        Assert.Equal("ledger.name-the-end", Refused(Lowering()));

    [Fact]
    [Trait("Requirement", "LED-11")]
    public void Prepare_WithAnEndOfNothing_IsRefused() =>
        Assert.Equal("ledger.nothing-ends", Ask(Lines(), Today, ObligationEnd.Expired).Refusal?.Code);

    [Fact]
    public void Families_OfManualJournals_AreByHand() => Assert.All(ManualJournal.Families, row =>
        Assert.True(PostingRules.Of(row.Value).IsByHand && MovementRules.EndOf(row.Value, Account.TaxWithheld) == row.Key));

    [Theory]
    [MemberData(nameof(EveryPair))]
    public void EveryMove_FollowsTheTable(ManualJournalState from, ManualJournalAction action)
    {
        var journal = Prepared();
        if (from != ManualJournalState.Prepared)
            Assert.Null(Act(journal, Enum.Parse<ManualJournalAction>(from switch
            {
                ManualJournalState.Posted => "Approve",
                ManualJournalState.Refused => "Refuse",
                _ => "Withdraw",
            })));

        var refusal = Act(journal, action);

        var legal = ManualJournalLifecycle.Table.TryGetValue((from, action), out var move);
        Assert.Equal(legal ? null : "ledger.journal-decided", refusal?.Code);
        Assert.Equal(legal ? move.To : from, journal.State);
    }

    private static Refusal? Act(ManualJournal journal, ManualJournalAction action) => action switch
    {
        ManualJournalAction.Approve => journal.Approve(Con, Now, Dublin).Refusal,
        ManualJournalAction.Refuse => journal.Refuse(Con, Now, "The amount is not on the statement.").Refusal,
        _ => journal.Withdraw(Fay, Now).Refusal,
    };

    private static string? Refused(params ManualLine[] lines) => Ask(lines, Today).Refusal?.Code;

    private static ManualJournal Prepared(params ManualLine[] lines) =>
        Ask(lines.Length == 0 ? Lines() : lines, new LocalDate(2026, 3, 15)).Value;

    private static ManualLine[] Lines() => [Line(1, Account.ProviderAndBankFees, 5), Line(2, Account.PayablesAndFees, -5)];

    private static ManualLine[] Lowering() =>
        [Line(1, Account.PayablesAndFees, 5), Line(2, Account.ProviderAndBankFees, -5)];

    private static ManualLine Line(int number, Account account, long minor) => new(number, account, minor, null);

    private static Outcome<ManualJournal> Ask(ManualLine[] lines, LocalDate on, ObligationEnd? ends = null) =>
        ManualJournal.Prepare(
            new(SomeFacts.Id(200)),
            new(new(SomeFacts.Id(1)), Currency.Of("EUR"), on, "Bank fees of March", "Statement 3, page 2", lines)
            {
                Ends = ends,
            },
            Today, Fay, Now);
}
