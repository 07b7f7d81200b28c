using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Cash.Matching;

namespace OpsPortal.Features.Cash.Matching;

/// <summary>
/// A person posts a candidate. Only what a fresh run still proposes is posted; above the manual limit it becomes a request that
/// a second person decides.
/// </summary>
[UseCase]
internal sealed class ConfirmMatch(CommandRunner runner, QueryRunner queries, JournalWriter journal)
{
    /// <param name="Shown">The allocations as the person saw them.</param>
    internal sealed record Command(ReceiptId Receipt, IReadOnlyList<MatchAllocation> Shown);

    public Task<Outcome<Allocated>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.ApplyCash, actor, work => ConfirmAsync(work, command), ct);

    /// <summary>Posts the first candidate of each receipt, one by one; what a fresh run no longer proposes is left.</summary>
    public async Task<Outcome<IReadOnlyList<BulkRow>>> ManyAsync(
        IReadOnlyCollection<ReceiptId> receipts, Actor actor, CancellationToken ct)
    {
        var kept = await queries.RunAsync<IReadOnlyDictionary<ReceiptId, MatchRecord>>(Permission.ApplyCash, actor,
            async reading => await reading.Db.Set<MatchRecord>()
                .Where(match => receipts.Contains(match.ReceiptId) && match.IsCurrent)
                .ToDictionaryAsync(match => match.ReceiptId, reading.Ct), ct);
        if (kept.IsRefused)
            return kept.Refusal;
        var rows = new List<BulkRow>();
        foreach (var receipt in receipts)
        {
            rows.Add(kept.Value.GetValueOrDefault(receipt) switch
            {
                { Outcome: MatchOutcome.Waiting, Candidates: [var first, var second, ..] } when first.Score <= second.Score =>
                    new BulkRow(receipt, BulkEnd.Ineligible, "Two candidates fit equally well: choose one of them."),
                { Outcome: MatchOutcome.Waiting, Candidates: [var first, ..] } =>
                    Row(receipt, await RunAsync(new Command(receipt, first.Allocations), actor, ct)),
                _ => new BulkRow(receipt, BulkEnd.Ineligible, "No suggestion waits for it."),
            });
        }

        return rows;
    }

    private static BulkRow Row(ReceiptId receipt, Outcome<Allocated> done) => done switch
    {
        { Refusal: { } refusal } => new BulkRow(receipt, refusal.Code.StartsWith("matching.", StringComparison.Ordinal)
            ? BulkEnd.Ineligible : BulkEnd.Failed, refusal.Why),
        { Value.Waits: true } => new BulkRow(receipt, BulkEnd.Ineligible, "It waits for a second person."),
        _ => new BulkRow(receipt, BulkEnd.Done, "Applied."),
    };

    private async Task<Outcome<Allocated>> ConfirmAsync(Work work, Command command)
    {
        if (await work.SeenAsync<Receipt>(r => r.Id == command.Receipt) is not { } receipt)
            return SharedRefusals.NotFound("receipt");
        if (receipt.UnappliedMinor == 0)
            return MatchingRefusals.NotOpen;
        if (receipt.WhyNotUse(receipt.UnappliedMinor) is { } taken)
            return taken;
        var facts = await MatchingFacts.ReadAsync(work.Db, receipt.LegalEntityId, work.Now, work.Ct);
        var result = facts.Match().FirstOrDefault(found => found.PaymentId == receipt.Id.ToString());
        var chosen = result is null ? null : WorkbenchDetail.Candidates(result)
            .FirstOrDefault(candidate => candidate.Allocations.SequenceEqual(command.Shown));
        if (chosen is null || chosen.Allocations.Any(part => part.AmountMinor <= 0))
            return MatchingRefusals.NotProposed;
        var open = facts.Invoices.ToDictionary(invoice => invoice.Id);
        List<AllocationPart> parts = [.. chosen.Allocations.Select(part => new AllocationPart(
            new InvoiceId(Guid.Parse(part.InvoiceId)), open[part.InvoiceId].Number, part.AmountMinor))];
        var reason = $"{MatchRules.Name(chosen.Rule)}: {string.Join(' ', chosen.Reasons)}".Trim();
        var done = await AllocationDesk.AllocateAsync(
            work, facts.Rules, receipt, parts, reason.Length <= 500 ? reason : reason[..500],
            ApplicationRule.ConfirmedSuggestion, chosen.Allocations.Any(part => part.DifferenceMinor > 0), journal);
        if (done.IsRefused || done.Value.Waits)
            return done;
        await MatchReceipts.KeepAsync(work, receipt.LegalEntityId, facts.PolicyNumber, [result!]);
        await MatchLearning.ConfirmedAsync(work, receipt.Id, chosen);
        return done;
    }
}

public enum BulkEnd
{
    Done,
    Failed,
    Ineligible,
}

/// <summary>How one row of a bulk confirmation ended, and why.</summary>
public sealed record BulkRow(ReceiptId Receipt, BulkEnd End, string Why);
