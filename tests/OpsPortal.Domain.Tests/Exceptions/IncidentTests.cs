using NodaTime;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Exceptions;

public sealed class IncidentTests
{
    private static readonly PersonId Ann = new(Guid.Parse("00000000-0000-0000-0000-00000000000a"));
    private static readonly PersonId Ben = new(Guid.Parse("00000000-0000-0000-0000-00000000000b"));
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 9, 0);

    [Fact]
    [Trait("Requirement", "EXC-10")]
    public void Restore_WhileAStepACaseOrTheNotesAreOpen_IsRefused()
    {
        var incident = AnIncident();
        Assert.Equal("exceptions.incident-move", incident.Conclude("Learned.", Ben, Start).Refusal?.Code);
        Assert.Equal("exceptions.cases-open", incident.Restore(1, Ann, Start).Refusal?.Code);
        Assert.Equal("exceptions.step-open", incident.Restore(0, Ann, Start).Refusal?.Code);
        foreach (var step in Enumerable.Range(1, incident.Playbook.Steps.Count))
            Assert.False(incident.Tick(step, Ann, Start, "Done.").IsRefused);
        Assert.Equal("exceptions.no-such-step", incident.Tick(1, Ann, Start, "Again.").Refusal?.Code);
        Assert.Equal("exceptions.no-such-step", incident.Tick(99, Ann, Start, "What?").Refusal?.Code);
        Assert.Equal("Notes to finance", incident.Restore(0, Ann, Start).Refusal?.Field);
        Assert.False(incident.TellFinance("Two entries of October.", Ann, Start).IsRefused);
        Assert.Equal("exceptions.incident-move", incident.Restore(0, Ann, Start).Refusal?.Code);
        Assert.False(incident.Choose(RecoveryMethod.Rollback, "Charged twice.", Ann, Start).IsRefused);
        Assert.False(incident.Restore(0, Ann, Start + Duration.FromHours(3)).IsRefused);
        Assert.Equal((IncidentState.Restored, Duration.FromHours(3)), (incident.State, incident.TimeToRestore));
    }

    [Fact]
    [Trait("Requirement", "EXC-10")]
    public void Conclude_ByWhoRestoredIt_IsRefusedAndBySomebodyElseEndsIt()
    {
        var incident = AnIncident();
        foreach (var step in Enumerable.Range(1, incident.Playbook.Steps.Count))
            incident.Tick(step, Ann, Start, "Done.");
        incident.TellFinance("None.", Ann, Start);
        incident.Choose(RecoveryMethod.Replay, "Late.", Ann, Start);
        incident.Restore(0, Ann, Start);
        Assert.Equal("exceptions.own-review", incident.Conclude("Learned.", Ann, Start).Refusal?.Code);
        Assert.False(incident.Reopen("One was left.", Ben, Start).IsRefused);
        Assert.Null(incident.RestoredAt);
        Assert.False(incident.Restore(0, Ann, Start).IsRefused);
        Assert.False(incident.Conclude("Check the keys.", Ben, Start).IsRefused);
        Assert.Equal(IncidentState.Reviewed, incident.State);
        Assert.Equal("exceptions.incident-reviewed", incident.TellFinance("More.", Ann, Start).Refusal?.Code);
        Assert.Equal("exceptions.incident-reviewed", incident.Add(ACase(null), Ann, Start).Refusal?.Code);
    }

    [Fact]
    [Trait("Requirement", "EXC-10")]
    public void Add_ACaseOfAnotherEntityOrIncident_IsRefused()
    {
        var (ours, theirs) = (new LegalEntityId(Guid.NewGuid()), new LegalEntityId(Guid.NewGuid()));
        var (incident, other) = (AnIncident(), AnIncident());
        var found = ACase(ours);
        Assert.False(incident.Add(found, Ann, Start).IsRefused);
        Assert.False(incident.Add(found, Ann, Start).IsRefused);
        Assert.Single(incident.Timeline, entry => entry.Text.StartsWith("Case added", StringComparison.Ordinal));
        Assert.Equal((ours, incident.Id), (incident.LegalEntityId, found.IncidentId));
        Assert.Equal("exceptions.other-entity", incident.Add(ACase(theirs), Ann, Start).Refusal?.Code);
        Assert.Equal("exceptions.in-other-incident", other.Add(found, Ann, Start).Refusal?.Code);
    }

    private static Incident AnIncident() => Incident.Open(
        new IncidentId(Guid.NewGuid()), new IncidentOpening(IncidentKind.DuplicateCharge, "Twice", null, Ann), Start).Value;

    private static ExceptionCase ACase(LegalEntityId? entity) => new(
        new ExceptionId(Guid.NewGuid()), ExceptionType.DuplicateConflict, "test", "Charged twice", Guid.NewGuid().ToString(),
        null, new ExceptionLinks { LegalEntityId = entity }, Start);
}
