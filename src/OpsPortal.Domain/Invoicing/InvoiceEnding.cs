using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Invoicing;

/// <summary>How an invoice ends, and how an end is taken back.</summary>
public sealed partial class Invoice
{
    public PersonId? WriteOffAskedBy { get; private set; }

    public Instant? WriteOffAskedAt { get; private set; }

    public string? WriteOffReason { get; private set; }

    /// <summary>What was open when the write-off was asked for; 0 while none waits.</summary>
    public long WriteOffAskedMinor { get; private set; }

    /// <summary>The write-off that waits for a second person; null where none is asked for.</summary>
    public WriteOffAsk? WriteOffWaiting =>
        WriteOffAskedBy is { } by && WriteOffAskedAt is { } at
            ? new WriteOffAsk(by, at, WriteOffReason ?? "", new Money(WriteOffAskedMinor, Currency)) : null;

    public Outcome Void(string reason)
    {
        if (InvoiceLifecycle.Next(State, InvoiceAction.Void) is null)
            return InvoicingRefusals.IllegalMove(State, InvoiceAction.Void);
        if (Reasons.WhyNot(reason) is { } wrong)
            return wrong;
        if (AppliedMinor != 0 || ClearedMinor != 0)
            return InvoicingRefusals.HasCash;
        if (CreditedMinor != 0)
            return InvoicingRefusals.HasCredits;
        Move(InvoiceAction.Void);
        Reason = reason.Trim();
        OpenMinor = 0;
        return Outcome.Done;
    }

    /// <summary>Asks to give the rest up as uncollectible; somebody else decides.</summary>
    public Outcome AskWriteOff(string reason, PersonId by, Instant now)
    {
        if (InvoiceLifecycle.Next(State, InvoiceAction.GiveUp) is null)
            return InvoicingRefusals.IllegalMove(State, InvoiceAction.GiveUp);
        if (WriteOffWaiting is not null)
            return InvoicingRefusals.WriteOffWaits;
        if (Reasons.WhyNot(reason) is { } wrong)
            return wrong;
        (WriteOffAskedBy, WriteOffAskedAt, WriteOffReason, WriteOffAskedMinor) = (by, now, reason.Trim(), OpenMinor);
        return Outcome.Done;
    }

    public Outcome RefuseWriteOff()
    {
        if (WriteOffWaiting is null)
            return InvoicingRefusals.NoWriteOffWaits;
        ForgetWriteOff();
        return Outcome.Done;
    }

    /// <summary>A second person agrees: what is open will not be paid. It must be what was asked for.</summary>
    public Outcome GiveUp(PersonId approver)
    {
        if (WriteOffWaiting is not { } ask)
            return InvoicingRefusals.NoWriteOffWaits;
        if (ask.By == approver)
            return InvoicingRefusals.OwnWriteOff;
        if (ask.Amount != Open)
            return InvoicingRefusals.WriteOffDiffers(ask.Amount, Open);
        if (Move(InvoiceAction.GiveUp) is { } refusal)
            return refusal;
        WrittenOffMinor = OpenMinor;
        OpenMinor = 0;
        Reason = ask.Reason;
        ForgetWriteOff();
        return Outcome.Done;
    }

    public Outcome Close(ClosingStand stand)
    {
        if (InvoiceLifecycle.Next(State, InvoiceAction.Close) is null)
            return InvoicingRefusals.IllegalMove(State, InvoiceAction.Close);
        return stand.WhyNot(this) ?? Move(InvoiceAction.Close) ?? Outcome.Done;
    }

    /// <summary>Takes a closing or a write-off back, with a note; what was written off is owed again.</summary>
    public Outcome Reopen(string note)
    {
        var action = State == InvoiceState.Uncollectible && AppliedMinor > 0 ? InvoiceAction.ReopenPart : InvoiceAction.Reopen;
        if (InvoiceLifecycle.Next(State, action) is null)
            return InvoicingRefusals.IllegalMove(State, action);
        if (Reasons.WhyNot(note) is { } wrong)
            return wrong;
        Move(action);
        OpenMinor += WrittenOffMinor;
        WrittenOffMinor = 0;
        Reason = note.Trim();
        return Outcome.Done;
    }

    private void ForgetWriteOff() =>
        (WriteOffAskedBy, WriteOffAskedAt, WriteOffReason, WriteOffAskedMinor) = (null, null, null, 0);
}

/// <summary>What stands between an invoice and its closing.</summary>
/// <param name="OpenExceptions">Cases that are not resolved and speak of this invoice or of a payment of it.</param>
/// <param name="NotSettledMinor">Collected, but not available yet.</param>
/// <param name="OwedBackMinor">Credited after it was collected, and not refunded yet.</param>
public sealed record ClosingStand(int OpenExceptions, long NotSettledMinor, long OwedBackMinor)
{
    /// <summary>The condition that is not met; null where the invoice may be closed.</summary>
    public Refusal? WhyNot(Invoice invoice)
    {
        if (invoice.OpenMinor != 0)
            return InvoicingRefusals.NotCovered(invoice.Open);
        if (OpenExceptions > 0)
            return InvoicingRefusals.ExceptionsOpen(OpenExceptions);
        if (NotSettledMinor > 0)
            return InvoicingRefusals.NotSettled(new Money(NotSettledMinor, invoice.Currency));
        return OwedBackMinor > 0 ? InvoicingRefusals.OwedBack(new Money(OwedBackMinor, invoice.Currency)) : null;
    }
}
