using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Exceptions;

namespace OpsPortal.Features.Exceptions;

/// <summary>Makes a new version of a type's terms; open cases keep the due date that they have, and climb the new
/// ladder.</summary>
[UseCase]
internal sealed class ChangeExceptionType(CommandRunner runner)
{
    internal sealed record Command(ExceptionType Type, TypeTerms Terms, string Reason);

    public Task<Outcome<int>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.EditPolicies, actor, work => ChangeAsync(work, command), ct);

    private static async Task<Outcome<int>> ChangeAsync(Work work, Command command)
    {
        var before = await TypesInForce.OfAsync(work.Db, command.Type, work.Ct);
        var number = 1 + (await work.Db.Set<ExceptionTypeVersion>().Where(version => version.Type == command.Type)
            .MaxAsync(version => (int?)version.Number, work.Ct) ?? 0);
        var made = ExceptionTypeVersion.Make(command.Type, number, command.Terms, command.Reason, work.Person.Id, work.Now);
        if (made.IsRefused)
            return made.Refusal;
        work.Db.Add(made.Value);
        work.Audit($"Changed exception type {command.Type}", "exception type", Guid.Empty, Words(before),
            Words(made.Value.Over(before)), command.Reason);
        return number;
    }

    private static string Words(ExceptionTypeRow row) =>
        $"{row.Owner}, {row.Fallback} stands in, {row.Sla.TotalHours:0} h, {string.Join(" → ", row.Ladder)}";
}

/// <summary>Every type as it is in force, with its versions.</summary>
[UseCase]
internal sealed class ExceptionTypeList(QueryRunner runner)
{
    internal static readonly RowOrders<ExceptionTypeRow> Orders = new RowOrders<ExceptionTypeRow>()
        .By("type", row => row.Words)
        .By("owner", row => row.Owner)
        .By("fallback", row => row.Fallback)
        .By("sla", row => row.Sla);

    internal sealed record Version(ExceptionType Type, int Number, string Reason, string By, Instant MadeAt);

    internal sealed record Answer(IReadOnlyList<ExceptionTypeRow> Rows, IReadOnlyList<Version> Versions, bool MayEdit);

    public Task<Outcome<Answer>> RunAsync(Actor actor, CancellationToken ct) =>
        runner.RunAsync<Answer>(Permission.SeePolicies, actor, async reading =>
        {
            var rows = await TypesInForce.AllAsync(reading.Db, reading.Ct);
            var versions = await (
                from version in reading.Db.Set<ExceptionTypeVersion>()
                join person in reading.Db.Set<Person>() on version.MadeBy equals person.Id
                orderby version.MadeAt descending, version.Number descending
                select new Version(version.Type, version.Number, version.Reason, person.Name, version.MadeAt))
                .ToListAsync(reading.Ct);
            return new Answer([.. ExceptionTypes.All.Select(row => rows[row.Type])], versions,
                reading.Person.May(Permission.EditPolicies));
        }, ct);
}
