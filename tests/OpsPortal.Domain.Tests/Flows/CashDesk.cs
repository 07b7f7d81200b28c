using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Shared;
using ApplicationId = OpsPortal.Domain.Shared.ApplicationId;

namespace OpsPortal.Domain.Tests.Flows;

/// <summary>Takes payments, applies them and takes them back. Each act says whether it was possible.</summary>
internal static class CashDesk
{
    public static Account Held(Receipt receipt) => receipt.IsSettled ? Account.HeldSettled : Account.HeldPending;

    /// <summary>A payment of an open invoice: part of it, all, too much, or one that names no invoice.</summary>
    public static bool Pay(Business business, Dice dice)
    {
        var open = business.Invoices.Where(invoice => invoice.TakesCash).ToList();
        if (open.Count == 0)
            return false;
        var invoice = dice.Pick(open);
        var minor = dice.Once(6) ? invoice.OpenMinor + 1 + dice.Throw(50) : dice.UpTo(invoice.OpenMinor);
        Pay(business, invoice, dice.Once(8) ? null : invoice.Number, $"pay_{business.Receipts.Count}", minor);
        return true;
    }

    public static Receipt Pay(Business business, Invoice owed, string? named, string reference, long minor)
    {
        var receipt = Business.Must(Receipt.Take(
            business.NewId<ReceiptId>(), owed.LegalEntityId, "test", reference, Rail.Card, new Money(minor, owed.Currency), named,
            business.Now));
        business.Receipts.Add(receipt);
        business.Post(EventFamily.PaymentSucceeded, Of(business, receipt, PostingKeys.Payment("test", reference)) with
        {
            Amounts = new() { A = minor },
        });
        var most = CashApplication.ToApply(owed.LegalEntityId, receipt.Unapplied, named, new InvoiceToPay(
            owed.Number!, owed.LegalEntityId, owed.Currency, owed.OpenMinor, owed.TakesCash));
        if (!most.IsRefused)
            Apply(business, receipt, owed, most.Value, ApplicationRule.ExactReference);
        return receipt;
    }

    public static bool Apply(Business business, Dice dice)
    {
        var possible = (
            from receipt in business.Receipts
            where receipt.FreeMinor > 0
            from invoice in business.Invoices
            where invoice.TakesCash && invoice.LegalEntityId == receipt.LegalEntityId && invoice.Currency == receipt.Currency
            select (receipt, invoice)).ToList();
        if (possible.Count == 0)
            return false;
        var (from, to) = dice.Pick(possible);
        Apply(business, from, to, dice.UpTo(Math.Min(from.FreeMinor, to.OpenMinor)), ApplicationRule.ByHand);
        return true;
    }

    public static bool Unapply(Business business, Dice dice)
    {
        var possible = business.Applications.Where(application => CanUndo(business, application)
            && business.Receipts.Single(receipt => receipt.Id == application.ReceiptId).WhyNotUnapply() is null).ToList();
        if (possible.Count == 0)
            return false;
        Undo(business, dice.Pick(possible));
        return true;
    }

    public static bool Return(Business business, Dice dice)
    {
        var possible = business.Receipts.Where(receipt => receipt.WhyNotReturn(1) is null
            && receipt.ReturnedMinor < receipt.AmountMinor
            && ApplicationsOf(business, receipt).GroupBy(application => application.InvoiceId).All(paid =>
                paid.Sum(application => application.AmountMinor) <= business.InvoiceOf(paid.Key).AppliedMinor)).ToList();
        if (possible.Count == 0)
            return false;
        var receipt = dice.Pick(possible);
        Return(business, receipt, receipt.ReturnedMinor
            + dice.UpTo(receipt.AmountMinor - receipt.ReturnedMinor - receipt.LostMinor));
        return true;
    }

    /// <summary>So much has come back in total: what repaid a debt is taken back first, then un-applied, latest first; what is
    /// left pays its invoice again.</summary>
    public static void Return(Business business, Receipt receipt, long totalMinor)
    {
        var back = totalMinor - receipt.ReturnedMinor;
        if (back <= 0)
            return;
        RepaymentDesk.Free(business, receipt, back);
        Application? last = null;
        foreach (var application in ApplicationsOf(business, receipt).Reverse().TakeWhile(_ => receipt.UnappliedMinor < back))
            Undo(business, last = application);
        var cash = Cash(receipt);
        Business.Must(receipt.Return(back));
        business.Post(EventFamily.PaymentReturned, Of(
            business, receipt, PostingKeys.PaymentReturned("test", $"{receipt.ProviderReference}:{receipt.ReturnedMinor}")) with
        {
            Amounts = new() { A = back }, Cash = cash,
        });
        if (last is not null && receipt.UnappliedMinor > 0)
            Apply(business, receipt, business.InvoiceOf(last.InvoiceId), Math.Min(receipt.UnappliedMinor, last.AmountMinor),
                ApplicationRule.KeptAfterReturn);
    }

