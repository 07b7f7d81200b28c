using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Close;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Close;

/// <summary>Which figures of which close a person signs.</summary>
internal sealed record CloseSignature(PeriodCloseId Close, string ShownHash);

/// <summary>Finance says that the month is right. Refused while anything blocks, with its name.</summary>
[UseCase]
internal sealed class PrepareClose(CommandRunner runner, CloseJudge judge)
{
    public const string StepUpAction = "PrepareClose";

    public Task<Outcome<PeriodCloseId>> RunAsync(CloseSignature command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.PrepareClose, actor, work => PrepareAsync(work, command), ct);

    private async Task<Outcome<PeriodCloseId>> PrepareAsync(Work work, CloseSignature command)
    {
        if (await Closes.FindAsync(work, command.Close) is not { } close)
            return SharedRefusals.NotFound("close");
        var ready = await judge.AskAgainAsync(work.Db, close, work.Now, work.Ct);
        var prepared = close.Prepare(work.Person.Id, ready, command.ShownHash, work.Now);
        if (prepared.IsRefused)
            return prepared.Refusal;
        foreach (var run in await TieOutRunner.LatestAsync(work.Db, close.Id, work.Ct))
            if (run.SignedBy is null)
                run.Sign(work.Person.Id, work.Now);
        return await CloseSigning.EndAsync(work, close, command, StepUpAction, "Prepared close", Permission.ReviewClose);
    }
}

/// <summary>Another person looks at the same figures and agrees.</summary>
[UseCase]
internal sealed class ReviewClose(CommandRunner runner, CloseJudge judge)
{
    public const string StepUpAction = "ReviewClose";

    public Task<Outcome<PeriodCloseId>> RunAsync(CloseSignature command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.ReviewClose, actor, work => ReviewAsync(work, command), ct);

    private async Task<Outcome<PeriodCloseId>> ReviewAsync(Work work, CloseSignature command)
    {
        if (await Closes.FindAsync(work, command.Close) is not { } close)
            return SharedRefusals.NotFound("close");
        var ready = await judge.AskAgainAsync(work.Db, close, work.Now, work.Ct);
        var reviewed = close.Review(work.Person.Id, ready, command.ShownHash, work.Now);
        return reviewed.IsRefused ? reviewed.Refusal
            : await CloseSigning.EndAsync(work, close, command, StepUpAction, "Reviewed close", Permission.SignClose);
    }
}

/// <summary>
/// The controller's signature: it closes the month, and nothing posts into it from then on. The month's row is closed before the
/// figures and the other months are asked again: postings and reopenings under way end first, those that come later wait and then
/// find the month closed.
/// </summary>
[UseCase]
internal sealed class SignClose(CommandRunner runner, CloseJudge judge, IClock clock)
{
    public const string StepUpAction = "SignClose";

    public Task<Outcome<PeriodCloseId>> RunAsync(CloseSignature command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SignClose, actor, work => SignAsync(work, command), ct);

    private async Task<Outcome<PeriodCloseId>> SignAsync(Work work, CloseSignature command)
    {
        if (await Closes.FindAsync(work, command.Close) is not { } close)
            return SharedRefusals.NotFound("close");
        var closed = (await Closes.PeriodAsync(work, close.LegalEntityId, close.YearMonth)).Move(PeriodAction.Close, work.Now);
        await work.Db.SaveChangesAsync(work.Ct);
        var entity = await Closes.EntityAsync(work.Db, close.LegalEntityId, work.Ct);
        if (await Closes.OutOfTurnAsync(work, entity, close.YearMonth) is { } early)
            return early;
        var now = await SignedAtAsync(work, close);
        var ready = await judge.AskAgainAsync(work.Db, close, now, work.Ct);
        var open = await work.Db.Set<ExceptionCase>().CountAsync(
            one => one.LegalEntityId == close.LegalEntityId && one.State != ExceptionState.Resolved, work.Ct);
        var signed = close.Sign(work.Person.Id, ready, command.ShownHash, open, now);
        if (signed.IsRefused)
            return signed.Refusal;
        await CloseSigning.KeepNamesAsync(work.Db, close, work.Ct);
        return closed.IsRefused ? closed.Refusal
            : await CloseSigning.EndAsync(work, close, command, StepUpAction, "Signed close", null);
    }

    // The pack tells a month's entries from those that came after a reopening by this time. Another node's clock may be ahead.
    private async Task<Instant> SignedAtAsync(Work work, PeriodClose close)
    {
        var first = close.YearMonth.OnDayOfMonth(1);
        var next = first.PlusMonths(1);
        var now = clock.GetCurrentInstant();
        var last = await work.Db.Set<JournalEntry>().Where(entry => entry.LegalEntityId == close.LegalEntityId
            && entry.BookedOn >= first && entry.BookedOn < next).MaxAsync(entry => (Instant?)entry.BookedAt, work.Ct);
        return last > now ? last.Value : now;
    }
}

/// <summary>What every signature under a close ends with.</summary>
internal static class CloseSigning
{
    /// <summary>Whoever is called otherwise later is named in this close's pack as now. One statement, for a company may have
    /// ten thousand buyers. The close must be in the database.</summary>
    public static Task KeepNamesAsync(Data.OpsDbContext db, PeriodClose close, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"""
            INSERT INTO "CloseNames" ("CloseId", "SubjectId", "Name", "Place")
            SELECT "PeriodCloses"."Id", "Named"."Id", "Named"."Name", "Named"."Place" FROM "PeriodCloses"
            JOIN (SELECT "Id", "Name", '' AS "Place", NULL AS "Owner" FROM "People"
                UNION ALL SELECT "Id", "Name", '', "LegalEntityId" FROM "Buyers"
                UNION ALL SELECT "Id", "Name", "Country", "LegalEntityId" FROM "Payees"
                UNION ALL SELECT "Id", "Name", "Zone", "Id" FROM "LegalEntities") AS "Named"
            ON "Named"."Owner" IS NULL OR "Named"."Owner" = "PeriodCloses"."LegalEntityId"
            WHERE "PeriodCloses"."Id" = {close.Id.Value}
            """, ct);

    public static async Task<Outcome<PeriodCloseId>> EndAsync(
        Work work, PeriodClose close, CloseSignature command, string stepUp, string what, Permission? next)
    {
        // The proof is asked for last, so that whoever may never sign is not asked to prove who they are.
        var proof = await work.RequireStepUpAsync(stepUp, close.Id.Value, command.ShownHash);
        if (proof.IsRefused)
            return proof.Refusal;
        var entity = await Closes.EntityAsync(work.Db, close.LegalEntityId, work.Ct);
        work.Audit(what, Closes.Kind, close.Id.Value, after: $"{entity.Code} {close.Name} v{close.Version}, {command.ShownHash}");
        if (next is { } permission)
            await work.NotifyAsync(permission, close.LegalEntityId,
                $"The close of {entity.Code} {close.Name} is {close.State.ToString().ToLowerInvariant()} and waits for you.",
                Closes.Path(entity.Code, close.YearMonth), work.Person.Id);
        return close.Id;
    }
}
