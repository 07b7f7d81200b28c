using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Contracts;

/// <summary>Every "no" of the contracts room.</summary>
public static class ContractsRefusals
{
    public static Refusal ModelNotYet(BillingModel model) => new(
        "contracts.model-not-yet", "Refused.", $"Contracts billed by {model.ToString().ToLowerInvariant()} cannot be kept yet.",
        "Use milestones (down payment, milestones, closing, retention) or instalments (dates).") { Field = "billingModel" };

    public static Refusal ModelsMix(BillingModel model, string stage) => new(
        "contracts.models-mix", "Refused: billing models never mix in one contract.",
        $"\"{stage}\" is no stage of a contract billed by {(model == BillingModel.Instalments ? "instalments" : "milestones")}.",
        model == BillingModel.Instalments ? "Make every stage an instalment."
            : "Make it a milestone, or choose billing by instalments.")
    {
        Field = "plan",
    };

    public static Refusal NoSetOffClause(string number) => new(
        "contracts.no-set-off-clause", "Refused.", $"Contract {number} has no set-off clause, so it gives no right to set off.",
        "Choose a contract that has one, or let the payee repay.")
    {
        Field = "contract",
    };

    public static Refusal NotItsPayee(string number) => new(
        "contracts.not-its-payee", "Refused.", $"Contract {number} is not one of this payee's.",
        "Choose a contract of the payee.")
    {
        Field = "contract",
    };

    public static Refusal NeedsDate(string stage) => new(
        "contracts.needs-date", "Refused.", $"The instalment \"{stage}\" has no date.", "Give the day on which it is billed.")
    {
        Field = "plan",
    };

    public static Refusal NumberTaken(string number) => new(
        "contracts.number-taken", "Refused.", $"This legal entity already has a contract {number}.",
        "Choose another number.") { Field = "number" };

    public static Refusal TotalNotPositive => new(
        "contracts.total-not-positive", "Refused.", "The contract total must be above zero.",
        "Give the gross total.") { Field = "total" };

    public static Refusal NoItems => new(
        "contracts.no-items", "Refused.", "The billing plan has no stages.",
        "Add at least one milestone, closing or retention stage.") { Field = "plan" };

    public static Refusal TooManyItems(int limit) => new(
        "contracts.too-many-items", "Refused.", $"The billing plan has more than {limit} stages.",
        "Split the contract.") { Field = "plan" };

    public static Refusal SumDiffers(Money sum, Money total) => new(
        "contracts.sum-differs", "Refused: the plan does not add up.",
        $"Milestones, closing and retention sum to {sum}, the contract total is {total}.",
        "Change an amount, or let the closing stage take the remainder.") { Field = "plan" };

    public static Refusal AdvancesTooHigh(Money advances, Money total) => new(
        "contracts.advances-too-high", "Refused: the down payments are too high.",
        $"They sum to {advances}, the contract total is {total}.",
        "Lower a down payment; it is cleared against the stages and cannot exceed them.") { Field = "plan" };

    public static Refusal ItemNotPositive(string name) => new(
        "contracts.item-not-positive", "Refused.", $"The stage \"{name}\" comes out at zero or less.",
        "Give it an amount above zero or leave it out.")
        { Field = "plan" };

    public static Refusal PercentOutOfRange(string name) => new(
        "contracts.percent-out-of-range", "Refused.", $"The percentage of \"{name}\" is not above 0 and at most 100.",
        "Mend the percentage.") { Field = "plan" };

    public static Refusal RemainderOnlyOnClosing(string name) => new(
        "contracts.remainder-only-on-closing", "Refused.", $"\"{name}\" is not a closing stage and cannot take the remainder.",
        "Give it an amount or a percentage.") { Field = "plan" };

    public static Refusal OneClosing => new(
        "contracts.one-closing", "Refused.", "A plan has at most one closing stage.", "Keep one of them.") { Field = "plan" };

    public static Refusal ClosingNotLast => new(
        "contracts.closing-not-last", "Refused.", "Only retention may follow the closing stage.",
        "Move the closing stage behind the milestones.") { Field = "plan" };

