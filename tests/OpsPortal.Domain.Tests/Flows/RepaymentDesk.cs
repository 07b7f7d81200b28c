using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Payouts;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Flows;

/// <summary>Payees pay what they owe us with cash that belongs to no invoice; when the cash goes back they owe it again. What
/// will not come is written off.</summary>
internal sealed class RepaymentDesk
{
    private readonly List<(Receipt Receipt, Repayment Repayment, JournalEntry Entry)> standing = [];

    public static bool Repay(Business business, Dice dice)
    {
        var possible = (
            from receipt in business.Receipts
            where receipt.FreeMinor > 0
            from payee in business.Payees
            let owed = Owed(business, receipt.LegalEntityId, receipt.Currency, payee)
            where owed.Count > 0
            select (receipt, owed)).ToList();
        if (possible.Count == 0)
            return false;
        var (from, debts) = dice.Pick(possible);
        var minor = dice.UpTo(Math.Min(from.FreeMinor, debts.Sum(part => part.Minor)));
        var repayment = Business.Must(Repayment.Of(from, from.LegalEntityId, minor, debts));
        Business.Must(from.Apply(minor));
        var facts = CashDesk.Of(business, from, "");
        var draft = Business.Must(PostingRules.Draft(EventFamily.RecoveredByRepayment, repayment.On(
            facts with { Trace = facts.Trace with { Memo = "Paid by the payee" } }, business.NewId<RepaymentId>())));
        business.Post(draft);
        business.Count(from.LegalEntityId, from.Currency, repayment.Repaid, 1);
        business.Repayments.standing.Add((from, repayment, business.Books.Entry(from.LegalEntityId, draft.PostingKey)));
        return true;
    }

    /// <summary>Takes repayments of a receipt back, latest first, until so much is free.</summary>
    public static void Free(Business business, Receipt receipt, long needed)
    {
        var standing = business.Repayments.standing;
        foreach (var one in standing.Where(one => one.Receipt == receipt).Reverse().ToList())
        {
            if (receipt.UnappliedMinor >= needed)
                return;
            Business.Must(receipt.Unapply(one.Repayment.Amount.Minor));
            business.Post(Business.Must(Reversal.Of(one.Entry, business.Now, "The payment came back")));
            business.Count(receipt.LegalEntityId, receipt.Currency, one.Repayment.Repaid, -1);
            standing.Remove(one);
        }
    }

    public static bool WriteOff(Business business, Dice dice)
    {
        var possible = business.Books.In(Account.RecoverableFromPayees).Keys
            .Select(row => (row.Entity, row.Currency, Payee: row.Payee!.Value)).Distinct()
            .Where(row => Owed(business, row.Entity, row.Currency, row.Payee).Count > 0).ToList();
        if (possible.Count == 0)
            return false;
        var (entity, currency, id) = dice.Pick(possible);
        var owed = Owed(business, entity, currency, id);
        var payee = Business.Must(Payee.Create(id, entity, new PayeeParticulars("Ada", "IE", PayeeKind.Individual, "a@x.test")));
        var writeOff = Business.Must(DebtWriteOff.Ask(
            business.NewId<DebtWriteOffId>(), payee, new Money(dice.UpTo(owed.Sum(part => part.Minor)), currency), owed,
            "Insolvent", business.NewId<PersonId>(), business.Now));
        var lost = Business.Must(writeOff.Approve(business.NewId<PersonId>(), owed, business.Now));
        business.Post(EventFamily.PayeeDebtWrittenOff, writeOff.On(
            business.Facts(entity, currency, "", new TraceKeys()), lost));
        business.Count(entity, currency, lost, 1);
        return true;
    }

    private static List<PayeePart> Owed(Business business, LegalEntityId entity, Currency currency, PayeeId payee)
    {
        var rows = business.Books.In(Account.RecoverableFromPayees).Where(row => row.Key.Payee == payee
            && row.Key.Entity == entity && row.Key.Currency == currency).ToList();
        var left = rows.Sum(row => row.Value);
        var parts = new List<PayeePart>();
        foreach (var row in rows.Where(row => row.Value > 0 && left > 0))
        {
            parts.Add(new PayeePart(payee, Math.Min(row.Value, left), row.Key.Invoice, row.Key.Receipt));
            left -= parts[^1].Minor;
        }

        return parts;
    }
}
