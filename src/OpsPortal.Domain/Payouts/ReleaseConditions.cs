using NodaTime;
using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Payouts;

/// <summary>The conditions of the release gate, one row each: what is asked, what is said when it fails, where and by whom it
/// is changed.</summary>
public static class ReleaseConditions
{
    public delegate IEnumerable<FailedCondition> Ask(PayableFacts facts, PolicyMatrix? policy, Instant now);

    /// <summary>Words and paths are written only for a condition that fails.</summary>
    public static IReadOnlyList<Ask> Table { get; } =
    [
        When(f => f.EntityStop is not null, "release.entity-stopped", GateColumn.Funds,
            f => f.EntityStop ?? "", _ => "/ledger", "Finance and a controller"),
        When(f => f.MissedCheckpoint is not null, "release.checkpoint-missed", GateColumn.Funds,
            f => f.MissedCheckpoint ?? "", _ => "/close/checkpoints", "Finance does the checkpoint"),
        When(f => f.Work == WorkStanding.NotAccepted, "release.work-not-accepted", GateColumn.Work,
            _ => "The milestone is not approved.", WorkPath, "The milestone's approver"),
        When(f => f.Work == WorkStanding.Disputed, "release.work-disputed", GateColumn.Dispute,
            _ => "The milestone is disputed.", WorkPath, "The milestone's approver and ops"),
        When(f => !f.InvoiceStands, "release.invoice-not-issued", GateColumn.Invoice,
            _ => "The invoice is not issued, or it was voided or written off.", InvoicePath, "Finance"),
        When(f => NothingCollected(f.Funds), "release.not-collected", GateColumn.Cash,
            f => f.Funds.UncollectedMinor > 0 ? $"{Amount(f, f.Funds.UncollectedMinor)} of this share is not collected."
                : "No cash has been collected for this share.", InvoicePath, "The buyer; ops matches the cash"),
        When(f => f.Funds is { PendingMinor: > 0, SettledMinor: <= 0 }, "release.not-settled", GateColumn.Cash,
            f => $"{Amount(f, f.Funds.PendingMinor)} is collected but not settled.", InvoicePath,
            "The payment provider, by its settlement"),
        Note(f => f.Funds is { PendingMinor: > 0, SettledMinor: > 0 }, "release.part-not-settled", GateColumn.Cash,
            f => $"{Amount(f, f.Funds.PendingMinor)} more is collected but not settled.", InvoicePath,
            "The payment provider, by its settlement"),
        Note(f => f.Funds.UncollectedMinor > 0 && !NothingCollected(f.Funds), "release.part-not-collected", GateColumn.Cash,
            f => $"{Amount(f, f.Funds.UncollectedMinor)} of this share is not collected.", InvoicePath, "The buyer"),
        (f, _, _) => f.Exceptions.Select(e => new FailedCondition(
            e.IsDispute ? "release.disputed" : "release.open-exception", e.IsDispute ? GateColumn.Dispute : GateColumn.Cash,
            true, e.Words, $"/exceptions/{e.Id}", "Ops")),
        (f, _, _) => f.Holds.Select(h => new FailedCondition(
            h.Reason == HoldReason.Dispute ? "release.dispute-hold" : "release.hold",
            h.Reason == HoldReason.Dispute ? GateColumn.Dispute : GateColumn.Compliance, true,
            $"On hold: {h.Words.TrimEnd('.')}. To do: {h.Remediation}", PayeePath(f),
            "Compliance, another person than the one who placed it")),
        When(f => f.Funds.BlockedMinor > 0 && f.Holds.Count == 0, "release.blocked-funds", GateColumn.Compliance,
            f => $"{Amount(f, f.Funds.BlockedMinor)} is blocked by compliance.", PayeePath, "Compliance"),
        (f, _, _) => f.HeldInvoices.Select(number => new FailedCondition(
            "release.payee-invoice-held", GateColumn.Work, true,
            $"The payee's invoice {number} does not agree with what was ordered and accepted.", "/payees/invoices?show=held",
            "A controller who did not record it")),
        Gates,
        When(f => !f.PayeeFact.IsActive, "release.payee-inactive", GateColumn.Payee,
            _ => "The payee is deactivated.", PayeePath, "Ops"),
        When(f => f.PayeeFact.PausedReason is not null, "release.payee-paused", GateColumn.Payee,
            f => $"The payee is paused: {f.PayeeFact.PausedReason}", PayeePath, "Ops, once the account is fixed"),
        When(f => f.OpenBatch is not null, "release.in-batch", GateColumn.Payee,
            f => $"Batch {f.OpenBatch?.Number} already takes this payee's money.", f => $"/payouts/batches/{f.OpenBatch?.Id}",
            "Finance"),
        When(f => f.Funds is { SettledMinor: > 0, AvailableMinor: 0 }, "release.nothing-left", GateColumn.Funds,
            f => $"Nothing is left after {Kept(f)}.",
            PayeePath, "Finance"),
        Note(f => f.Funds.AvailableMinor > 0 && f.Funds.AvailableMinor < f.Funds.SettledMinor, "release.part-kept",
            GateColumn.Funds,
            f => $"Kept of it: {Kept(f)}.",
            PayeePath, "Finance"),
        Note(f => f.Funds.ReservedMinor > 0, "release.reserved", GateColumn.Funds,
            f => $"{Amount(f, f.Funds.ReservedMinor)} is kept as a reserve.", PayeePath, "A controller"),
    ];

