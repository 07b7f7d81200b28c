using NodaTime;
using OpsPortal.Domain.Reconciliation;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Reconciliation;

/// <summary>A break over its runs, and who may review one.</summary>
[Trait("Requirement", "REC-3")]
public sealed class ReconciliationBreakTests
{
    private static readonly PersonId Ann = new(Guid.Parse("0195f000-0000-7000-8000-0000000000a1"));
    private static readonly PersonId Ben = new(Guid.Parse("0195f000-0000-7000-8000-0000000000b1"));
    private static readonly Instant Now = Instant.FromUtc(2026, 4, 2, 8, 0);

    [Fact]
    public void Explain_NamesPersonDayAndReason_AndTakesTheOwner()
    {
        var found = ABreak(out _);

        Assert.Equal("reconciliation.explanation-too-short", found.Explain(BreakReason.Timing, "later", Ann, Now).Refusal?.Code);
        Assert.Null(found.Explain(BreakReason.Timing, "Booked by the bank on 1 April.", Ann, Now).Refusal);

        Assert.Equal((BreakState.Explained, BreakReason.Timing, Ann, Now, Ann),
            (found.State, found.Reason, found.ExplainedBy, found.ExplainedAt, found.OwnerId));
    }

    [Fact]
    public void SeenAgain_WithAnotherAmount_AsksForANewExplanation()
    {
        var found = ABreak(out var run);
        _ = found.Explain(BreakReason.Timing, "Booked by the bank on 1 April.", Ann, Now);

        found.SeenAgain(run, Missing(70));
        var same = found.State;
        found.SeenAgain(run, Missing(71));

        Assert.Equal((BreakState.Explained, BreakState.Open), (same, found.State));
    }

    [Fact]
    public void SeenBreak_KeepsTheFirstWordsOfItsAmount_WhateverBecomesOfTheBreak()
    {
        var found = ABreak(out var run);
        var first = SeenBreak.Of(run, found);
        _ = found.Explain(BreakReason.Timing, "Booked by the bank on 1 April.", Ann, Now);
        first.TakeWords(found);
        var second = SeenBreak.Of(run, found);
        found.SeenAgain(run, Missing(71));
        var changed = SeenBreak.Of(run, found);
        var later = Now + Duration.FromHours(1);
        _ = found.Explain(BreakReason.BankError, "The bank has corrected it since.", Ben, later);
        foreach (var one in new[] { first, second, changed })
            one.TakeWords(found);
        found.Close(run, later);

        Assert.Equal([(70L, Now), (70L, Now), (71L, later)],
            new[] { first, second, changed }.Select(one => (one.EffectMinor, one.ExplainedAt!.Value)));
        Assert.True(first.IsExplained(Now));
        Assert.False(changed.IsExplained(Now));
    }

    [Fact]
    public void SeenBreak_OfAnotherAmount_TakesNoWords()
    {
        var found = ABreak(out var run);
        var first = SeenBreak.Of(run, found);
        found.SeenAgain(run, Missing(71));
        _ = found.Explain(BreakReason.Timing, "Booked by the bank on 1 April.", Ann, Now);

        first.TakeWords(found);

        Assert.Null(first.ExplainedAt);
    }

    [Fact]
    public void Close_LetsGoOfItsKey_AndTakesNoMoreWords()
    {
        var found = ABreak(out var run);

        found.Close(run, Now);

        Assert.Null(found.OpenKey);
        Assert.Equal("reconciliation.break-closed", found.Explain(BreakReason.Other, "Too late for words.", Ann, Now)
            .Refusal?.Code);
        Assert.Equal("reconciliation.break-closed", found.Assign(Ben).Refusal?.Code);
    }

    [Fact]
    public void IsLate_OnceItsTimeHasPassedUnexplained()
    {
        var found = ABreak(out _);

        Assert.False(found.IsLate(Now + Duration.FromHours(48)));
        Assert.True(found.IsLate(Now + Duration.FromHours(49)));
        Assert.Equal(2, found.AgeDays(Now + Duration.FromHours(49)));
    }

