using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Features.Disputes;

namespace OpsPortal.Features.Exceptions;

/// <summary>Where a step is taken: an address, or why it is off, or neither for what is done on the case itself.</summary>
internal sealed record CasePlace(string? Href, string? WhyOff = null);

/// <summary>What a case leads to beside its own links.</summary>
/// <param name="Event">The stored event that the provider's reference names.</param>
/// <param name="Receipt">The payment that the case names, or that has its reference.</param>
/// <param name="Invoice">The invoice that the case names, or that the payment paid or named.</param>
/// <param name="Dispute">The dispute of the payment, where the case is about one.</param>
/// <param name="Now">When it was looked at.</param>
internal sealed record CaseSurroundings(
    ExceptionCase Case, Guid? Event, ReceiptId? Receipt, InvoiceId? Invoice, DisputeCase? Dispute, Instant Now);

/// <summary>Where each step is taken, one row each.</summary>
internal static class CasePlaces
{
    private static readonly Dictionary<CaseStep, Func<CaseSurroundings, CasePlace>> Table = new()
    {
        [CaseStep.Assign] = _ => new(null),
        [CaseStep.Comment] = around => new($"/exceptions/{around.Case.Id}#comment"),
        [CaseStep.AddEvidence] = around => new($"/exceptions/{around.Case.Id}#evidence"),
        [CaseStep.Snooze] = _ => new(null),
        [CaseStep.Resolve] = _ => new(null),
        [CaseStep.ProcessAgain] = around => new(null,
            around.Event is null && around.Receipt is null ? "No event and no receipt stands behind this case." : null),
        [CaseStep.ApplyCash] = Receipt,
        [CaseStep.SendBack] = Receipt,
        [CaseStep.AnswerDispute] = Dispute,
        [CaseStep.ReplayEvent] = around => At("/events/", around.Event, "No stored event has this case's reference."),
        [CaseStep.CollectAgain] = around => new(around.Invoice is { } id ? $"/invoices/{id}" : "/invoices?late=true"),
        [CaseStep.CorrectAccount] = Payee,
        [CaseStep.DecideHold] = Payee,
        [CaseStep.RecordGate] = Payee,
        [CaseStep.PayAgain] = _ => new("/payouts/eligibility"),
        [CaseStep.EvaluateGate] = _ => new("/payouts/eligibility"),
        [CaseStep.SettleUnknown] = around => At("/payouts/batches/", around.Case.BatchId?.Value, "This case names no batch."),
        [CaseStep.PostByHand] = _ => new("/ledger/journals"),
        [CaseStep.ChaseApprover] = around => At("/milestones/", around.Case.MilestoneId?.Value, "This case names no milestone."),
        [CaseStep.CorrectContract] = around => At("/contracts/", around.Case.ContractId?.Value, "This case names no contract."),
        [CaseStep.CloseInvoice] = Invoice,
        [CaseStep.RefundBuyer] = Invoice,
        [CaseStep.BookLine] = around => At("/cash/lines/", Banking.LineCases.LineOf(around.Case)?.Value,
            "No bank line stands behind this case."),
    };

    public static CasePlace Of(CaseStep step, CaseSurroundings around) => Table[step](around);

    private static CasePlace Receipt(CaseSurroundings around) =>
        At("/cash/", around.Receipt?.Value, "This case names no receipt.");

    private static CasePlace Dispute(CaseSurroundings around) => around.Dispute is not { } dispute
        ? new(null, "No dispute of a payment stands behind this case.")
        : DisputeWords.WhyNoAnswer(dispute, around.Now) is { } why ? new(null, why) : new($"/disputes/{dispute.Id}");

    private static CasePlace Invoice(CaseSurroundings around) =>
        At("/invoices/", around.Invoice?.Value, "This case names no invoice.");

    private static CasePlace Payee(CaseSurroundings around) =>
        At("/payees/", around.Case.PayeeId?.Value, "This case names no payee.");

    private static CasePlace At(string room, Guid? id, string whyOff) => id is null ? new(null, whyOff) : new($"{room}{id}");
}
