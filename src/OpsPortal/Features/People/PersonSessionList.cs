using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Identity;

namespace OpsPortal.Features.People;

/// <summary>The sessions that a person has open, as an administrator sees them.</summary>
[UseCase]
internal sealed class PersonSessionList(QueryRunner runner, SessionLimits limits)
{
    public Task<Outcome<IReadOnlyList<PersonSessions.OpenSession>>> RunAsync(
        PersonId person, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeePeople, actor, async reading =>
            Outcomes.Of(await PersonSessions.ReadAsync(reading.Db, limits, person, reading.Now, ct)), ct);
}
