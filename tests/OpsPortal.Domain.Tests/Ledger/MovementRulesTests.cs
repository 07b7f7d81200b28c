using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Ledger;

[Trait("Requirement", "LED-6")]
public sealed class MovementRulesTests
{
    private static readonly LocalDate Day = new(2026, 3, 14);

    public static TheoryData<EventFamily> Families => [.. Enum.GetValues<EventFamily>()];

    /// <summary>Every leg of every rule that can stand on a rolled account has its kind.</summary>
    [Theory]
    [MemberData(nameof(Families))]
    public void EveryFamily_ThatMovesALiability_HasAKindForEachAccount(EventFamily family)
    {
        var rule = PostingRules.Of(family);
        foreach (var account in rule.Debits.Concat(rule.Credits).SelectMany(AccountsOf).Where(RollForward.Accounts.Contains))
        {
            Assert.True(MovementRules.Find(family, account) is not null, $"{family} has no movement kind on {(int)account}");
            Assert.Contains(MovementRules.KindOf(family, account, false, true), Enum.GetValues<MovementKind>());
        }
    }

    [Fact]
    public void EveryRow_IsOfAFamilyThatMovesALiability()
    {
        var idle = MovementRules.Rows.Where(row => PostingRules.Of(row.Family) is { IsByHand: false, IsExactReversal: false } rule
            && !rule.Debits.Concat(rule.Credits).SelectMany(AccountsOf).Any(account => row.Account is { } one ? account == one
                : RollForward.Accounts.Contains(account)));
        Assert.Empty(idle.Select(row => row.Family));
    }

    [Fact]
    public void ByHandAndByReversal_HaveTheirKindOnEveryAccount()
    {
        foreach (var account in RollForward.Accounts)
        {
            Assert.Equal(MovementKind.Release, MovementRules.KindOf(EventFamily.PostedByHand, account, false, true));
            Assert.Equal(MovementKind.Inflow, MovementRules.KindOf(EventFamily.PostedByHand, account, false, false));
            Assert.All(Enum.GetValues<EventFamily>(), family => Assert.Equal(
                MovementKind.Reversal, MovementRules.KindOf(family, account, true, false)));
        }
    }

    [Fact]
    [Trait("Requirement", "LED-11")]
    public void Ended_SumsDebitsByHowTheyEndTheObligation_AndLeavesOutWhatLivesOn()
    {
        Movement[] movements =
        [
            Moved(Account.SettlementPayables, EventFamily.PayoutPaid, debit: 70), // paid
            Moved(Account.SettlementPayables, EventFamily.PayoutPaidAtOnce, debit: 5),
            Moved(Account.PayablesAndFees, EventFamily.ExpiredByHand, debit: 9),
            Moved(Account.HeldSettled, EventFamily.DisputeLost, debit: 8),
            Moved(Account.HeldSettled, EventFamily.PayoutReleased, debit: 75), // moves on to 2300
            Moved(Account.SettlementPayables, EventFamily.PayoutPaid, debit: 3) with { IsReversal = true },
            Moved(Account.BankCash, EventFamily.PayoutPaid, debit: 1),
        ];

        Assert.Equal(
            [
                (ObligationEnd.Discharged, Account.SettlementPayables, EventFamily.PayoutPaid, 70L),
                (ObligationEnd.Discharged, Account.SettlementPayables, EventFamily.PayoutPaidAtOnce, 5L),
                (ObligationEnd.Cancelled, Account.HeldSettled, EventFamily.DisputeLost, 8L),
                (ObligationEnd.Expired, Account.PayablesAndFees, EventFamily.ExpiredByHand, 9L),
            ],
            RollForward.Ended(movements).Select(row => (row.End, row.Account, row.Family, row.Minor)));
    }

    /// <summary>What is only reclassified is owed as much as before.</summary>
    [Theory]
    [MemberData(nameof(Families))]
    public void Reclassified_SumsToNothingOverAnEntry(EventFamily family)
    {
        if (PostingRules.Of(family) is { IsExactReversal: true } or { IsByHand: true })
            return;
        Prop.ForAll<PositiveInt, PositiveInt, PositiveInt>((ann, bob, rest) =>
            RollForward.Roll(Openings(0), MovementsOf(Drafted(family, ann.Get, bob.Get, rest.Get)))
                .Sum(row => row.Of(MovementKind.Reclassified)) == 0).QuickCheckThrowOnFailure();
    }