    private static bool NothingCollected(FundsFact funds) =>
        funds is { SettledMinor: <= 0, PendingMinor: <= 0, ReservedMinor: <= 0, BlockedMinor: <= 0 };

    private static IEnumerable<FailedCondition> Gates(PayableFacts facts, PolicyMatrix? policy, Instant now) =>
        policy is null
            ? [new FailedCondition("gate.no-policy", GateColumn.Compliance, true, "No policy matrix is in force.",
                "/admin/policies", "A controller")]
            : policy.Required(facts.Program, facts.Market, facts.PayeeFact.Kind).SelectMany(row =>
                row.Gate == GateKind.PayoutAccount ? Account(facts, now) : Standing(facts, row, now));

    private static IEnumerable<FailedCondition> Standing(PayableFacts facts, PolicyRow row, Instant now)
    {
        var standing = GateCheck.Stand(row, facts.PayeeFact.Gates, facts.PayeeFact.Account?.Version, now);
        return standing.IsClear ? [] : [new FailedCondition(standing.Code, GateColumn.Compliance, true, standing.Words,
            PayeePath(facts), GateWords.WhoCanChange(row.Gate))];
    }

    private static IEnumerable<FailedCondition> Account(PayableFacts facts, Instant now)
    {
        var account = facts.PayeeFact.Account;
        if (account is null)
            yield return Blocked("missing", $"No bank account in {facts.Currency} is on record.");
        if (account?.UsableFrom > now)
            yield return Blocked("cooling-off",
                $"The bank details are new and cool off until {DayWords.Of(account.UsableFrom)}.",
                "Time; nobody can shorten it");
        if (account is { NeedsCallBack: true, IsCalledBack: false })
            yield return Blocked("call-back", "The changed bank details wait for a call-back by a second person.");

        FailedCondition Blocked(string reason, string words, string? who = null) => new($"gate.payoutaccount-{reason}",
            GateColumn.Account, true, words, PayeePath(facts), who ?? GateWords.WhoCanChange(GateKind.PayoutAccount));
    }

    private static Ask When(Func<PayableFacts, bool> fails, string code, GateColumn column, Func<PayableFacts, string> words,
        Func<PayableFacts, string> path, string who) => (facts, _, _) =>
        fails(facts) ? [new FailedCondition(code, column, true, words(facts), path(facts), who)] : [];

    private static Ask Note(Func<PayableFacts, bool> partly, string code, GateColumn column, Func<PayableFacts, string> words,
        Func<PayableFacts, string> path, string who) => (facts, _, _) =>
        partly(facts) ? [new FailedCondition(code, column, false, words(facts), path(facts), who)] : [];

    private static string Kept(PayableFacts facts) => string.Join(" and ", new (long Minor, string Words)[]
    {
        (facts.Funds.RecoverableMinor, "owed back by the payee"), (facts.Funds.MinimumMinor, "of the minimum balance"),
    }.Where(part => part.Minor != 0).Select(part => $"{Amount(facts, part.Minor)} {part.Words}"));

    private static string Amount(PayableFacts facts, long minor) => new Money(minor, facts.Currency).ToString();

    private static string WorkPath(PayableFacts facts) =>
        facts.Milestone is { } id ? $"/milestones/{id}" : $"/contracts/{facts.Contract}";

    private static string InvoicePath(PayableFacts facts) => $"/invoices/{facts.Invoice}";

    private static string PayeePath(PayableFacts facts) => $"/payees/{facts.Payee}";
}
