using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Features.Exceptions;

/// <summary>One case with its history and the names of the people in it.</summary>
[UseCase]
internal sealed class ExceptionDetail(QueryRunner runner)
{
    internal sealed record Answer(ExceptionCase Case, ExceptionTypeRow Type, IReadOnlyDictionary<PersonId, string> People,
        bool MayWork);

    public Task<Outcome<Answer>> RunAsync(ExceptionId id, Actor actor, CancellationToken ct) =>
        runner.RunAsync<Answer>(Permission.SeeExceptions, actor, async reading =>
        {
            var found = await ExceptionList.Seen(reading).Include(f => f.Notes).SingleOrDefaultAsync(f => f.Id == id, ct);
            if (found is null)
                return SharedRefusals.NotFound("exception");
            var ids = found.Notes.Select(note => note.By).Append(found.AssignedTo ?? default).Append(found.ResolvedBy ?? default)
                .Distinct().ToList();
            var people = await reading.Db.Set<Person>().Where(p => ids.Contains(p.Id))
                .ToDictionaryAsync(p => p.Id, p => p.Name, ct);
            return new Answer(found, ExceptionTypes.Of(found.Type), people, reading.Person.May(Permission.WorkExceptions));
        }, ct);
}
