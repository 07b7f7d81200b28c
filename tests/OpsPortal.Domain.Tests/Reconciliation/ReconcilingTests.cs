using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using OpsPortal.Domain.Reconciliation;
using OpsPortal.Domain.Shared;
using OpsPortal.Domain.Tests.Flows;

namespace OpsPortal.Domain.Tests.Reconciliation;

/// <summary>Two sides of one basis: what finds its counterpart, what does not, and an equation that always holds.</summary>
[Trait("Requirement", "REC-1")]
[Trait("Requirement", "REC-6")]
public sealed class ReconcilingTests
{
    private static readonly LocalDate First = new(2026, 3, 1);

    private static readonly ReconciliationBasis March = new(
        new(Guid.Parse("0195f000-0000-7000-8000-000000000001")), ReconciliationLayer.BankToSubledger, "1", "Main account",
        Currency.Of("EUR"), First, new(2026, 3, 31), DateBasis.BookedOn);

    [Theory]
    [InlineData("Stripe", "Stripe, EUR, booked from 1 Mar 2026 to 31 Mar 2026")]
    [InlineData("Client money EUR", "Client money EUR, booked from 1 Mar 2026 to 31 Mar 2026")]
    public void Words_OfABasis_NameTheCurrencyOnce(string name, string words) =>
        Assert.Equal(words, (March with { ScopeName = name }).ToString());

    [Fact]
    public void Compare_OfDifferentBases_IsRefused()
    {
        var other = Side([]) with { Basis = March with { Date = DateBasis.ValueOn } };

        Assert.Equal("reconciliation.bases-differ", Reconciling.Compare(Side([]), other, 0).Refusal?.Code);
    }

    [Fact]
    public void Compare_WhenBothSidesAgree_FindsNothing()
    {
        var found = Compare([Item("a", 100), Item("b", -40)], [Item("b", -40), Item("a", 100)]);

        Assert.Empty(found.Breaks);
        Assert.Equal(2, found.Matches.Count);
        Assert.Equal(new ReconciliationEquation(60, 60, 0, 0, 0), found.Equation);
    }

    [Fact]
    public void Compare_NamesWhatIsMissingAndOnWhichSide()
    {
        var found = Compare([Item("ours", 70)], [Item("theirs", 30)]);

        Assert.Equal([BreakKind.MissingTheirs, BreakKind.MissingOurs], found.Breaks.Select(one => one.Kind));
        Assert.Equal([70L, -30L], found.Breaks.Select(one => one.EffectMinor));
        Assert.Equal(0, found.Equation.ResidualMinor);
    }

    [Fact]
    public void Compare_WhenARowStandsTwice_MatchesOneAndFindsTheOtherDoubled()
    {
        var found = Compare([Item("a", 100)], [Item("a", 100), Item("a", 100)]);

        Assert.Single(found.Matches);
        var doubled = Assert.Single(found.Breaks);
        Assert.Equal((BreakKind.Doubled, ReconciliationParty.Theirs, -100L), (doubled.Kind, doubled.Party, doubled.EffectMinor));
    }

    [Fact]
    public void Compare_WhenAmountsDiffer_ShowsItAsResidualUnlessTolerated()
    {
        var strict = Compare([Item("a", 100)], [Item("a", 97)]);
        var lenient = Compare([Item("a", 100)], [Item("a", 97)], tolerance: 3);

        Assert.Equal(BreakKind.AmountDiffers, Assert.Single(strict.Breaks).Kind);
        Assert.Equal(3, strict.Equation.ResidualMinor);
        Assert.Empty(lenient.Breaks);
        Assert.Equal(3, lenient.Equation.ResidualMinor);
    }

    [Fact]
    public void Compare_WhenOneLineIsSeveralOfABatch_MatchesThemTogether()
    {
        var found = Compare(
            [Item("x", -60) with { Group = "PB-7" }, Item("y", -40) with { Group = "PB-7" },
                Item("z", -5) with { Group = "PB-8" }],
            [Item("line", -100) with { Also = ["PB-7"] }]);

        var match = Assert.Single(found.Matches);
        Assert.Equal(("group", 2, 1), (match.Rule, match.Ours.Count, match.Theirs.Count));
        Assert.Equal("z", Assert.Single(found.Unmatched).Item.Key);
    }

    [Fact]
    public void Compare_WhenTheOtherSideHasItLater_CallsItTheWrongPeriod()
    {
        var ours = Side([Item("a", 100)]);
        var theirs = Side([]) with { Later = [Item("a", 100, 31)] };

        Assert.Equal(BreakKind.WrongPeriod, Assert.Single(Reconciling.Compare(ours, theirs, 0).Value.Breaks).Kind);
    }

    [Fact]
    public void Compare_WhenAnOpenItemOfBeforeArrives_MatchesItAndTheOpeningIsExplained()
    {
        var ours = Side([Item("late", 100, -2)], opening: 100);
        var theirs = Side([Item("late", 100, 3)]);

        var found = Reconciling.Compare(ours, theirs, 0).Value;

        Assert.Single(found.Matches);
        Assert.Empty(found.Breaks);
        Assert.Equal(0, found.Equation.DifferenceMinor);
    }

