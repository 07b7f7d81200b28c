using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Shared;
using OpsPortal.Domain.Tests.Flows;

namespace OpsPortal.Domain.Tests.Ledger;

/// <summary>One invoice of many payees, most of them small, whose payments come and go; sometimes what one brought is paid
/// out.</summary>
internal sealed class ComingAndGoing
{
    private static readonly InvoiceId Invoice = new(SomeFacts.Id(3));

    private readonly Dice dice;
    private readonly long[] shares;
    private readonly bool paysOut;
    private readonly List<(ReceiptId Receipt, long Minor)> paid = [];
    private readonly Dictionary<(int Payee, ReceiptId Receipt), (long Funded, long Sitting)> money = [];
    private readonly long[] left;
    private readonly long[] owed;
    private long collected;

    public ComingAndGoing(Dice dice)
    {
        this.dice = dice;
        shares = [dice.Throw(2000), .. Enumerable.Range(0, 1 + dice.Throw(25)).Select(_ => dice.Pick([1L, 1, 2, 20, 20, 21]))];
        (left, owed) = (new long[shares.Length], new long[shares.Length]);
        paysOut = dice.Once(2);
    }

    private long Gross => shares.Sum();

    /// <summary>The first thing that is wrong, or nothing.</summary>
    public string? Broken()
    {
        for (var step = 1; step <= 40; step++)
        {
            Act(step);
            var gives = Split(collected);
            for (var i = 0; i < shares.Length; i++)
            {
                var sits = money.Where(row => row.Key.Payee == i).Sum(row => row.Value.Sitting);
                if (sits + left[i] - owed[i] != gives[i])
                    return $"payee {i} has {sits}, {left[i]} left, owes {owed[i]}, and {collected} gives {gives[i]}";
                if (owed[i] > left[i])
                    return $"payee {i} owes {owed[i]}, and {left[i]} has left";
                if (money.Any(row => row.Key.Payee == i && row.Value is var one && one.Sitting > one.Funded))
                    return $"more of a payment sits with payee {i} than it gave";
            }
        }

        return null;
    }

    private void Act(int step)
    {
        if (paysOut && dice.Once(5))
            PayOut();
        else if (paid.Count > 0 && (collected == Gross || dice.Once(2)))
            Go(dice.Throw(paid.Count));
        else if (collected < Gross)
            Come(new ReceiptId(SomeFacts.Id(step)), dice.UpTo(Gross - collected));
    }

    private void Come(ReceiptId receipt, long minor)
    {
        var (before, after) = (Split(collected), Split(collected + minor));
        for (var i = 0; i < shares.Length; i++)
            money[(i, receipt)] = (after[i] - before[i], after[i] - before[i]);
        paid.Add((receipt, minor));
        collected += minor;
    }

    private void Go(int which)
    {
        var (receipt, minor) = paid[which];
        paid.RemoveAt(which);
        var (before, after) = (Split(collected), Split(collected - minor));
        collected -= minor;
        for (var i = 0; i < shares.Length; i++)
        {
            var lost = new PayeePart(Payee(i), before[i] - after[i], Invoice, receipt);
            var rows = money.Where(row => row.Key.Payee == i).ToList();
            if (lost.Minor > 0)
                Take(i, new SittingFunds(rows.Select(row => lost with
                {
                    ReceiptId = row.Key.Receipt, Minor = row.Value.Sitting, Sits = Account.HeldSettled,
                })).TakeBack(lost, [.. rows.Select(row => lost with
                {
                    ReceiptId = row.Key.Receipt, Minor = row.Value.Funded,
                })]));
        }
    }

    private void Take(int payee, IReadOnlyList<PayeePart> parts)
    {
        foreach (var part in parts)
        {
            var isOwed = part.Sits == Account.RecoverableFromPayees;
            owed[payee] += isOwed ? part.Minor : 0;
            var (funded, sitting) = money[(payee, part.ReceiptId!.Value)];
            money[(payee, part.ReceiptId.Value)] = (funded - part.Minor, sitting - (isOwed ? 0 : part.Minor));
        }
    }

    private void PayOut()
    {
        if (paid.Count == 0)
            return;
        var receipt = dice.Pick(paid).Receipt;
        for (var i = 0; i < shares.Length; i++)
        {
            left[i] += money[(i, receipt)].Sitting;
            money[(i, receipt)] = money[(i, receipt)] with { Sitting = 0 };
        }
    }

    private long[] Split(long minor) => Allocation.Cumulative(Gross, minor, shares, 0, 0);

    private static PayeeId Payee(int i) => new(SomeFacts.Id(200 + i));
}
