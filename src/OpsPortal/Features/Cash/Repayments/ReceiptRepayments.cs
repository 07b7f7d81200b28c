using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Cash.Repayments;

/// <summary>What a receipt repaid of payees' debts, and which payees owe in its currency.</summary>
[UseCase]
internal sealed class ReceiptRepayments(QueryRunner runner)
{
    /// <param name="TakenBack">Its entry was reversed.</param>
    internal sealed record Repaid(EntryId Entry, PayeeId Payee, string Name, Money Amount, LocalDate BookedOn, string Reason,
        bool TakenBack);

    internal sealed record Debtor(PayeeId Payee, string Name, Money Owed);

    internal sealed record Answer(
        IReadOnlyList<Repaid> Repayments, IReadOnlyList<Debtor> Debtors, bool MayRepay, bool MayTakeBack);

    public Task<Outcome<Answer>> RunAsync(ReceiptId id, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeCash, actor, reading => ReadAsync(reading, id), ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading, ReceiptId id)
    {
        if (await reading.SeenAsync<Receipt>(one => one.Id == id) is not { } receipt)
            return SharedRefusals.NotFound("receipt");
        var mayRepay = reading.Person.May(Permission.ApplyCash);
        return new Answer(
            await RepaidAsync(reading, receipt),
            mayRepay && receipt.FreeMinor > 0 ? await DebtorsAsync(reading, receipt) : [],
            mayRepay, reading.Person.May(Permission.UnapplyCash));
    }

    private static async Task<List<Repaid>> RepaidAsync(Reading reading, Receipt receipt)
    {
        ReceiptId? id = receipt.Id;
        var standing = RepaymentDesk.Standing(reading.Db, receipt.Id);
        var rows = await (
            from entry in reading.Db.Set<JournalEntry>()
            join line in reading.Db.Set<JournalLine>() on entry.Id equals line.EntryId
            join payee in reading.Db.Set<Payee>() on line.PayeeId equals (PayeeId?)payee.Id
            where entry.ReceiptId == id && entry.Family == EventFamily.RecoveredByRepayment && entry.ReversalOf == null
            group line by new { entry.Id, entry.BookedOn, entry.Memo, Payee = payee.Id, payee.Name } into one
            select new
            {
                one.Key, Minor = -one.Sum(line => line.AmountMinor), Stands = standing.Any(entry => entry.Id == one.Key.Id),
            }).ToListAsync(reading.Ct);
        return
        [
            .. rows.OrderBy(row => row.Key.Id.Value).Select(row => new Repaid(
                row.Key.Id, row.Key.Payee, row.Key.Name, new Money(row.Minor, receipt.Currency), row.Key.BookedOn,
                row.Key.Memo ?? "", !row.Stands)),
        ];
    }

    private static async Task<List<Debtor>> DebtorsAsync(Reading reading, Receipt receipt)
    {
        var rows = await (
            from line in reading.Db.Set<JournalLine>()
            join payee in reading.Db.Set<Payee>() on line.PayeeId equals (PayeeId?)payee.Id
            where line.Account == Account.RecoverableFromPayees && line.LegalEntityId == receipt.LegalEntityId
                && line.Currency == receipt.Currency
            group line by new { payee.Id, payee.Name } into one
            select new { one.Key, Minor = one.Sum(line => line.AmountMinor) })
            .Where(row => row.Minor > 0).OrderBy(row => row.Key.Name).ToListAsync(reading.Ct);
        return [.. rows.Select(row => new Debtor(row.Key.Id, row.Key.Name, new Money(row.Minor, receipt.Currency)))];
    }
}
