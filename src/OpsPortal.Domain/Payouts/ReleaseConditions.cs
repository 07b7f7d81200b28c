using NodaTime;
using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Payouts;

/// <summary>The conditions of the release gate, one row each: what is asked, what is said when it fails, where and by whom it
/// is changed.</summary>
public static class ReleaseConditions
{
    public delegate IEnumerable<FailedCondition> Ask(PayableFacts facts, PolicyMatrix? policy, Instant now);

    public static IReadOnlyList<Ask> Table { get; } =
    [
        (f, _, _) => When(f.EntityStop is not null, "release.entity-stopped", GateColumn.Funds,
            f.EntityStop ?? "", "/ledger", "Finance and a controller"),
        (f, _, _) => When(f.MissedCheckpoint is not null, "release.checkpoint-missed", GateColumn.Funds,
            f.MissedCheckpoint ?? "", "/close/checkpoints", "Finance does the checkpoint"),
        (f, _, _) => When(f.Work == WorkStanding.NotAccepted, "release.work-not-accepted", GateColumn.Work,
            "The milestone is not approved.", WorkPath(f), "The milestone's approver"),
        (f, _, _) => When(f.Work == WorkStanding.Disputed, "release.work-disputed", GateColumn.Dispute,
            "The milestone is disputed.", WorkPath(f), "The milestone's approver and ops"),
        (f, _, _) => When(!f.InvoiceStands, "release.invoice-not-issued", GateColumn.Invoice,
            "The invoice is not issued, or it was voided or written off.", InvoicePath(f), "Finance"),
        (f, _, _) => When(NothingCollected(f.Funds), "release.not-collected", GateColumn.Cash,
            "No cash has been collected for this share.", InvoicePath(f), "The buyer; ops matches the cash"),
        (f, _, _) => When(f.Funds.PendingMinor > 0 && f.Funds.SettledMinor <= 0, "release.not-settled", GateColumn.Cash,
            $"{Amount(f, f.Funds.PendingMinor)} is collected but not settled.", InvoicePath(f),
                "The payment provider, by its settlement"),
        (f, _, _) => Note(f.Funds.PendingMinor > 0 && f.Funds.SettledMinor > 0, "release.part-not-settled", GateColumn.Cash,
            $"{Amount(f, f.Funds.PendingMinor)} more is collected but not settled.", InvoicePath(f),
                "The payment provider, by its settlement"),
        (f, _, _) => Note(f.Funds.UncollectedMinor > 0 && !NothingCollected(f.Funds), "release.part-not-collected",
            GateColumn.Cash,
            $"{Amount(f, f.Funds.UncollectedMinor)} of this share is not collected.", InvoicePath(f), "The buyer"),
        (f, _, _) => f.Exceptions.Select(e => new FailedCondition(
            e.IsDispute ? "release.disputed" : "release.open-exception", e.IsDispute ? GateColumn.Dispute : GateColumn.Cash,
                true,
            e.Words, $"/exceptions/{e.Id}", "Ops")),
        (f, _, _) => f.Holds.Select(h => new FailedCondition(
            h.Reason == HoldReason.Dispute ? "release.dispute-hold" : "release.hold",
            h.Reason == HoldReason.Dispute ? GateColumn.Dispute : GateColumn.Compliance, true,
            $"On hold: {h.Words} To do: {h.Remediation}", PayeePath(f),
                "Compliance, another person than the one who placed it")),
        (f, _, _) => When(f.Funds.BlockedMinor > 0 && f.Holds.Count == 0, "release.blocked-funds", GateColumn.Compliance,
            $"{Amount(f, f.Funds.BlockedMinor)} is blocked by compliance.", PayeePath(f), "Compliance"),
        (f, _, _) => f.HeldInvoices.Select(number => new FailedCondition(
            "release.payee-invoice-held", GateColumn.Work, true,
            $"The payee's invoice {number} does not agree with what was ordered and accepted.", "/payees/invoices?show=held",
            "A controller who did not record it")),
        Gates,
        (f, _, _) => When(!f.PayeeFact.IsActive, "release.payee-inactive", GateColumn.Payee,
            "The payee is deactivated.", PayeePath(f), "Ops"),
        (f, _, _) => When(f.PayeeFact.PausedReason is not null, "release.payee-paused", GateColumn.Payee,
            $"The payee is paused: {f.PayeeFact.PausedReason}", PayeePath(f), "Ops, once the account is fixed"),
        (f, _, _) => When(f.OpenBatch is not null, "release.in-batch", GateColumn.Payee,
            $"Batch {f.OpenBatch?.Number} already takes this payee's money.", $"/payouts/batches/{f.OpenBatch?.Id}", "Finance"),
        (f, _, _) => When(f.Funds.SettledMinor > 0 && f.Funds.AvailableMinor == 0, "release.nothing-left", GateColumn.Funds,
            $"{Amount(f, f.Funds.RecoverableMinor)} owed back and {Amount(f, f.Funds.MinimumMinor)} minimum leave nothing.",
            PayeePath(f), "Finance"),
        (f, _, _) => Note(f.Funds.AvailableMinor > 0 && f.Funds.AvailableMinor < f.Funds.SettledMinor, "release.part-kept",
            GateColumn.Funds,
            $"{Amount(f, f.Funds.RecoverableMinor)} owed back and {Amount(f, f.Funds.MinimumMinor)} minimum stay.",
            PayeePath(f), "Finance"),
        (f, _, _) => Note(f.Funds.ReservedMinor > 0, "release.reserved", GateColumn.Funds,
            $"{Amount(f, f.Funds.ReservedMinor)} is kept as a reserve.", PayeePath(f), "A controller"),
    ];