    [Fact]
    public void Review_IsAnotherPersons_AndNeedsTheResidualExplained()
    {
        var run = ARun(ours: 100, theirs: 97);

        Assert.Equal("reconciliation.same-person", run.Review(Ann, Now, null, [], false).Refusal?.Code);
        Assert.Equal("reconciliation.own-explanation", run.Review(Ben, Now, null, [Ben], false).Refusal?.Code);
        Assert.Equal("reconciliation.residual-open", run.Review(Ben, Now, null, [], true).Refusal?.Code);
        Assert.Null(run.Review(Ben, Now, null, [], false).Refusal);
        Assert.Equal("reconciliation.reviewed-already", run.Review(Ben, Now, null, [], false).Refusal?.Code);
    }

    [Fact]
    public void Review_OfARunThatGaveWay_IsRefused()
    {
        var run = ARun(ours: 1, theirs: 1);
        run.GiveWay();

        Assert.Equal("reconciliation.not-current", run.Review(Ben, Now, null, [], false).Refusal?.Code);
    }

    [Fact]
    [Trait("Requirement", "REC-7")]
    public void Make_APolicyOfBadNumbers_IsRefused()
    {
        var delivered = ReconciliationRules.Delivered;
        var negative = delivered with { Bank = new(new Dictionary<string, long> { ["EUR"] = -1 }, 48) };

        Assert.Equal(0, delivered.Tolerance(ReconciliationLayer.BankToSubledger, Currency.Of("EUR")));
        Assert.Equal("reconciliation.policy-numbers", Make(negative).Refusal?.Code);
        Assert.Equal("reconciliation.policy-numbers", Make(delivered with { Erp = delivered.Erp with { BreakHours = 0 } })
            .Refusal?.Code);
        Assert.Null(Make(delivered).Refusal);
    }

    [Fact]
    [Trait("Requirement", "REC-4")]
    public void Sign_ASheetFilledInByHand_NeedsASecondPerson()
    {
        var basis = new ReportBasis(default, "manual", ReportFormat.SettlementSheet, new(2026, 3, 1), new(2026, 3, 31));
        var sheet = new ProviderReport(new(Guid.Parse("0195f000-0000-7000-8000-0000000000c1")), basis, "sheet.csv", "00",
            new(1, 0),
            Ann, Now);

        Assert.Equal("reconciliation.signed-by-same", sheet.Sign(Ann, Now).Refusal?.Code);
        Assert.Null(sheet.Sign(Ben, Now).Refusal);
        Assert.Equal("reconciliation.not-waiting", sheet.Sign(Ben, Now).Refusal?.Code);
    }

    private static Outcome<ReconciliationPolicy> Make(ReconciliationRules rules) =>
        ReconciliationPolicy.Make(new(Guid.Parse("0195f000-0000-7000-8000-0000000000d1")), default, 1, rules, "Because.", Ann,
            Now);

    private static FoundBreak Missing(long minor) => new(
        BreakKind.MissingTheirs, ReconciliationParty.Ours, "Ours:a#1", "a", minor, new(2026, 3, 31), "ref a", null);

    private static ReconciliationBreak ABreak(out ReconciliationRun run)
    {
        run = ARun(ours: 70, theirs: 70);
        return new ReconciliationBreak(
            new(Guid.Parse("0195f000-0000-7000-8000-0000000000e1")), run, Missing(70), Duration.FromHours(48), Now);
    }

    private static ReconciliationRun ARun(long ours, long theirs)
    {
        var basis = new ReconciliationBasis(
            default, ReconciliationLayer.BankToSubledger, "1", "Main", Currency.Of("EUR"), new(2026, 3, 1), new(2026, 3, 31),
            DateBasis.BookedOn);
        ReconciliationSide Side(long minor) => new(basis, 0, minor, [new("a", minor, new(2026, 3, 31), "a", null)]);
        var found = Reconciling.Compare(Side(ours), Side(theirs), 0).Value;
        return ReconciliationRun.Of(
            new(Guid.Parse("0195f000-0000-7000-8000-0000000000f1")), Side(ours), Side(theirs), found, new(Ann, Now, 0, 0));
    }
}
