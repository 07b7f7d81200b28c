using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Domain.Tests.Flows;

/// <summary>One thing that a provider tells. It answers false while what it speaks of has not come yet.</summary>
internal delegate bool Delivery(Business business);

/// <summary>
/// Invoices that wait for money, and all that providers tell about it: part payments, fees, returns, disputes, payouts. The
/// story is thrown once from a seed; each telling of it starts from the same business.
/// </summary>
internal sealed class Deliveries(int seed)
{
    private static readonly PayoutItemAction[][] Fates =
    [
        [PayoutItemAction.Process, PayoutItemAction.Post, PayoutItemAction.Pay],
        [PayoutItemAction.Process, PayoutItemAction.Post, PayoutItemAction.Fail],
        [PayoutItemAction.Process, PayoutItemAction.Pay, PayoutItemAction.Return],
    ];

    /// <summary>Tells everything in an order, some of it twice, and gives back the business that it leads to.</summary>
    public Business Tell(Dice order, bool inTurn)
    {
        var (business, money) = Start();
        Deliver(business, money, order, inTurn);
        Deliver(business, Payouts(business), order, inTurn);
        return business;
    }

    /// <summary>Balances by what the order cannot change: of payees' money, all payments of an invoice together.</summary>
    public static Dictionary<string, long> Balances(Business business) => business.Books.Balances
        .GroupBy(row => $"{(int)row.Key.Account} {row.Key.Currency} {row.Key.Invoice} {row.Key.Payee} "
            + (row.Key.Payee is null ? Reference(business, row.Key) : ""))
        .Select(group => (group.Key, Minor: group.Sum(row => row.Value)))
        .Where(row => row.Minor != 0).OrderBy(row => row.Key, StringComparer.Ordinal)
        .ToDictionary(row => row.Key, row => row.Minor);

    public static List<string> States(Business business) =>
    [
        .. business.Invoices.Select(invoice => $"{invoice.Number} {invoice.State} {invoice.OpenMinor}"),
        .. business.Receipts.OrderBy(receipt => receipt.ProviderReference, StringComparer.Ordinal)
            .Select(receipt => $"{receipt.ProviderReference} {receipt.State} {receipt.UnappliedMinor} {receipt.IsSettled}"),
        .. business.Payouts.Released.Select(item => $"{item.PayeeId} {item.AmountMinor} {item.State}"),
    ];

    private static string? Reference(Business business, SubAccount row) =>
        business.Receipts.Find(receipt => receipt.Id == row.Receipt)?.ProviderReference;

    private static void Deliver(Business business, List<Delivery> told, Dice order, bool inTurn)
    {
        var waiting = told.ToList();
        if (!inTurn)
        {
            waiting.AddRange(told.Where(_ => order.Once(2)));
            order.Shuffle(waiting);
        }

        while (waiting.Count > 0)
        {
            business.Tick();
            if (waiting.RemoveAll(delivery => delivery(business)) == 0)
                throw new InvalidOperationException($"{waiting.Count} deliveries wait for ever.");
            if (Invariants.Broken(business).FirstOrDefault() is { } broken)
                throw new InvalidOperationException(broken);
        }
    }

    private (Business, List<Delivery>) Start()
    {
        var dice = new Dice(seed);
        var business = new Business(dice);
        foreach (var deal in business.Deals)
        foreach (var stage in deal.Plan)
        {
            BillingDesk.Issue(business, deal, stage);
            foreach (var advance in deal.Advances.Where(advance => advance.OpenMinor > 0))
                CashDesk.Settle(business, CashDesk.Pay(business, advance, advance.Number, $"dp_{advance.Number}",
                    advance.OpenMinor), 0);
        }

        return (business, [.. business.Invoices.Where(invoice => invoice.OpenMinor > 0)
            .SelectMany(invoice => Money(invoice, dice))]);
    }

    private static IEnumerable<Delivery> Money(Invoice invoice, Dice dice)
    {
        var (left, parts) = (invoice.OpenMinor, 1 + dice.Throw(3));
        for (var part = 1; part <= parts && left > 0; part++)
        {
            var minor = part == parts && !dice.Once(4) ? left : dice.UpTo(left);
            left -= minor;
            foreach (var delivery in Payment(invoice, $"pay_{invoice.Number}_{part}", minor, parts == 1, dice))
                yield return delivery;
        }
    }

    /// <summary>A payment, its settlement, and perhaps its return or a dispute. A dispute among several payments of one invoice
    /// is won: which of them carries an odd cent depends on their order, and only a loss would show it.</summary>
    private static IEnumerable<Delivery> Payment(Invoice invoice, string reference, long minor, bool isOnly, Dice dice)
    {
        var (fee, fate, won) = (dice.Throw(1 + (int)(minor / 20)), dice.Throw(5), !isOnly || dice.Once(2));
        yield return business =>
        {
            if (business.Receipts.TrueForAll(receipt => receipt.ProviderReference != reference))
                CashDesk.Pay(business, business.InvoiceOf(invoice.Id), invoice.Number, reference, minor);
            return true;
        };
        yield return On(reference, (business, receipt) => CashDesk.Settle(business, receipt, fee));
        if (fate == 0)
            yield return On(reference, (business, receipt) => CashDesk.Return(business, receipt, minor));
        if (fate != 1)
            yield break;
        yield return On(reference, (business, receipt) => business.Risk.Open(business, receipt, minor));
        yield return business =>
        {
            var dispute = business.Risk.Disputes.Find(known => known.ProviderReference == $"dp_{reference}");
            if (dispute is not null)
                business.Risk.Close(business, dispute, won);
            return dispute is not null;
        };
    }

    private static Delivery On(string reference, Action<Business, Receipt> act) => business =>
    {
        var receipt = business.Receipts.Find(known => known.ProviderReference == reference);
        if (receipt is not null)
            act(business, receipt);
        return receipt is not null;
    };

    /// <summary>Everything payable is paid out: of three payouts one fails and one comes back.</summary>
    private List<Delivery> Payouts(Business business)
    {
        var dice = new Dice(seed);
        while (PayoutDesk.BuildAll(business, dice))
            PayoutDesk.Transmit(business, dice);
        return
        [
            .. from row in business.Payouts.Released.Select((item, i) => (item, i))
               from action in Fates[row.i % Fates.Length]
               select new Delivery(later => PayoutDesk.Tell(later, row.item, action)),
        ];
    }
}