    public static Refusal MilestoneIncomplete(string name) => new(
        "contracts.milestone-incomplete", "Refused.", $"The milestone \"{name}\" has no acceptance criteria.",
        "Write what must be true for it to be accepted.")
        { Field = "plan" };

    public static Refusal NoPayees => new(
        "contracts.no-payees", "Refused.", "The contract names no payee.",
        "Add at least one payee with a share.") { Field = "payees" };

    public static Refusal BadShares => new(
        "contracts.bad-shares", "Refused.", "Every payee stands once, with a weight from 1 to 1,000,000.",
        "Mend the shares.") { Field = "payees" };

    public static Refusal BadTerms(string field) => new(
        "contracts.bad-terms", "Refused.", $"{field} must be from 0 to 365 days.", "Mend the terms.") { Field = field };

    public static Refusal BadSnapshot => new(
        "contracts.bad-snapshot", "Refused.", "The snapshot of the accepted proposal is not JSON, or larger than 1 MB.",
        "Send the proposal as it was accepted.")
        { Field = "snapshot" };

    public static Refusal BilledItemChanged(string name) => new(
        "contracts.billed-item-changed", "Refused.", $"The stage \"{name}\" is billed and stays as it is.",
        "Leave it in the plan; correct its invoice by a credit note.")
        { Field = "plan" };

    public static Refusal UnknownItem => new(
        "contracts.unknown-item", "Refused.", "The amendment keeps a stage that the current plan does not have.",
        "Take the stages from the current version.")
        { Field = "plan" };

    public static Refusal ItemRetired(string name) => new(
        "contracts.item-retired", "Refused.", $"The stage \"{name}\" was taken out of the plan by an amendment.",
        "Use the current version of the contract.");

    public static Refusal IllegalItemMove(string name, PlanItemState state, PlanItemAction action) => new(
        "contracts.illegal-item-move", "Refused.",
        $"The stage \"{name}\" is {state.ToString().ToLowerInvariant()}; it cannot {Words(action)}.",
        state == PlanItemState.Billed ? "It was billed once and cannot be billed again while that invoice stands."
            : "It becomes billable when its condition is met.");

    public static Refusal NotByEvent(string name) => new(
        "contracts.not-by-event", "Refused.", $"The stage \"{name}\" is not released by an event.",
            "Look at when it becomes billable.");

    public static Refusal WorkNotBilled(string name) => new(
        "contracts.work-not-billed", "Refused: it is too early.",
            $"\"{name}\" holds back a part of work that is not all billed yet.",
        "Bill the milestones and the closing invoice first.");

    public static Refusal IllegalMove(ContractState state, ContractAction action) => new(
        "contracts.illegal-move", "Refused.",
        $"A contract that is {state.ToString().ToLowerInvariant()} cannot be {Words(action)}.", "Look at the current state.");

    public static Refusal Closed(string number) => new(
        "contracts.closed", "Refused.", $"Contract {number} is closed.", "Nothing more can be billed or changed on it.");

    public static Refusal Paused(string number, string reason) => new(
        "contracts.paused", "Refused: the contract is paused.", $"Contract {number}: {reason}", "Resume it first.");

    public static Refusal PastGrace(string number, LocalDate dueOn) => new(
        "contracts.past-grace", "Refused: an earlier invoice is unpaid past its grace days.",
        $"Contract {number} has an invoice that was due on {DayWords.Of(dueOn)}; its terms stop further invoices.",
        "Collect it, or override the pause with a reason.");

    public static Refusal MixedCurrencies(Currency given, Currency contract) => new(
        "contracts.mixed-currencies", "Refused.", $"The amount is in {given}, the contract is in {contract}.",
        "Give every amount of a contract in its one currency.");

    public static Refusal UnknownReference(string what) => new(
        "contracts.unknown-reference", "Refused.", $"There is no such {what}, or you may not see it.", "Check the reference.");

    private static string Words(PlanItemAction action) => action switch
    {
        PlanItemAction.Bill => "be billed",
        PlanItemAction.Unbill => "be freed for another invoice",
        _ => "become billable",
    };

    private static string Words(ContractAction action) => action switch
    {
        ContractAction.Pause => "paused",
        ContractAction.Resume => "resumed",
        ContractAction.Close => "closed",
        _ => "amended",
    };
}