    [Fact]
    public void Compare_WhenAnOpenItemOfBeforeIsKnownByAnotherName_MatchesIt()
    {
        var before = Compare([], [Item("refund:re_1", -20) with { Also = ["return:pi_1"] }]);
        var row = Assert.Single(ReconciliationRow.Of(new(Guid.Parse("0195f000-0000-7000-8000-0000000000f2")), before));

        var found = Compare([Item("return:pi_1", -20)], [row.Item()]);

        Assert.Equal("reference", Assert.Single(found.Matches).Rule);
        Assert.Empty(found.Breaks);
    }

    [Fact]
    public void Compare_OfBalances_TellsTheDaysOfADifferenceApart()
    {
        string IdentityOn(string scope, LocalDate day)
        {
            var basis = March with { Layer = ReconciliationLayer.SubledgerToErp, Scope = scope, AsOf = day };
            ReconciliationSide Of(long minor) => new(basis, 0, minor, [new("1200", minor, day, "1200", null)]);
            return Assert.Single(Reconciling.Compare(Of(100), Of(97), 0).Value.Breaks).Identity;
        }

        Assert.Equal("Pair:1200@2026-03-31", IdentityOn("Sap:balances", new(2026, 3, 31)));
        Assert.Equal("Pair:1200@2026-04-05", IdentityOn("Sap:balances", new(2026, 4, 5)));
        Assert.Equal("Pair:1200", IdentityOn("Sap:documents", new(2026, 4, 5)));
    }

    [Fact]
    public void Compare_WhenOpeningsOrAStatementDoNotAddUp_AlarmsByTheResidual()
    {
        var opening = Reconciling.Compare(Side([], opening: 7), Side([]), 0).Value;
        var theirs = Side([Item("a", 10)]);
        var gap = Reconciling.Compare(Side([Item("a", 10)]), theirs with { ClosingMinor = 12 }, 0).Value;

        Assert.Equal((BreakKind.OpeningDiffers, 7L), (Assert.Single(opening.Breaks).Kind, opening.Equation.ResidualMinor));
        Assert.Equal((BreakKind.StatementGap, -2L), (Assert.Single(gap.Breaks).Kind, gap.Equation.ResidualMinor));
    }

    /// <summary>Whatever comes in: the equation holds, nothing is matched twice or lost, and the order plays no part.</summary>
    [Fact]
    public void Compare_OfAnySides_HoldsTheEquationInAnyOrder() => Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed =>
    {
        var dice = new Dice(seed);
        var (left, right) = (Items(dice), Items(dice));
        var ours = Side(left, dice.Throw(3), dice.Throw(2));
        var theirs = Side(right, dice.Throw(3), dice.Throw(2)) with { Later = Items(dice) };
        var found = Reconciling.Compare(ours, theirs, dice.Throw(3)).Value;
        var tolerance = 0L;
        var first = Reconciling.Compare(ours, theirs, tolerance).Value;
        dice.Shuffle(left);
        dice.Shuffle(right);
        var again = Reconciling.Compare(ours with { Items = left }, theirs with { Items = right }, tolerance).Value;
        var seen = found.Matches.SelectMany(match => match.Ours.Concat(match.Theirs))
            .Concat(found.Unmatched.Select(row => row.Item)).ToList();
        return found.Equation.Holds && seen.Count == left.Count + right.Count
            && seen.Distinct(ReferenceEqualityComparer.Instance).Count() == seen.Count
            && Breaks(first).SequenceEqual(Breaks(again)) && first.Equation == again.Equation
            && first.Breaks.Sum(one => one.EffectMinor) == first.Equation.DifferenceMinor;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    private static IEnumerable<(BreakKind, string, long)> Breaks(ReconciliationResult found) =>
        found.Breaks.Select(one => (one.Kind, one.Identity, one.EffectMinor));

    private static List<ReconciliationItem> Items(Dice dice) =>
    [
        .. Enumerable.Range(0, dice.Throw(9)).Select(_ => Item(Name(dice), dice.Throw(4) - 1, dice.Throw(34) - 3) with
        {
            Group = dice.Once(3) ? Name(dice) : null, Also = dice.Once(3) ? [Name(dice)] : [],
        }),
    ];

    private static string Name(Dice dice) => $"k{dice.Throw(5)}";

    private static ReconciliationItem Item(string key, long minor, int day = 1) =>
        new(key, minor, First.PlusDays(day), $"ref {key}", null);

    private static ReconciliationSide Side(IReadOnlyList<ReconciliationItem> items, long opening = 0, long gap = 0) => new(
        March, opening, opening + gap + items.Where(item => item.Date >= First).Sum(item => item.AmountMinor), items);

    private static ReconciliationResult Compare(
        IReadOnlyList<ReconciliationItem> ours, IReadOnlyList<ReconciliationItem> theirs, long tolerance = 0) =>
        Reconciling.Compare(Side(ours), Side(theirs), tolerance).Value;
}
