using FsCheck;
using FsCheck.Fluent;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Ledger;

public sealed class PostingRulesTests
{
    private static readonly PayeeId Ann = new(SomeFacts.Id(101));
    private static readonly PayeeId Bob = new(SomeFacts.Id(102));

    public static TheoryData<EventFamily> Families => [.. Enum.GetValues<EventFamily>()];

    [Theory]
    [MemberData(nameof(Families))]
    [Trait("Requirement", "LED-2")]
    public void EveryFamily_HasOneRow(EventFamily family) =>
        Assert.Single(PostingRules.Rows, row => row.Family == family);

    [Theory]
    [MemberData(nameof(Families))]
    [Trait("Requirement", "LED-1")]
    public void EveryRow_BalancesByItsEquation(EventFamily family)
    {
        var rule = PostingRules.Of(family);
        var difference = Terms(rule.Debits.Select(leg => leg.Sum)).Concat(Terms(rule.Credits.Select(leg => leg.Sum), -1));
        var sides = rule.Equation.Length == 0 ? [] : rule.Equation.Split(" = ").Select(LinearSum.Parse).ToArray();
        var equation = sides.Length == 0 ? [] : Terms([sides[0]]).Concat(Terms([sides[1]], -1));
        var left = Totals(difference);
        Assert.True(left.Count == 0 || Same(left, Totals(equation), 1) || Same(left, Totals(equation), -1), rule.Name);
    }

    /// <summary>Payees' obligations become held money, or held money an obligation again, by no other event.</summary>
    [Fact]
    [Trait("Requirement", "LED-9")]
    public void Funding_NamesEveryRowBetweenObligationsAndHeldMoney_AndItsReversalAndOpening() => Assert.Equal(
        PostingRules.Rows.Where(row => row.Debits.Concat(row.Credits).ToList() is var legs
                && legs.Exists(leg => leg.Account == Account.PayeeObligations)
                && legs.Exists(leg => leg.Target is LegTarget.Held or LegTarget.WhereItSits))
            .Select(row => row.Family).Append(EventFamily.InvoiceVoided).Append(EventFamily.OpeningHeldFunds).Order(),
        PostingRules.Funding.Order());

