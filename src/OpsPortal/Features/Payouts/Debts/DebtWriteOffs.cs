using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts.Debts;

/// <summary>What of a payee's debts can be asked to be written off, and what waits for a decision.</summary>
[UseCase]
internal sealed class DebtWriteOffs(QueryRunner runner)
{
    /// <param name="IsMine">The reader asked for it, and so does not decide.</param>
    internal sealed record Asked(
        DebtWriteOffId Id, Money Amount, string Reason, string By, Instant At, bool IsMine);

    /// <param name="Open">What is owed by currency, where no write-off of it waits.</param>
    internal sealed record Answer(IReadOnlyList<Money> Open, IReadOnlyList<Asked> Waiting, bool MayAsk, bool MayDecide);

    public Task<Outcome<Answer>> RunAsync(PayeeId payee, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeePayouts, actor, reading => ReadAsync(reading, payee), ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading, PayeeId id)
    {
        if (await reading.SeenAsync<Payee>(one => one.Id == id) is not { } payee)
            return SharedRefusals.NotFound("payee");
        var me = reading.Person.Id;
        var rows = await (
            from writeOff in reading.Db.Set<DebtWriteOff>().AsNoTracking()
            join person in reading.Db.Set<Person>() on writeOff.AskedBy equals person.Id
            where writeOff.PayeeId == id && writeOff.State == DebtWriteOffState.Waiting
            orderby writeOff.AskedAt
            select new { WriteOff = writeOff, person.Name }).ToListAsync(reading.Ct);
        var waiting = rows.ConvertAll(row => new Asked(
            row.WriteOff.Id, row.WriteOff.Amount, row.WriteOff.Reason, row.Name, row.WriteOff.AskedAt,
            row.WriteOff.AskedBy == me));
        var claims = await PayeeClaims.ReadAsync(reading.Db, payee, reading.Ct);
        return new Answer(
            [.. claims.Select(claim => claim.OwedSum)
                .Where(owed => !waiting.Exists(asked => asked.Amount.Currency == owed.Currency))],
            waiting, reading.Person.May(Permission.WriteOffDebt), reading.Person.May(Permission.ApproveWriteOff));
    }
}
