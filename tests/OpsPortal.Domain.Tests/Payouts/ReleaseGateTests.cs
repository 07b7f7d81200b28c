using NodaTime;
using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Payouts;
using OpsPortal.Domain.Shared;
using static OpsPortal.Domain.Tests.Payouts.ABatch;

namespace OpsPortal.Domain.Tests.Payouts;

[Trait("Requirement", "PAY-1")]
public sealed class ReleaseGateTests
{
    internal static readonly PolicyMatrix Matrix =
        PolicyMatrix.Make(new PolicyId(Id(80)), 1, Now, "Start", PolicyMatrix.Default, null, Now).Value;

    private static readonly GateKind[] Asked = [GateKind.Kyc, GateKind.Aml, GateKind.Sanctions, GateKind.TaxForm];

    [Fact]
    public void Evaluate_WhenEverythingIsClear_GivesWhatIsAvailable()
    {
        var decision = ReleaseGate.Evaluate(Clear(), Matrix, Now);
        Assert.Equal((60_000L, ReleaseTier.Confirmed), (decision.EligibleMinor, decision.Tier));
        Assert.Empty(decision.Conditions);
    }

    [Fact]
    [Trait("Requirement", "PAY-2")]
    public void Evaluate_OfPartPayment_ReleasesTheCollectedPart()
    {
        var facts = Clear() with { Funds = new FundsFact { SettledMinor = 40_000, UncollectedMinor = 20_000, PendingMinor =
            5_000 } };
        var decision = ReleaseGate.Evaluate(facts, Matrix, Now);
        Assert.Equal(40_000, decision.EligibleMinor);
        Assert.Equal(["release.part-not-settled", "release.part-not-collected"], decision.Conditions.Select(c => c.Code));
    }

    [Fact]
    [Trait("Requirement", "PAY-2")]
    public void Evaluate_OfPendingMoney_IsUnsettled()
    {
        var decision = ReleaseGate.Evaluate(Clear() with { Funds = new FundsFact { PendingMinor = 60_000 } }, Matrix, Now);
        Assert.Equal((0L, ReleaseTier.Unsettled, "release.not-settled"), (decision.EligibleMinor, decision.Tier,
            decision.Conditions[0].Code));
    }

    [Fact]
    public void Evaluate_NamesEveryFailedCondition_NotOnlyTheFirst()
    {
        var facts = Clear() with
        {
            Work = WorkStanding.NotAccepted,
            PayeeFact = Clear().PayeeFact with { PausedReason = "returned payout", Gates = [], Account = null },
            Funds = new FundsFact(),
        };
        var decision = ReleaseGate.Evaluate(facts, Matrix, Now);
        Assert.Equal(
            [
                "release.work-not-accepted", "release.not-collected", "gate.kyc-missing", "gate.aml-missing",
                    "gate.sanctions-missing",
                "gate.taxform-missing", "gate.payoutaccount-missing", "release.payee-paused",
            ],
            decision.Conditions.Select(c => c.Code));
        Assert.All(decision.Conditions, c =>
            Assert.True(c.ChangeAt.StartsWith('/') && c.WhoCanChange.Length > 0 && c.Words.Length > 0));
    }

    public static TheoryData<string, Func<PayableFacts, PayableFacts>> Blocks => new()
    {
        { "release.work-disputed", f => f with { Work = WorkStanding.Disputed } },
        { "release.invoice-not-issued", f => f with { InvoiceStands = false } },
        { "release.entity-stopped", f => f with { EntityStop = "Safeguarded cash is short." } },
        { "release.payee-inactive", f => f with { PayeeFact = f.PayeeFact with { IsActive = false } } },
        { "release.in-batch", f => f with { OpenBatch = new BatchFact(new BatchId(Id(1)), "PB-1") } },
        { "release.hold", f => f with { Holds = [new HoldFact(new HoldId(Id(1)), HoldReason.Aml, "pattern", "papers")] } },
        { "release.blocked-funds", f => f with { Funds = f.Funds with { BlockedMinor = 1 } } },
        { "release.disputed", f => f with { Exceptions = [new ExceptionFact(new ExceptionId(Id(1)), "Chargeback.", true)] } },
        { "release.open-exception", f => f with { Exceptions =
            [new ExceptionFact(new ExceptionId(Id(1)), "Mismatch.", false)] } },
        { "release.nothing-left", f => f with { Funds = f.Funds with { RecoverableMinor = 50_000, MinimumMinor = 10_000 } } },
        { "gate.payoutaccount-cooling-off", f => WithAccount(f, a => a with { UsableFrom = Now + Duration.FromTicks(1) }) },
        { "gate.payoutaccount-call-back", f => WithAccount(f, a => a with { IsCalledBack = false }) },
        { "gate.sanctions-stale", f => WithGate(f, GateKind.Sanctions, g => g with { DecidedAt = Now - Duration.FromDays(90) }) },
        { "gate.aml-expired", f => WithGate(f, GateKind.Aml, g => g with { ExpiresAt = Now }) },
        { "gate.sanctions-failed", f => WithGate(f, GateKind.Sanctions, g => g with
            { Outcome = GateOutcome.Failed, DecidedAt = Now - Duration.FromDays(4000) }) },
        { "gate.kyc-failed", f => WithGate(f, GateKind.Kyc, g => g with { Outcome = GateOutcome.Failed }) },
        { "gate.kyc-pending", f => WithGate(f, GateKind.Kyc, g => g with { Outcome = GateOutcome.Pending }) },
        { "gate.taxform-unknown", f => WithGate(f, GateKind.TaxForm, g => g with { Outcome = GateOutcome.Unknown }) },
    };