    private static bool NothingCollected(FundsFact funds) =>
        funds is { SettledMinor: <= 0, PendingMinor: <= 0, ReservedMinor: <= 0, BlockedMinor: <= 0 };

    private static IEnumerable<FailedCondition> Gates(PayableFacts facts, PolicyMatrix? policy, Instant now)
    {
        if (policy is null)
            return When(true, "gate.no-policy", GateColumn.Compliance, "No policy matrix is in force.", "/admin/policies",
                "A controller");
        return policy.Required(facts.Program, facts.Market, facts.PayeeFact.Kind).SelectMany(row =>
            row.Gate == GateKind.PayoutAccount
            ? Account(facts, now)
            : Standing(facts, row, now));
    }

    private static IEnumerable<FailedCondition> Standing(PayableFacts facts, PolicyRow row, Instant now)
    {
        var standing = GateCheck.Stand(row, facts.PayeeFact.Gates, now);
        return When(!standing.IsClear, standing.Code, GateColumn.Compliance, standing.Words, PayeePath(facts),
            GateWords.WhoCanChange(row.Gate));
    }

    private static IEnumerable<FailedCondition> Account(PayableFacts facts, Instant now)
    {
        var account = facts.PayeeFact.Account;
        var who = GateWords.WhoCanChange(GateKind.PayoutAccount);
        if (account is null)
            return When(true, "gate.payoutaccount-missing", GateColumn.Account,
                $"No bank account in {facts.Currency} is on record.", PayeePath(facts), who);
        return When(account.UsableFrom > now, "gate.payoutaccount-cooling-off", GateColumn.Account,
                $"The bank details are new and cool off until {account.UsableFrom.InUtc():uuuu-MM-dd HH:mm} UTC.",
                    PayeePath(facts), "Time; nobody can shorten it")
            .Concat(When(account is { NeedsCallBack: true, IsCalledBack: false }, "gate.payoutaccount-call-back",
                GateColumn.Account,
                "The changed bank details wait for a call-back by a second person.", PayeePath(facts), who));
    }

    private static IEnumerable<FailedCondition> When(bool failed, string code, GateColumn column, string words, string path,
        string who) =>
        failed ? [new FailedCondition(code, column, true, words, path, who)] : [];

    private static IEnumerable<FailedCondition> Note(bool partly, string code, GateColumn column, string words, string path,
        string who) =>
        partly ? [new FailedCondition(code, column, false, words, path, who)] : [];

    private static string Amount(PayableFacts facts, long minor) => new Money(minor, facts.Currency).ToString();

    private static string WorkPath(PayableFacts facts) =>
        facts.Milestone is { } id ? $"/milestones/{id}" : $"/contracts/{facts.Contract}";

    private static string InvoicePath(PayableFacts facts) => $"/invoices/{facts.Invoice}";

    private static string PayeePath(PayableFacts facts) => $"/payees/{facts.Payee}";
}
