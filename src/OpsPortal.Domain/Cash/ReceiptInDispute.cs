using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Cash;

/// <summary>What formal disputes take of a payment: first what pays nothing yet, then what is applied.</summary>
public sealed partial class Receipt
{
    /// <summary>With the provider until disputes are decided.</summary>
    public long DisputedMinor { get; private set; }

    /// <summary>Lost in disputes: the payer has it.</summary>
    public long LostMinor { get; private set; }

    /// <summary>What of it has neither gone back nor been taken by a dispute.</summary>
    public long HereMinor => Math.Max(0, AmountMinor - ReturnedMinor - LostMinor - DisputedMinor);

    /// <summary>What of the unapplied part may be used.</summary>
    public long FreeMinor => Math.Max(0, Math.Min(UnappliedMinor - DisputedMinor, HereMinor));

    public Money Free => new(FreeMinor, Currency);

    /// <summary>What is applied and was not taken by a dispute.</summary>
    public long AppliedHereMinor => HereMinor - FreeMinor;

    /// <summary>What is applied and was not lost; an undecided dispute may hold some of it.</summary>
    public long AppliedNotLostMinor => Math.Max(0, AmountMinor - ReturnedMinor - LostMinor - UnappliedMinor);

    /// <summary>What is applied although a dispute took it.</summary>
    public long TakenOfAppliedMinor => Math.Max(0, AppliedMinor - AppliedHereMinor);

    /// <summary>The provider takes so much until the dispute is decided; gives back how much of it paid nothing.</summary>
    public long Dispute(long minor)
    {
        var unapplied = Math.Min(minor, FreeMinor);
        DisputedMinor += minor;
        return unapplied;
    }

    /// <summary>The provider gives back what a dispute had taken.</summary>
    public void WinDispute(long minor) => DisputedMinor -= minor;

    /// <summary>What a dispute had taken is lost; gives back how much of it comes off the unapplied part.</summary>
    /// <param name="minor">What the applied part does not cover comes off the unapplied one too.</param>
    /// <param name="unappliedMinor">What of it paid nothing when it was taken.</param>
    public long LoseDispute(long minor, long unappliedMinor)
    {
        var gone = Math.Min(Math.Max(unappliedMinor, minor - AppliedMinor), UnappliedMinor);
        DisputedMinor -= minor;
        LostMinor += minor;
        if (gone == 0)
            return 0;
        UnappliedMinor -= gone;
        Move(UnappliedMinor > 0 ? ReceiptAction.LosePart : AppliedMinor > 0 ? ReceiptAction.LoseRest : ReceiptAction.LoseAll)
            .EnsureDone();
        return gone;
    }

    /// <summary>What counted as lost is won after all.</summary>
    /// <param name="unappliedMinor">What had come off the unapplied part.</param>
    public void WinAfterLoss(long minor, long unappliedMinor)
    {
        LostMinor -= minor;
        if (unappliedMinor == 0)
            return;
        UnappliedMinor += unappliedMinor;
        Move(ReceiptAction.Regain).EnsureDone();
    }

    /// <summary>Why so much of it cannot pay anything.</summary>
    public Refusal? WhyNotUse(long minor) => minor > UnappliedMinor
        ? CashRefusals.MoreThanUnapplied(Unapplied)
        : FreeMinor < UnappliedMinor && (minor > FreeMinor || FreeMinor == 0)
            ? Taken($"Use at most {new Money(FreeMinor, Currency)} of it.") : null;

    /// <summary>Why an invoice that it pays cannot be opened again: the loss was booked on what it pays.</summary>
    public Refusal? WhyNotUnapply() => TakenOfAppliedMinor == 0 ? null : Taken(DisputedMinor > 0
        ? "Wait for the outcome." : "Leave it applied: the loss is booked, and the invoice stays paid.");

    /// <summary>Why its return of so much is not booked: what a dispute took cannot go back a second time.</summary>
    public Refusal? WhyNotReturn(long minor) => LostMinor == 0 || minor <= AmountMinor - ReturnedMinor - LostMinor ? null
        : CashRefusals.LostInDispute(new Money(LostMinor, Currency),
            "Ask the provider which of the two it was; what it gives back or takes comes as another event.");

    /// <summary>Why so much of it cannot go back to the payer.</summary>
    /// <param name="refundedMinor">What of it was refunded or is being refunded.</param>
    public Refusal? WhyNotSendBack(long minor, long refundedMinor)
    {
        var left = Math.Max(0, HereMinor - refundedMinor);
        return minor <= left || DisputedMinor + LostMinor == 0 ? null
            : Taken($"Send back at most {new Money(left, Currency)} of it.");
    }

    /// <summary>The refusal that names what disputes took.</summary>
    public Refusal Taken(string instead) => DisputedMinor > 0
        ? CashRefusals.InDispute(new Money(DisputedMinor, Currency), instead)
        : CashRefusals.LostInDispute(new Money(LostMinor, Currency), instead);
}