    [Theory]
    [MemberData(nameof(Blocks))]
    [Trait("Requirement", "CMP-2")]
    public void Evaluate_WhenOneThingIsWrong_NothingMayGo(string code, Func<PayableFacts, PayableFacts> spoil)
    {
        var decision = ReleaseGate.Evaluate(spoil(Clear()), Matrix, Now);
        Assert.Equal((0L, code), (decision.EligibleMinor, Assert.Single(decision.Blocking).Code));
    }

    [Fact]
    [Trait("Requirement", "CMP-2")]
    public void Evaluate_WithoutAPolicy_Blocks()
    {
        Assert.Equal("gate.no-policy", Assert.Single(ReleaseGate.Evaluate(Clear(), null, Now).Blocking).Code);
    }

    [Theory]
    [InlineData(-5)]
    [InlineData(0)]
    [InlineData(3651)]
    [Trait("Requirement", "CMP-1")]
    public void Matrix_WithAnAgeThatNoDecisionPasses_IsNotMade(int days) => Assert.Equal("compliance.policy-age",
        PolicyMatrix.Make(new PolicyId(Id(81)), 2, Now, "Typo", [new PolicyRow(GateKind.Kyc, true) { MaxAgeDays = days }], null,
            Now).Refusal?.Code);

    [Fact]
    [Trait("Requirement", "CMP-1")]
    public void Matrix_WithoutARowForAGate_AsksForIt()
    {
        var matrix = PolicyMatrix.Make(new PolicyId(Id(81)), 1, Now, "x", [new PolicyRow(GateKind.Kyc, false)], null, Now).Value;
        var required = matrix.Required(new ProgramId(Id(1)), new MarketId(Id(2)), PayeeKind.Individual).Select(r =>
            r.Gate).ToList();
        Assert.Equal(Enum.GetValues<GateKind>().Except([GateKind.Kyc]), required);
    }

    [Fact]
    [Trait("Requirement", "CMP-1")]
    public void Matrix_RowThatNamesMore_Decides()
    {
        var market = new MarketId(Id(2));
        PolicyRow[] rows = [new(GateKind.Vat, true), new(GateKind.Vat, false) { Market = market }];
        var matrix = PolicyMatrix.Make(new PolicyId(Id(81)), 1, Now, "x", rows, null, Now).Value;
        Assert.DoesNotContain(matrix.Required(new ProgramId(Id(1)), market, PayeeKind.Company), r => r.Gate == GateKind.Vat);
        Assert.Contains(matrix.Required(new ProgramId(Id(1)), new MarketId(Id(3)), PayeeKind.Company), r =>
            r.Gate == GateKind.Vat);
    }

    [Fact]
    [Trait("Requirement", "PAY-2")]
    public void TakeOff_LeavesInAll_SettledLessOwedLessMinimum()
    {
        var random = new Random(20260302);
        for (var round = 0; round < 1_000; round++)
        {
            FundsFact[] funds = [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => new FundsFact { SettledMinor =
                random.Next(0, 1_000) })];
            var (owed, kept) = (random.Next(0, 2_000), random.Next(0, 500));
            var available = ReleaseGate.TakeOff(funds, owed, kept).Sum(f => f.AvailableMinor);
            Assert.Equal(Math.Max(0, funds.Sum(f => f.SettledMinor) - owed - kept), available);
        }
    }

    internal static PayableFacts Clear() => new(
        new LegalEntityId(Id(11)), new PayeeId(Id(31)), new InvoiceId(Id(51)), new ContractId(Id(61)), Euro)
    {
        Program = new ProgramId(Id(1)),
        Market = new MarketId(Id(2)),
        Work = WorkStanding.Accepted,
        InvoiceStands = true,
        Funds = new FundsFact { SettledMinor = 60_000 },
        PayeeFact = new PayeeFact("Lena", PayeeKind.Individual, true, null)
        {
            Account = new AccountFact(new PayeeAccountId(Id(41)), 1, Now, true, true),
            Gates = [.. Asked.Select(gate => new GateFact(gate, GateOutcome.Clear, Now - Duration.FromDays(10), null))],
        },
    };

    private static PayableFacts WithAccount(PayableFacts facts, Func<AccountFact, AccountFact> change) =>
        facts with { PayeeFact = facts.PayeeFact with { Account = change(facts.PayeeFact.Account!) } };

    internal static PayableFacts WithGate(PayableFacts facts, GateKind gate, Func<GateFact, GateFact> change) => facts with
    {
        PayeeFact = facts.PayeeFact with { Gates = [.. facts.PayeeFact.Gates.Select(g => g.Kind == gate ? change(g) : g)] },
    };
}
