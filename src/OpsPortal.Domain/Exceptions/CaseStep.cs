using OpsPortal.Domain.Access;

namespace OpsPortal.Domain.Exceptions;

/// <summary>Something that a person does from a case, or is led to from it.</summary>
public enum CaseStep
{
    Assign,
    Comment,
    AddEvidence,
    Snooze,
    ProcessAgain,
    Resolve,
    ApplyCash,
    SendBack,
    CollectAgain,
    AnswerDispute,
    ReplayEvent,
    CorrectAccount,
    PayAgain,
    SettleUnknown,
    DecideHold,
    RecordGate,
    EvaluateGate,
    PostByHand,
    ChaseApprover,
    CorrectContract,
    CloseInvoice,
    RefundBuyer,
    BookLine,
}

/// <summary>One row of the table of steps.</summary>
/// <param name="Step">The step.</param>
/// <param name="Words">Its name on screen.</param>
/// <param name="Does">What it will do, in one sentence.</param>
/// <param name="Needs">The permission of whoever takes it.</param>
public sealed record CaseStepRow(CaseStep Step, string Words, string Does, Permission Needs);

/// <summary>Every step with its words, its effect and the permission that it needs.</summary>
public static class CaseSteps
{
    public static IReadOnlyList<CaseStepRow> All { get; } =
    [
        new(CaseStep.Assign, "Take or assign", "Names the person who answers for the case.", Permission.WorkExceptions),
        new(CaseStep.Comment, "Comment",
            "Adds a line to the history; whoever is named by @ and the front of their e-mail address is told.",
            Permission.WorkExceptions),
        new(CaseStep.AddEvidence, "Add file", "Keeps a file with the case for good.", Permission.WorkExceptions),
        new(CaseStep.Snooze, "Snooze", "Puts the case aside until a day, with a reason; it comes back by itself.",
            Permission.WorkExceptions),
        new(CaseStep.ProcessAgain, "Process again", "Runs what failed once more, under the rules of today.",
            Permission.WorkExceptions),
        new(CaseStep.Resolve, "Resolve exception",
            "Closes the case with its cause, what was done, and the posting where money moved.", Permission.WorkExceptions),
        new(CaseStep.ApplyCash, "Apply cash", "Opens the receipt, where it is applied to an invoice and posted.",
            Permission.ApplyCash),
        new(CaseStep.SendBack, "Send back", "Opens the receipt: the provider or bank returns the money, and its event posts it.",
            Permission.ApplyCash),
        new(CaseStep.CollectAgain, "Collect again", "Opens the invoice that is still owed.", Permission.SeeInvoices),
        new(CaseStep.AnswerDispute, "Answer the dispute",
            "Opens the dispute with its deadline, while the provider awaits an answer.",
            Permission.SeeCash),
        new(CaseStep.ReplayEvent, "Replay event", "Opens the event, from where it is handled once more; it never posts twice.",
            Permission.ReplayEvent),
        new(CaseStep.CorrectAccount, "Correct account", "Opens the payee: new bank details wait for a call-back and 48 hours.",
            Permission.EditPayeeBankDetails),
        new(CaseStep.PayAgain, "Pay again", "Opens what is payable: the liability is open again and goes into a new batch.",
            Permission.BuildBatch),
        new(CaseStep.SettleUnknown, "Settle unknown outcome", "Opens the batch, where two people settle it with evidence.",
            Permission.SettleUnknown),
        new(CaseStep.DecideHold, "Decide the hold", "Opens the payee, where a second person lifts the hold.",
            Permission.LiftHold),
        new(CaseStep.RecordGate, "Record the gate", "Opens the payee, where the missing check is recorded.",
            Permission.DecideGate),
        new(CaseStep.EvaluateGate, "Evaluate the gate again", "Opens eligibility: every condition is judged as of now.",
            Permission.SeePayouts),
        new(CaseStep.PostByHand, "Post by hand", "Opens manual journals: one person prepares, a controller approves.",
            Permission.PrepareManualJournal),
        new(CaseStep.ChaseApprover, "Chase the approver", "Opens the milestone with its approver, criteria and evidence.",
            Permission.SeeMilestones),
        new(CaseStep.CorrectContract, "Correct the contract", "Opens the contract with the stage in question.",
            Permission.SeeContracts),
        new(CaseStep.CloseInvoice, "Close the invoice", "Opens the invoice, which is closed again once all is settled.",
            Permission.SeeInvoices),
        new(CaseStep.BookLine, "Book this line", "Opens the bank line, where a person says which bill, tax or fee it pays.",
            Permission.ApplyCash),
        new(CaseStep.RefundBuyer, "Refund the buyer", "Opens the invoice with its refunds.", Permission.RefundPayment),
    ];

    public static CaseStepRow Of(CaseStep step) => All.Single(row => row.Step == step);
}
