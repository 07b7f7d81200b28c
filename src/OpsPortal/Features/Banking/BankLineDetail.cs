using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Cash.Matching;

namespace OpsPortal.Features.Banking;

/// <summary>One bank line: what it is, what it became, and what a person may say about it.</summary>
[UseCase]
internal sealed class BankLineDetail(QueryRunner runner)
{
    /// <summary>So many payments of a batch are shown; the file holds all.</summary>
    public const int MostDetails = 200;

    internal sealed record Answer(
        BankLine Line, string AccountName, Money Limit, LineBooking? Waiting, string? AskedBy, bool MayBook, bool MayDecide,
        LineSubjects Subjects)
    {
        /// <summary>The first payments that a later file told of it, and how many there are.</summary>
        public IReadOnlyList<EntryDetail> Details { get; init; } = [];

        public int DetailCount { get; init; }

        /// <summary>What it may be booked as, by the way its money goes and by what there is that it pays or brings
        /// back.</summary>
        public IReadOnlyList<LinePurposeRow> Purposes => [.. LinePurposes.All.Where(row =>
            row.Fits(Line) && Subjects.Has(row))];
    }

    public static string Path(BankLineId id) => $"/cash/lines/{id}";

    public Task<Outcome<Answer>> RunAsync(BankLineId id, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeCash, actor, reading => ReadAsync(reading, id), ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading, BankLineId id)
    {
        var (db, me, ct) = (reading.Db, reading.Person, reading.Ct);
        var line = await db.Set<BankLine>().SingleOrDefaultAsync(
            found => found.Id == id && me.LegalEntities.Contains(found.LegalEntityId), ct);
        if (line is null)
            return SharedRefusals.NotFound("bank line");
        var (rules, _) = await MatchPolicies.InForceAsync(db, line.LegalEntityId, reading.Now, ct);
        var waiting = await db.Set<LineBooking>()
            .FirstOrDefaultAsync(found => found.LineId == id && found.State == LineBookingState.Waiting, ct);
        var asked = waiting is null ? null : await db.Set<Person>().Where(person => person.Id == waiting.AskedBy)
            .Select(person => person.Name).FirstOrDefaultAsync(ct);
        var account = await db.Set<TreasuryAccount>().Where(one => one.Id == line.BankAccountId).Select(one => one.Name)
            .SingleAsync(ct);
        var details = db.Set<EntryDetail>().Where(detail => detail.LineId == id);
        return new Answer(
            line, account, rules.ManualLimit(line.Currency), waiting, asked, me.May(Permission.ApplyCash),
            me.May(Permission.ApproveAllocation) && waiting?.AskedBy != me.Id, await LineSubjects.ReadAsync(db, line, ct))
        {
            Details = await details.OrderBy(detail => detail.FileId).ThenBy(detail => detail.Place).Take(MostDetails)
                .ToListAsync(ct),
            DetailCount = await details.CountAsync(ct),
        };
    }
}
