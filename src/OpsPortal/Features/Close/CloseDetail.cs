using Microsoft.EntityFrameworkCore;
using NodaTime.Text;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Close;
using OpsPortal.Features.Exceptions;
using OpsPortal.Features.Ledger;

namespace OpsPortal.Features.Close;

/// <summary>One month of one company: where its close stands, what blocks it, and what the reader may do.</summary>
[UseCase]
internal sealed class CloseDetail(QueryRunner runner)
{
    /// <summary>A button, and why it is off.</summary>
    internal readonly record struct Press(bool Shown, string? WhyOff = null);

    internal sealed record Presses(
        Press Begin, Press Run, Press Prepare, Press Review, Press Sign, Press SendBack, Press AskReopen, Press Reopen,
            Press RefuseReopening, Press WithdrawReopening, bool Answers);

    /// <param name="SignedBefore">By tie-out, the latest run that bears a name, where the latest run does not.</param>
    internal sealed record Answer(
        LedgerEntity Entity, YearMonth Month, PeriodClose? Close, CloseStand? Stand, IReadOnlyList<PeriodClose> Versions,
        IReadOnlyDictionary<string, TieOutRun> SignedBefore, IReadOnlyDictionary<PersonId, string> Names,
        IReadOnlyList<(PersonId Id, string Name)> Owners, Presses Presses)
    {
        /// <summary>What the reader ticks now, and files evidence of, by code.</summary>
        public required IReadOnlySet<string> Doable { get; init; }

        /// <summary>The day that it is in the company.</summary>
        public required LocalDate Today { get; init; }

        /// <summary>Somebody asks to reopen it, and that has not lapsed.</summary>
        public required bool IsReopeningAsked { get; init; }

        /// <summary>Whether the month is past.</summary>
        public bool IsOver => LedgerScope.IsOver(Month, Today);

        /// <summary>Whether an item of the checklist should have been done by now.</summary>
        public bool IsLate(CloseItemStand item) => !item.IsDone && item.Item.DueOn(Month) < Today;
    }

    public Task<Outcome<Answer>> RunAsync(string entityCode, string month, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeClose, actor, reading => ReadAsync(reading, entityCode, month), ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading, string code, string text)
    {
        var (db, ct, me) = (reading.Db, reading.Ct, reading.Person);
        var entity = (await LedgerScope.EntitiesAsync(reading))
            .SingleOrDefault(one => string.Equals(one.Code, code, StringComparison.OrdinalIgnoreCase));
        var month = YearMonthPattern.Iso.Parse(text);
        if (entity is null || !month.Success)
            return SharedRefusals.NotFound("month");
        var versions = await db.Set<PeriodClose>().Where(close => close.LegalEntityId == entity.Id
            && close.Year == month.Value.Year && close.Month == month.Value.Month).OrderBy(close =>
                close.Version).ToListAsync(ct);
        var latest = versions.LastOrDefault();
        var stand = latest is null ? null : await CloseJudge.ReadAsync(db, latest, ct);
        var owners = me.May(Permission.PrepareClose)
            ? await CaseWorkers.Of(db, entity.Id).OrderBy(person => person.Name).Select(person => new { person.Id, person.Name })
                .ToListAsync(ct)
            : [];
        var today = reading.Now.DayIn(entity.Zone);
        return new Answer(
            entity, month.Value, latest, stand, versions, await SignedBeforeAsync(reading, stand),
            await NamesAsync(reading, versions, stand), [.. owners.Select(row => (row.Id, row.Name))],
            PressesOf(latest, stand, reading, LedgerScope.IsOver(month.Value, today)))
        {
            Doable = latest is { State: CloseState.Preparing } && me.May(Permission.TickCloseItem)
                ? stand!.Items.Where(item => item.Item.IsDoneBy(me.Roles)).Select(item => item.Item.Code).ToHashSet() : [],
            Today = today,
            IsReopeningAsked = latest?.IsReopeningAsked(reading.Now) == true,
        };
    }

    private static async Task<Dictionary<string, TieOutRun>> SignedBeforeAsync(Reading reading, CloseStand? stand)
    {
        var unsigned = stand?.Runs.Where(run => run.SignedBy is null && run.Number > 1).ToList() ?? [];
        if (unsigned.Count == 0)
            return [];
        var close = unsigned[0].CloseId;
        var codes = unsigned.Select(run => run.Code).ToList();
        var signed = await reading.Db.Set<TieOutRun>()
            .Where(run => run.CloseId == close && codes.Contains(run.Code) && run.SignedBy != null).ToListAsync(reading.Ct);
        return signed.GroupBy(run => run.Code).ToDictionary(runs => runs.Key, runs => runs.MaxBy(run => run.Number)!);
    }

    private static Task<Dictionary<PersonId, string>> NamesAsync(
        Reading reading, List<PeriodClose> versions, CloseStand? stand)
    {
        var ids = versions.SelectMany(close => new[]
            {
                close.BegunBy, close.PreparedBy, close.ReviewedBy, close.SignedBy, close.ReopenAskedBy, close.ReopenedBy,
            })
            .Concat(versions.SelectMany(close => close.EndedReopenings).SelectMany(ended => new[] { ended.AskedBy, ended.By }))
            .Concat(stand?.Runs.SelectMany(run => new[] { run.SignedBy, run.RanBy }) ?? [])
            .Concat(stand?.Items.Select(item => item.Task?.By) ?? [])
            .Concat(stand?.Items.SelectMany(item => item.Files.Select(file => (PersonId?)file.AddedBy)) ?? [])
            .Concat(stand?.Samples.SelectMany(sample => new[] { sample.ReviewedBy, sample.Owner }) ?? [])
            .OfType<PersonId>().Distinct().ToList();
        return reading.Db.Set<Person>().Where(person => ids.Contains(person.Id))
            .ToDictionaryAsync(person => person.Id, person => person.Name, reading.Ct);
    }

    private static Presses PressesOf(PeriodClose? close, CloseStand? stand, Reading reading, bool isOver)
    {
        var me = reading.Person;
        var state = close?.State ?? CloseState.Open;
        var blocked = stand?.Readiness.Blockers.Count > 0 ? "Something blocks this close: see the blockers." : null;
        var prepared = close?.PreparedBy == me.Id ? CloseRefusals.PreparedByYou.Text : null;
        var reviewed = close?.ReviewedBy == me.Id ? CloseRefusals.ReviewedByYou.Text : null;
        var asked = close?.IsReopeningAsked(reading.Now) == true && me.May(Permission.ReopenPeriod);
        var isMine = close?.ReopenAskedBy == me.Id;
        return new Presses(
            new(state == CloseState.Open && me.May(Permission.PrepareClose), isOver ? null : "The month is not over."),
            new(state is not (CloseState.Open or CloseState.Reopened) && me.May(Permission.PrepareClose)),
            new(state == CloseState.Preparing && me.May(Permission.PrepareClose), blocked),
            new(state == CloseState.Prepared && me.May(Permission.ReviewClose), prepared ?? blocked),
            new(state == CloseState.Reviewed && me.May(Permission.SignClose), prepared ?? reviewed ?? blocked),
            new(state is CloseState.Prepared or CloseState.Reviewed && me.May(Permission.ReviewClose)),
            new(state == CloseState.Signed && close?.IsReopeningAsked(reading.Now) != true && me.May(Permission.ReopenPeriod)),
            new(asked, isMine ? CloseRefusals.AskedByYou.Text : null), new(asked && !isMine), new(asked && isMine),
            state == CloseState.Preparing && me.May(Permission.PrepareClose));
    }
}
