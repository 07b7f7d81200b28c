using NodaTime;
using OpsPortal.Domain.Close;

namespace OpsPortal.Domain.Tests.Close;

[Trait("Requirement", "REC-2")]
public sealed class CheckpointRulesTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 3, 9, 0);

    [Theory]
    [InlineData(CheckpointCalendar.BankStatement, CheckpointRecordKind.Statement, 1, true)]
    [InlineData(CheckpointCalendar.BankStatement, CheckpointRecordKind.Statement, 0, false)]
    [InlineData(CheckpointCalendar.ProviderReport, CheckpointRecordKind.ProviderReport, 2, true)]
    [InlineData(CheckpointCalendar.ProviderReport, CheckpointRecordKind.ProviderReport, 0, false)]
    [InlineData(CheckpointCalendar.ProviderReport, CheckpointRecordKind.ProviderRun, 1, true)]
    [InlineData(CheckpointCalendar.ProviderReport, CheckpointRecordKind.ProviderRun, 0, false)]
    [InlineData(CheckpointCalendar.ProviderReport, CheckpointRecordKind.WaitingEvents, 0, true)]
    [InlineData(CheckpointCalendar.ProviderReport, CheckpointRecordKind.WaitingEvents, 1, false)]
    [InlineData(CheckpointCalendar.ProviderReport, CheckpointRecordKind.DismissedEvents, 1, true)]
    [InlineData(CheckpointCalendar.ExceptionsBelowLimit, CheckpointRecordKind.LateCases, 24, true)]
    [InlineData(CheckpointCalendar.ExceptionsBelowLimit, CheckpointRecordKind.LateCases, 25, false)]
    [InlineData(CheckpointCalendar.Safeguarding, CheckpointRecordKind.Shortfall, 0, true)]
    [InlineData(CheckpointCalendar.Safeguarding, CheckpointRecordKind.Shortfall, 1, false)]
    [InlineData(CheckpointCalendar.ClosePrepared, CheckpointRecordKind.CloseStep, 1, true)]
    [InlineData(CheckpointCalendar.ClosePrepared, CheckpointRecordKind.CloseStep, 0, false)]
    [InlineData(CheckpointCalendar.CloseReviewed, CheckpointRecordKind.CloseStep, 0, false)]
    [InlineData(CheckpointCalendar.CloseSigned, CheckpointRecordKind.CloseStep, 0, false)]
    public void Judge_OfOneRecord_SaysWhetherItAgrees(string code, CheckpointRecordKind kind, long count, bool agrees)
    {
        var evidence = CheckpointRules.Judge(code, [new(kind, "Main account", count, "/there")]);

        Assert.Equal((agrees, !agrees), (evidence.ShowsDone, evidence.Contradicts));
        Assert.Equal("/there", Assert.Single(evidence.Findings).Link);
        Assert.DoesNotContain("{", evidence.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_OfWhatTheTableDoesNotName_SaysNothing()
    {
        var silent = CheckpointRules.Judge(
            CheckpointCalendar.Safeguarding, [new(CheckpointRecordKind.Statement, "Main account", 0, "/there")]);

        Assert.Equal((false, false), (silent.ShowsDone, silent.Contradicts));
        Assert.All(CheckpointCalendar.Rows, row => Assert.Contains(CheckpointRules.Rows, rule => rule.Code == row.Code));
    }

    [Fact]
    public void Complete_AgainstTheRecords_NamesOnlyWhatIsMissing()
    {
        var checkpoint = new Checkpoint(
            new(Guid.NewGuid()), new(Guid.NewGuid()), CheckpointCalendar.BankStatement, new LocalDate(2026, 3, 2), Now);
        var half = CheckpointRules.Judge(checkpoint.Code,
        [
            new(CheckpointRecordKind.Statement, "Euro account", 1, "/a"),
            new(CheckpointRecordKind.Statement, "Pound account", 0, "/b"),
        ]);

        var refused = checkpoint.Complete(new(Guid.NewGuid()), "All there.", half, Now).Refusal!;

        Assert.Equal("close.checkpoint-records", refused.Code);
        Assert.Contains("Pound account: no statement of this day is in.", refused.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Euro account", refused.Text, StringComparison.Ordinal);
        Assert.Equal(CheckpointState.Due, checkpoint.State);
    }
}
