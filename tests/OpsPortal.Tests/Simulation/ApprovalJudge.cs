using OpsPortal.Features.Payouts.Sending;

namespace OpsPortal.Tests.Simulation;

/// <summary>Holds what the bank took against what people signed and which details they knew: never against the app's own
/// rows.</summary>
internal static class ApprovalJudge
{
    /// <summary>P5: behind each payout stand two people who signed exactly what was released, with proof, and neither made nor
    /// changed it.</summary>
    public static IEnumerable<string> P5(Memory memory, IEnumerable<BankPayout> taken) => taken
        .Where(payout => !Releases(memory, payout).Any(release => Signers(memory, release).Count() >= 2))
        .Select(payout => $"P5: {payout.Key} over {payout.Amount} left without two signatures under what was released");

    /// <summary>P7: no order was ever on the line to the bank with another key, amount or account than somebody was
    /// shown.</summary>
    public static IEnumerable<string> P7(Memory memory, IEnumerable<PayoutOrder> sent) => sent
        .Where(order => !memory.Shown.Values.Any(page => page.Contains(new(order.Key, order.Amount.Minor, order.Account))))
        .Select(order => $"P7: the bank saw {order.Key} over {order.Amount}, which nobody was shown");

    /// <summary>P8: nothing was paid to bank details that were too young, or that nobody else had confirmed.</summary>
    public static IEnumerable<string> P8(Memory memory, IEnumerable<BankPayout> taken) => taken
        .Where(payout => !Releases(memory, payout).Any(release => HadCooledOff(memory, payout.Account, release.At)))
        .Select(payout => $"P8: {payout.Key} went to bank details that were not confirmed or too young");

    /// <summary>The releases that can have sent this payout: in time, and with it on the page.</summary>
    private static IEnumerable<Attempt> Releases(Memory memory, BankPayout payout) => memory.Attempts.Where(attempt =>
        attempt.Action == "Transmitted batch" && attempt.MayHaveHappened && attempt.At <= payout.TakenAt && IsController(attempt)
        && memory.Shown[attempt.Hash!].Contains(new ShownPayout(payout.Key, payout.Amount.Minor, payout.Account)));

    private static IEnumerable<string> Signers(Memory memory, Attempt release)
    {
        var batch = release.Batch!.Value;
        string[] hands = ["Submitted batch", "Took item out of batch"];
        var makers = hands.SelectMany(action => memory.Of(action, batch)).Select(attempt => attempt.Account).ToHashSet();
        var editors = memory.Shown[release.Hash!].Select(payout => memory.Accounts[payout.Account].AddedBy).ToHashSet();
        return memory.Of("Approved batch", batch)
            .Where(approval => approval.Hash == release.Hash && approval.HasProof && approval.At <= release.At)
            .Where(IsController).Select(approval => approval.Account).Distinct()
            .Where(account => !makers.Contains(account) && !editors.Contains(account));
    }

    private static bool HadCooledOff(Memory memory, PayeeAccountId id, Instant at)
    {
        var account = memory.Accounts[id];
        return account.AddedAt + PayeeAccountRules.CoolingOff <= at
            && (account.CallBacks.Any(call => call.MayHaveHappened && call.Account != account.AddedBy && call.At <= at)
                || account.AddedAt < Template.Now);
    }

    private static bool IsController(Attempt attempt) => attempt.Account.StartsWith("controller", StringComparison.Ordinal);

    /// <summary>What the contract with payees says, written down a second time on purpose.</summary>
    private static class PayeeAccountRules
    {
        public static readonly Duration CoolingOff = Duration.FromHours(48);
    }
}