    /// <summary>Random flows through the real posting rules, some of them reversed: opening and movements give the closing that
    /// the lines sum to.</summary>
    [Fact]
    public void OpeningAndMovements_GiveTheClosing_ForRandomFlows()
    {
        var families = Enum.GetValues<EventFamily>()
            .Where(family => PostingRules.Of(family) is { IsExactReversal: false, IsByHand: false, IsMarker: false }).ToArray();
        Prop.ForAll<(PositiveInt Family, PositiveInt Ann, PositiveInt Bob, PositiveInt More, bool Undone)[], int>(
            (flow, opening) =>
        {
            var movements = flow.SelectMany(step => MovementsOf(
                Drafted(families[step.Family.Get % families.Length], step.Ann.Get, step.Bob.Get, step.More.Get), step.Undone))
                .ToList();
            var rows = RollForward.Roll(Openings(opening), movements);
            return RollForward.Accounts.All(account =>
                opening + movements.Where(m => m.Account == account).Sum(m => m.CreditMinor - m.DebitMinor)
                    == (rows.SingleOrDefault(row => row.Account == account)?.ClosingMinor ?? 0));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Roll_ReadsLikeTheLifeOfOnePayment()
    {
        var rows = RollForward.Roll(Openings(0),
        [
            .. MovementsOf(Drafted(EventFamily.InvoicedEntityOwesTax, 60, 20, 10)),
            .. MovementsOf(Drafted(EventFamily.CashApplied, 60, 20, 10)),
            .. MovementsOf(Drafted(EventFamily.PayoutReleased, 60, 20, 10)),
            .. MovementsOf(Drafted(EventFamily.PayoutPaid, 60, 20, 10)),
        ]);

        var owed = rows.Single(row => row.Account == Account.PayeeObligations);
        Assert.Equal((80, -80, 0), (owed.Of(MovementKind.Inflow), owed.Of(MovementKind.Release), owed.ClosingMinor));
        var inFlight = rows.Single(row => row.Account == Account.SettlementPayables);
        Assert.Equal((80, -80, 0), (inFlight.Of(MovementKind.Inflow), inFlight.Of(MovementKind.Release), inFlight.ClosingMinor));
        Assert.Equal(ObligationEnd.Discharged, MovementRules.Find(EventFamily.PayoutPaid, Account.SettlementPayables)?.End);
    }

    private static Movement Moved(Account account, EventFamily family, long debit) =>
        new(Day, account, SomeFacts.Eur, family, false, debit, 0);

    private static EntryDraft Drafted(EventFamily family, long ann, long bob, long rest) =>
        PostingRules.Draft(family, PostingRulesTests.Random(family, ann, bob, rest)).Value;

    private static IEnumerable<Movement> MovementsOf(EntryDraft draft, bool undone = false)
    {
        foreach (var leg in draft.Legs.Where(leg => RollForward.Accounts.Contains(leg.Account)))
        {
            yield return Of(leg.AmountMinor, false);
            if (undone)
                yield return Of(-leg.AmountMinor, true);

            Movement Of(long minor, bool isReversal) => new(Day, leg.Account, draft.Currency, draft.Family, isReversal,
                Math.Max(0, minor), Math.Max(0, -minor));
        }
    }

    private static Dictionary<(Account, Currency), long> Openings(long minor) =>
        minor == 0 ? [] : RollForward.Accounts.ToDictionary(account => (account, SomeFacts.Eur), _ => minor);

    private static IEnumerable<Account> AccountsOf(RuleLeg leg) => leg.Target switch
    {
        LegTarget.Held => [Account.HeldPending, Account.HeldSettled],
        LegTarget.WhereItSits => [Account.HeldPending, Account.HeldSettled, Account.RiskReserves, Account.BlockedByCompliance],
        LegTarget.Cash => [Account.PayablesAndFees],
        _ => [leg.Account!.Value],
    };
}
