using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Erp;

/// <summary>What this room refuses, with its words.</summary>
public static class ErpRefusals
{
    public static Refusal BadSpan => new(
        "erp.bad-span", "Nothing was handed over.", "The last day lies before the first, or more than a year after it.",
        "Choose the first and the last booked day.");

    public static Refusal NothingNew(int taken, int waiting, int rejected) => new(
        "erp.nothing-new", "Nothing was handed over.",
        $"Every entry of these days was handed over before: {taken} documents are taken, {waiting} wait for an answer, "
            + $"{rejected} are rejected.",
        "Import the ERP's result, or choose to send the rejected or unanswered ones again.");

    public static Refusal NothingOf(ErpChoice choice) => new(
        "erp.nothing-to-send-again", "Nothing was handed over.",
        choice == ErpChoice.Rejected ? "No document of these days is rejected."
            : "No document of these days waits for an answer.",
        "Choose other days, or new entries.");

    public static Refusal Unmapped(IEnumerable<Account> accounts) => new(
        "erp.unmapped", "Nothing was handed over.",
        $"These accounts have no counterpart in the ERP: {string.Join(", ", accounts.Select(account => (int)account))}.",
        "Ask a controller to complete the mapping.");

    public static Refusal TooLarge(int lines, int most) => new(
        "erp.too-large", "Nothing was handed over.", $"These days have {lines} lines; one handover takes {most}.",
        "Choose fewer days.");

    public static Refusal DocumentTooLong(string reference, int lines, int most) => new(
        "erp.document-too-long", "Nothing was handed over.", $"{reference} has {lines} lines; the target takes {most}.",
        "Hand these days over in sum by day or by month.");

    public static Refusal TooManyDecimals(Currency currency, ErpTargetRow target) => new(
        "erp.too-many-decimals", "Nothing was handed over.",
        $"Amounts in {currency} have {currency.Decimals} decimals; {target.Words} takes {target.Decimals}.",
        "Choose another format for these days.");

    public static Refusal NotToSend(string externalId, ErpDocumentState state) => new(
        "erp.not-to-send", "Nothing was handed over.", $"{externalId} is {Plain(state)} and is not sent again.",
        "Import the ERP's result; only what is rejected or has no answer is sent again.");

    public static Refusal ResultShape(string why) => new(
        "erp.result-shape", "The file is refused; nothing was changed.", why,
        "Give a CSV with the columns external id, status, document number, message, or a JSON list of the same.");

    public static Refusal BalanceShape(string why) => new(
        "erp.balance-shape", "The file is refused; nothing was changed.", why,
        "Give a CSV with the columns account, currency, and balance or debit and credit; name, as of, period and company may "
            + "stand in it too.");

    public static Refusal BalanceBroken(int faults) => new(
        "erp.balance-broken", "The file is refused; nothing was changed.",
        $"{faults} {(faults == 1 ? "place" : "places")} of it cannot be taken.",
        "Read the list, mend the file, and bring it again.");

    public static Refusal BalanceDay(string why) => new Refusal(
        "erp.balance-day", "The file is refused; nothing was changed.", why,
        "Say of which day the balances are, today at the latest.")
        .On("asOf");

    public static Refusal NothingHandedOver(ErpTarget target) => new(
        "erp.nothing-handed-over", "The file is refused; nothing was changed.",
        $"This company hands nothing over to {ErpTargets.Of(target).System}.",
        "Choose the ERP that takes its journal, or hand the first month over.");

    public static Refusal Field(string field, string why) =>
        new Refusal("erp.field", "Nothing was saved.", why, "Correct it.").On(field);

    private static string Plain(ErpDocumentState state) =>
        state == ErpDocumentState.AlreadyThere ? "already there" : state.ToString().ToLowerInvariant();
}
