using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Payouts.Policies;

namespace OpsPortal.Tests.Payouts;

/// <summary>What a new version of a policy changes is shown beside what is in force, and nothing else is.</summary>
[Trait("Requirement", "PAY-10")]
public sealed class PolicyComparisonTests
{
    private static readonly ApprovalRules Rules = new(
        [new("Large", 3, [new([new(ApprovalSubject.Currency, "EUR"), new(ApprovalSubject.BatchTotal, null, 100_000)])])],
        [new("EUR", 50_000, 90_000)]);

    [Fact]
    public void Of_TheSameRules_IsEmpty() =>
        Assert.Empty(PolicyComparison.Of(Rules, Rules with { MinimumBalances = new Dictionary<string, long> { ["EUR"] = 0 } }));

    [Fact]
    public void Of_EveryField_NamesTheValueBeforeAndAfter()
    {
        var changed = Rules with
        {
            Rules = [], Limits = [new("EUR", 60_000, 90_000), new("JPY", 700, 900)], RollingDays = 1, UnusualFactor = 5,
            ExpiryHours = 24, StopOnShortfall = false, MinimumBalances = new Dictionary<string, long> { ["EUR"] = 1_000 },
        };

        Assert.Equal(
            [
                new("Rule \"Large\"", "3 people batch total at least EUR 1,000.00", "None"),
                new("Most per payout in EUR", "EUR 500.00", "EUR 600.00"),
                new("Rolling window", "30 days", "1 day"),
                new("Unusual from", "10 times the median", "5 times the median"),
                new("Approvals expire after", "72 hours", "24 hours"),
                new("While safe cash does not cover what is owed", "Nothing is released", "Released"),
                new("Most per payout in JPY", "None", "JPY 700"),
                new("Most per batch in JPY", "None", "JPY 900"),
                new("Minimum balance in EUR", "None", "EUR 10.00"),
            ],
            PolicyComparison.Of(Rules, changed));
    }

    [Fact]
    public void Of_TheMatrix_NamesTheGatesThatChange()
    {
        PolicyRow sanctions = new(GateKind.Sanctions, true) { MaxAgeDays = 30 };
        PolicyRow companies = new(GateKind.Kyb, true) { PayeeKind = PayeeKind.Company };

        var changes = PolicyComparison.Of(
            [sanctions, companies], [sanctions with { MaxAgeDays = 1 }, companies with { IsRequired = false }]);

        Assert.Equal(
            [
                new(GateWords.Name(GateKind.Sanctions), "Required, not older than 30 days", "Required, not older than 1 day"),
                new($"{GateWords.Name(GateKind.Kyb)}, Company", "Required", "Not asked"),
            ],
            changes);
    }
}
