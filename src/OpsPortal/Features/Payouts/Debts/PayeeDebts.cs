using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Payouts.Debts;

/// <summary>What a payee owes us by currency, the rights to set it off, and how debts of it ended.</summary>
[UseCase]
internal sealed class PayeeDebts(QueryRunner runner)
{
    private static readonly EventFamily[] Families =
        [EventFamily.RecoveredBySetOff, EventFamily.RecoveredByRepayment, EventFamily.PayeeDebtWrittenOff];

    /// <param name="WhyNot">Why nothing may be set off now; null where it may.</param>
    internal sealed record Debt(Money Owed, Money Settled, Money Most, string? WhyNot);

    /// <param name="Clause">The words of the contract.</param>
    internal sealed record Right(ContractId Contract, string Number, string Clause);

    /// <param name="Way">Set off, repaid or written off, in words.</param>
    /// <param name="Amount">Below zero where that was taken back.</param>
    internal sealed record Done(EntryId Entry, LocalDate BookedOn, string Way, Money Amount, string Reason);

    internal sealed record Answer(
        IReadOnlyList<Debt> Debts, IReadOnlyList<Right> Rights, IReadOnlyList<Done> Ended, bool MaySetOff);

    public Task<Outcome<Answer>> RunAsync(PayeeId payee, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeePayouts, actor, reading => ReadAsync(reading, payee), ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading, PayeeId id)
    {
        if (await reading.SeenAsync<Payee>(one => one.Id == id) is not { } payee)
            return SharedRefusals.NotFound("payee");
        var rights = await PayeeClaims.RightsAsync(reading.Db, payee, reading.Ct);
        var debts = new List<Debt>();
        foreach (var claims in await PayeeClaims.ReadAsync(reading.Db, payee, reading.Ct))
        {
            var whyNot = await WhyNotAsync(reading, payee, claims, rights);
            debts.Add(new Debt(claims.OwedSum, claims.SettledSum, claims.Most, whyNot));
        }

        return new Answer(
            debts, [.. rights.Select(contract => new Right(contract.Id, contract.Number, contract.Anchors.SetOffClause))],
            await DoneAsync(reading, payee), reading.Person.May(Permission.SetOffDebt));
    }

    private static async Task<string?> WhyNotAsync(
        Reading reading, Payee payee, PayeeClaims claims, IReadOnlyList<Contract> rights)
    {
        if (rights.Count == 0)
            return "No contract of the payee has a set-off clause: it is kept back from payouts, or a receipt repays it.";
        if (claims.Most.Minor == 0)
            return "Nothing of the payee's money is settled yet.";
        return (await PayeeClaims.WhyNotAsync(reading.Db, payee, claims.Currency, reading.Ct))?.Text;
    }

    private static async Task<List<Done>> DoneAsync(Reading reading, Payee payee)
    {
        PayeeId? id = payee.Id;
        var rows = await (
            from line in reading.Db.Set<JournalLine>().AsNoTracking()
            join entry in reading.Db.Set<JournalEntry>() on line.EntryId equals entry.Id
            join contract in reading.Db.Set<Contract>() on entry.ContractId equals (ContractId?)contract.Id into rights
            from right in rights.DefaultIfEmpty()
            where line.PayeeId == id && line.Account == Account.RecoverableFromPayees && Families.Contains(entry.Family)
            group line by new
            {
                entry.Id, entry.BookedOn, entry.Memo, entry.Family, entry.ReversalOf, line.Currency,
                Number = right == null ? null : right.Number,
            }
            into one
            select new { one.Key, Minor = -one.Sum(line => line.AmountMinor) }).ToListAsync(reading.Ct);
        return
        [
            .. rows.OrderByDescending(row => row.Key.BookedOn).ThenByDescending(row => row.Key.Id.Value).Select(row => new Done(
                row.Key.Id, row.Key.BookedOn, WayOf(row.Key.Family, row.Key.Number, row.Key.ReversalOf is not null),
                new Money(row.Minor, row.Key.Currency), row.Key.Memo ?? "")),
        ];
    }

    private static string WayOf(EventFamily family, string? right, bool isReversal)
    {
        var way = family switch
        {
            EventFamily.RecoveredBySetOff => $"Set off under {right}",
            EventFamily.PayeeDebtWrittenOff => "Written off",
            _ => "Repaid",
        };
        return isReversal ? $"{way}, taken back" : way;
    }
}
