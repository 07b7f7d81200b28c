using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Features.Exceptions;

/// <summary>What became of one case of several.</summary>
internal enum CaseResult
{
    Done,
    Failed,

    /// <summary>It is not a case of which this may be done: nothing was tried.</summary>
    Ineligible,
}

/// <summary>
/// Does the same to several cases, each in a transaction of its own: one that cannot be done never stops the others, and each
/// tells what became of it.
/// </summary>
[UseCase]
internal sealed partial class WorkSeveral(CommandRunner runner, ILogger<WorkSeveral> logger)
{
    public const int Most = 200;

    internal sealed record Row(ExceptionId Id, CaseResult Result, Refusal? Refusal)
    {
        public string? Why => Refusal?.Text;
    }

    public Task<IReadOnlyList<Row>> AssignAsync(
        IEnumerable<ExceptionId> cases, PersonId? to, Actor actor, CancellationToken ct) =>
        EachAsync(cases, (work, id) => AssignException.AssignAsync(work, id, to), actor, ct);

    public Task<IReadOnlyList<Row>> CommentAsync(
        IEnumerable<ExceptionId> cases, string text, Actor actor, CancellationToken ct) =>
        EachAsync(cases, (work, id) => CommentException.CommentAsync(work, id, text), actor, ct);

    public Task<IReadOnlyList<Row>> SnoozeAsync(
        IEnumerable<ExceptionId> cases, Duration length, string reason, Actor actor, CancellationToken ct) =>
        EachAsync(cases, (work, id) => SnoozeException.SnoozeAsync(work, id, work.Now + length, reason), actor, ct);

    public Task<IReadOnlyList<Row>> ResolveAsync(
        IEnumerable<ExceptionId> cases, CaseClosing closing, Actor actor, CancellationToken ct) =>
        EachAsync(cases, (work, id) => ResolveException.ResolveAsync(work, id, closing), actor, ct);

    private async Task<IReadOnlyList<Row>> EachAsync(
        IEnumerable<ExceptionId> cases, Func<Work, ExceptionId, Task<Outcome>> body, Actor actor, CancellationToken ct)
    {
        var rows = new List<Row>();
        foreach (var id in cases.Distinct().Take(Most))
            rows.Add(await OneAsync(id, body, actor, ct));
        return rows;
    }

    private async Task<Row> OneAsync(
        ExceptionId id, Func<Work, ExceptionId, Task<Outcome>> body, Actor actor, CancellationToken ct)
    {
        try
        {
            var done = await runner.RunAsync(Permission.WorkExceptions, actor, work => body(work, id), ct);
            return done.Refusal is { } refusal ? new(id, ResultOf(refusal), refusal) : new(id, CaseResult.Done, null);
        }
        catch (Exception trouble) when (trouble is not OperationCanceledException)
        {
            LogFailed(trouble, id);
            return new(id, CaseResult.Failed, SharedRefusals.BrokeOff);
        }
    }

    // What the case's own table or state forbids was never possible; everything else could work at another time.
    private static CaseResult ResultOf(Refusal refusal) =>
        refusal.Code.StartsWith("exceptions.", StringComparison.Ordinal) || refusal.Code == SharedRefusals.NotFound("").Code
            ? CaseResult.Ineligible : CaseResult.Failed;

    [LoggerMessage(Level = LogLevel.Error, Message = "Exception {Id} could not be worked on with others")]
    private partial void LogFailed(Exception trouble, ExceptionId id);
}