    public static bool SendBack(Business business, Dice dice)
    {
        var possible = business.Receipts.Where(receipt => receipt.FreeMinor > 0).ToList();
        if (possible.Count == 0)
            return false;
        var receipt = dice.Pick(possible);
        var (minor, cash) = (dice.UpTo(receipt.FreeMinor), Cash(receipt));
        Business.Must(receipt.Return(minor));
        var facts = Of(business, receipt, PostingKeys.SentBack(receipt.Id, $"{receipt.ReturnedMinor}"));
        business.Post(EventFamily.UnappliedCashSentBack, facts with
        {
            Trace = facts.Trace with { Memo = "Paid twice" }, Amounts = new() { A = minor }, Cash = cash,
        });
        return true;
    }

    public static bool Settle(Business business, Dice dice)
    {
        var possible = business.Receipts.Where(receipt => !receipt.IsSettled).ToList();
        if (possible.Count == 0)
            return false;
        var receipt = dice.Pick(possible);
        Settle(business, receipt, dice.Once(3) ? 0 : dice.Throw(1 + (int)(receipt.AmountMinor / 20)));
        return true;
    }

    public static void Settle(Business business, Receipt receipt, long feeMinor)
    {
        if (!receipt.Settle(business.Now))
            return;
        var settled = Settlement.Of(receipt.AmountMinor, receipt.ReturnedWhilePendingMinor, feeMinor);
        var parts = Positions.In(business.Books, row => row.Receipt == receipt.Id, Account.HeldPending);
        Fee(business, receipt, settled.FeeFromPendingMinor, Account.ProviderPending);
        Fee(business, receipt, settled.FeeFromAvailableMinor, Account.ProviderAvailable);
        if (settled.NetMinor > 0 || parts.Count > 0)
            business.Post(EventFamily.FundsAvailable, Of(
                business, receipt, PostingKeys.FundsAvailable("test", receipt.ProviderReference)) with
            {
                Amounts = new() { N = settled.NetMinor }, Parts = parts,
            });
    }

    public static PostingFacts Of(Business business, Receipt receipt, string key) => business.Facts(
        receipt.LegalEntityId, receipt.Currency, key,
        new TraceKeys { ReceiptId = receipt.Id, ProviderObject = receipt.ProviderReference });

    private static Account Cash(Receipt receipt) => receipt.IsSettled ? Account.ProviderAvailable : Account.ProviderPending;

    private static IEnumerable<Application> ApplicationsOf(Business business, Receipt receipt) =>
        business.Applications.Where(application => application.ReceiptId == receipt.Id && !application.IsReversed).ToList();

    /// <summary>What a credit note has turned into the buyer's credit is no longer applied and cannot be taken back.</summary>
    private static bool CanUndo(Business business, Application application) => !application.IsReversed
        && application.AmountMinor <= business.InvoiceOf(application.InvoiceId).AppliedMinor;

    private static void Fee(Business business, Receipt receipt, long minor, Account cash)
    {
        if (minor > 0)
            business.Post(EventFamily.ProviderFeeCharged, Of(
                business, receipt, PostingKeys.ProviderFee("test", receipt.ProviderReference)) with
            {
                Amounts = new() { A = minor }, Cash = cash,
            });
    }

    private static void Apply(Business business, Receipt receipt, Invoice invoice, long minor, ApplicationRule rule)
    {
        var application = new Application(
            business.NewId<ApplicationId>(), receipt.Id, invoice.Id, minor, rule, business.Now, null, null);
        Business.Must(rule == ApplicationRule.KeptAfterReturn ? receipt.ApplyAgain(minor) : receipt.Apply(minor));
        var gained = Collection.Moved(invoice, business.DealOf(invoice).Invoices, minor)
            .Select(part => part with { ReceiptId = receipt.Id, Sits = Held(receipt) }).ToList();
        Business.Must(invoice.Apply(minor));
        business.Applications.Add(application);
        business.Count(receipt.LegalEntityId, receipt.Currency, gained, 1);
        business.Post(EventFamily.CashApplied, OnInvoice(business, receipt, application, PostingKeys.Applied(application.Id)) with
        {
            Amounts = new() { A = minor }, Parts = gained,
        });
    }

    private static void Undo(Business business, Application application)
    {
        var receipt = business.Receipts.Single(r => r.Id == application.ReceiptId);
        var invoice = business.InvoiceOf(application.InvoiceId);
        Business.Must(application.Reverse(business.Now, "Mistaken"));
        Business.Must(receipt.Unapply(application.AmountMinor));
        var lost = Positions.TakeBack(business.Books, receipt.Id, Collection.Moved(
            invoice, business.DealOf(invoice).Invoices, -application.AmountMinor));
        Business.Must(invoice.Unapply(application.AmountMinor));
        business.Count(receipt.LegalEntityId, receipt.Currency, lost, -1);
        business.Post(EventFamily.CashUnapplied,
            OnInvoice(business, receipt, application, PostingKeys.Unapplied(application.Id)) with
        {
            Amounts = new() { A = application.AmountMinor }, Parts = lost,
        });
    }

    private static PostingFacts OnInvoice(Business business, Receipt receipt, Application application, string key)
    {
        var facts = Of(business, receipt, key);
        return facts with { Trace = facts.Trace with { InvoiceId = application.InvoiceId, ApplicationId = application.Id } };
    }
}