    [Theory]
    [MemberData(nameof(Families))]
    public void EveryRow_DraftsABalancedEntry_ForRandomAmounts(EventFamily family)
    {
        if (PostingRules.Of(family) is { IsExactReversal: true } or { IsByHand: true })
            return;
        Prop.ForAll<PositiveInt, PositiveInt, PositiveInt>((ann, bob, rest) =>
        {
            var entry = PostingRules.Draft(family, Random(family, ann.Get, bob.Get, rest.Get)).Value;
            return entry.Legs.Sum(leg => leg.AmountMinor) == 0 && entry.Legs.All(leg => leg.AmountMinor != 0)
                && entry.Family == family && entry.RuleVersion == PostingRules.Of(family).Version;
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [MemberData(nameof(Families))]
    [Trait("Requirement", "LED-4")]
    public void Draft_WithoutANeededReference_IsRefusedAndNamesIt(EventFamily family)
    {
        var rule = PostingRules.Of(family);
        if (rule.IsExactReversal || rule.IsByHand)
            return;
        foreach (var key in rule.Needs)
        {
            var refusal = PostingRules.Draft(family, Random(family, 500, 300, 77).Without(key)).Refusal;
            Assert.Equal("ledger.missing-reference", refusal?.Code);
            Assert.False(string.IsNullOrEmpty(refusal?.Field));
        }
    }

    [Fact]
    public void Draft_OfAnInvoice_ReadsLikeTheTable()
    {
        var facts = SomeFacts.Complete(new PayeePart(Ann, 60), new PayeePart(Bob, 20)) with
        {
            Amounts = new PostingAmounts { G = 100, F = 10, V = 10, C = 30, Vc = 3 },
        };
        var legs = PostingRules.Draft(EventFamily.InvoicedEntityOwesTax, facts).Value.Legs;
        Assert.Equal(
            [
                (Account.Receivable, 70), (Account.CustomerDeposits, 27), (Account.PayeeObligations, -60),
                (Account.PayeeObligations, -20), (Account.PlatformFees, -10), (Account.SalesTaxPayable, -7),
            ],
            legs.Select(leg => (leg.Account, leg.AmountMinor)));
        Assert.Equal(Bob, legs[3].PayeeId);
    }

    /// <summary>The tax of an advance is rounded on the advance: a small stage that it covers may owe a cent less than
    /// nothing.</summary>
    [Fact]
    public void Draft_WhereTheAdvanceRoundedItsTaxUp_PutsTheCentOnTheOtherSide()
    {
        var facts = SomeFacts.Complete(
            new PayeePart(Ann, 6)) with { Amounts = new PostingAmounts { G = 6, F = 0, V = 0, C = 6, Vc = 1 } };
        var legs = PostingRules.Draft(EventFamily.InvoicedEntityOwesTax, facts).Value.Legs;
        Assert.Equal(
            [(Account.CustomerDeposits, 5), (Account.PayeeObligations, -6), (Account.SalesTaxPayable, 1)],
            legs.Select(leg => (leg.Account, leg.AmountMinor)));
    }

    [Fact]
    public void Draft_WhenPartsDoNotSumToTheInvoice_IsRefused() => Assert.Equal(
        "ledger.unbalanced",
        PostingRules.Draft(EventFamily.InvoicedEntityOwesTax, SomeFacts.Complete(new PayeePart(Ann, 79)) with
        {
            Amounts = new PostingAmounts { G = 100, F = 10, V = 10 },
        }).Refusal?.Code);

    [Fact]
    [Trait("Requirement", "LED-4")]
    public void Draft_WhenSettlementStateIsUnknown_IsRefused()
    {
        var facts = Random(EventFamily.CashApplied, 5, 5, 5) with { Held = null };
        Assert.Equal("settlement state of the funds", PostingRules.Draft(EventFamily.CashApplied, facts).Refusal?.Field);
    }

    [Fact]
    public void Draft_WithEveryAmountZero_IsRefused() => Assert.Equal(
        "ledger.nothing-to-post",
        PaymentOf(0).Refusal?.Code);

    [Fact]
    public void Draft_WithANegativeAmount_IsRefused() => Assert.Equal(
        "ledger.negative-leg",
        PaymentOf(-1).Refusal?.Code);

    private static Outcome<EntryDraft> PaymentOf(long minor) => PostingRules.Draft(
        EventFamily.PaymentSucceeded, SomeFacts.Complete() with { Amounts = new PostingAmounts { A = minor } });

    internal static PostingFacts Random(EventFamily family, long ann, long bob, long rest)
    {
        var payees = ann + bob;
        var entityTax = PostingRules.Of(family).Equation.EndsWith('V')
            || family.ToString().EndsWith("PlatformSells", StringComparison.Ordinal);
        long fee = (rest / 2) + 1, tax = entityTax ? rest : 0;
        var whole = payees + fee + tax;
        var parts = new[]
        {
            new PayeePart(Ann, ann, Sits: Account.HeldSettled), new PayeePart(Bob, bob, Sits: Account.RiskReserves),
        };
        return SomeFacts.Complete(parts) with
        {
            Amounts = new PostingAmounts
            {
                G = whole, A = whole, D = whole, N = whole, F = fee, V = tax,
                C = whole / 3, Vc = tax / 3, Vd = rest / 5, Vf = fee / 2,
            },
        };
    }

    private static IEnumerable<(Symbol Symbol, int Factor)> Terms(IEnumerable<LinearSum> sums, int sign = 1) =>
        sums.SelectMany(sum => sum.Terms).Select(term => (term.Symbol, sign * term.Factor));

    private static Dictionary<Symbol, int> Totals(IEnumerable<(Symbol Symbol, int Factor)> terms) =>
        terms.GroupBy(term => term.Symbol).Select(group => (group.Key, Sum: group.Sum(term => term.Factor)))
            .Where(term => term.Sum != 0).ToDictionary(term => term.Key, term => term.Sum);

    private static bool Same(Dictionary<Symbol, int> left, Dictionary<Symbol, int> right, int sign) =>
        left.Count == right.Count && left.All(term => right.TryGetValue(term.Key, out var factor) && factor == sign * term.Value);
}
