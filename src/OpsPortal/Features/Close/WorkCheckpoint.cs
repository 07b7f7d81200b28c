using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Close;

namespace OpsPortal.Features.Close;

/// <summary>One person does a checkpoint and says what they saw; another reviews it. A late one closes its case by what was
/// said.</summary>
[UseCase]
internal sealed class WorkCheckpoint(CommandRunner runner, CheckpointRecords records)
{
    private const string Kind = "checkpoint";

    public Task<Outcome> CompleteAsync(CheckpointId id, string note, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.Reconcile, actor, async work =>
        {
            if (await FindAsync(work, id) is not { } checkpoint)
                return SharedRefusals.NotFound("checkpoint");
            var before = checkpoint.State;
            var evidence = await records.ReadAsync(work.Db, checkpoint, work.Now, work.Ct);
            var done = checkpoint.Complete(work.Person.Id, note, evidence, work.Now);
            if (done.IsRefused)
                return done;
            work.Audit("Did checkpoint", Kind, id.Value, before.ToString(), checkpoint.State.ToString(), note);
            if (before == CheckpointState.Missed)
                await CheckpointCases.CloseAsync(work, checkpoint);
            return done;
        }, ct);

    public Task<Outcome> ReviewAsync(CheckpointId id, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.ReviewReconciliation, actor, async work =>
        {
            if (await FindAsync(work, id) is not { } checkpoint)
                return SharedRefusals.NotFound("checkpoint");
            var before = checkpoint.State;
            var reviewed = checkpoint.Review(work.Person.Id, work.Now);
            if (!reviewed.IsRefused)
                work.Audit("Reviewed checkpoint", Kind, id.Value, before.ToString(), checkpoint.State.ToString());
            return reviewed;
        }, ct);

    private static Task<Checkpoint?> FindAsync(Work work, CheckpointId id) =>
        work.SeenAsync<Checkpoint>(one => one.Id == id);
}

/// <summary>Says that a company keeps a checkpoint from today on, and whether a missed one stops its payouts.</summary>
[UseCase]
internal sealed class SetCheckpoint(CommandRunner runner)
{
    internal sealed record Command(LegalEntityId Entity, string Code, bool BlocksRelease);

    public Task<Outcome> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.EditPolicies, actor, work => SetAsync(work, command), ct);

    private static async Task<Outcome> SetAsync(Work work, Command command)
    {
        if (!work.Sees(command.Entity) || CheckpointCalendar.Rows.All(row => row.Code != command.Code))
            return SharedRefusals.NotFound("checkpoint");
        var setting = await work.Db.Set<CheckpointSetting>().SingleOrDefaultAsync(
            one => one.LegalEntityId == command.Entity && one.Code == command.Code, work.Ct);
        var entity = await Closes.EntityAsync(work.Db, command.Entity, work.Ct);
        if (setting is null)
            work.Db.Add(new CheckpointSetting(
                command.Entity, command.Code, work.Now.DayIn(entity.Zone), command.BlocksRelease));
        else
            setting.Change(command.BlocksRelease);
        work.Audit("Set checkpoint", "legal entity", command.Entity.Value,
            after: $"{command.Code}, {(command.BlocksRelease ? "a missed one stops payouts" : "a missed one stops nothing")}");
        return Outcome.Done;
    }
}

/// <summary>The checkpoints of the person's companies: what is due or missed first, then what was done lately.</summary>
[UseCase]
internal sealed class CheckpointList(QueryRunner runner)
{
    public const int PageSize = 50;

    /// <summary>What was missed first, then what is due, what waits for a second person, and what is done with.</summary>
    internal static readonly RowOrders<Checkpoint> Orders = new RowOrders<Checkpoint>(
            points => points
                .OrderBy(one => one.State == CheckpointState.Missed ? 0 : one.State == CheckpointState.Due ? 1
                    : one.State == CheckpointState.Done ? 2 : 3)
                .ThenBy(one => one.State == CheckpointState.Reviewed ? null : (Instant?)one.DueAt)
                .ThenByDescending(one => one.DueAt),
            sorted => sorted.ThenBy(one => one.Id))
        .By("checkpoint", one => one.Code)
        .By("day", one => one.Day)
        .By("due", one => one.DueAt);

    internal sealed record Row(Checkpoint Checkpoint, string Entity, string Zone, string? DoneBy, string? ReviewedBy,
        bool IsMine);

    internal sealed record Setting(LegalEntityId Entity, string EntityCode, CheckpointRow Row, CheckpointSetting? Kept);

    internal sealed record Answer(
        IReadOnlyList<Row> Rows, int Count, IReadOnlyList<Setting> Settings, bool MayDo, bool MayReview);

    public Task<Outcome<Answer>> RunAsync(ListPlace place, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeClose, actor, reading => ReadAsync(reading, place), ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading, ListPlace place)
    {
        var (db, ct, me) = (reading.Db, reading.Ct, reading.Person);
        var entities = await Ledger.LedgerScope.EntitiesAsync(reading);
        var ids = entities.Select(entity => entity.Id).ToList();
        var seen = db.Set<Checkpoint>().Where(one => ids.Contains(one.LegalEntityId));
        var found = await Orders.PageOf(seen, place, PageSize).ToListAsync(ct);
        var people = found.SelectMany(one => new[] { one.DoneBy, one.ReviewedBy }).OfType<PersonId>().Distinct().ToList();
        var names = await db.Set<Person>().Where(person => people.Contains(person.Id))
            .ToDictionaryAsync(person => person.Id, person => person.Name, ct);
        var kept = await db.Set<CheckpointSetting>().Where(one => ids.Contains(one.LegalEntityId)).ToListAsync(ct);
        var byId = entities.ToDictionary(entity => entity.Id);
        return new Answer(
            [.. found.Select(one => new Row(
                one, byId[one.LegalEntityId].Code, byId[one.LegalEntityId].Zone, NameOf(one.DoneBy), NameOf(one.ReviewedBy),
                one.DoneBy == me.Id))],
            await seen.CountAsync(ct),
            [.. entities.SelectMany(entity => CheckpointCalendar.Rows.Select(row => new Setting(
                entity.Id, entity.Code, row, kept.SingleOrDefault(one => one.LegalEntityId == entity.Id && one.Code ==
                    row.Code))))],
            me.May(Permission.Reconcile), me.May(Permission.ReviewReconciliation));

        string? NameOf(PersonId? person) => person is { } who ? names.GetValueOrDefault(who) : null;
    }
}

/// <summary>What the records say of one checkpoint now, for who does it and who reviews it.</summary>
[UseCase]
internal sealed class CheckpointEvidenceDetail(QueryRunner runner, CheckpointRecords records)
{
    public Task<Outcome<CheckpointEvidence>> RunAsync(CheckpointId id, Actor actor, CancellationToken ct) =>
        runner.RunAsync<CheckpointEvidence>(Permission.SeeClose, actor, async reading =>
            await reading.SeenAsync<Checkpoint>(one => one.Id == id) is { } found
                ? await records.ReadAsync(reading.Db, found, reading.Now, reading.Ct)
                : SharedRefusals.NotFound("checkpoint"), ct);
}
