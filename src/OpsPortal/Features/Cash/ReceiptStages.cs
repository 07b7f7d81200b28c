using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Cash.Matching;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Cash;

/// <summary>One of the six stages of a receipt as it was recorded: by what, when, and by whom or which rule.</summary>
/// <param name="Id">The record that proves it; null where the stage was not needed or has not come.</param>
internal sealed record ReceiptStage(string Name, string? Id, Instant? At, string Words, bool ByPerson)
{
    /// <summary>What that record is called, and where it can be read.</summary>
    public (string Words, string Href)? Proof { get; init; }
}

/// <summary>
/// The six stages of a receipt, read from the records themselves. A receipt went straight through when the chain is complete and
/// no person had to touch it.
/// </summary>
internal sealed record ReceiptStages(IReadOnlyList<ReceiptStage> Rows)
{
    private const string Exception = "Exception";

    public bool IsComplete => Rows.Where(row => row.Name != Exception).All(row => row.Id is not null);

    public bool IsStraightThrough => IsComplete && Rows.All(row => !row.ByPerson);

    public static async Task<ReceiptStages> ReadAsync(
        Reading reading, Receipt receipt, IReadOnlyList<ReceiptDetail.Applied> applications)
    {
        ReceiptId? id = receipt.Id;
        var entries = await reading.Db.Set<JournalEntry>().Where(entry => entry.ReceiptId == id)
            .OrderBy(entry => entry.BookedAt)
            .Select(entry => new Entry(entry.Id, entry.BookedAt, entry.Family, entry.EventId, entry.ReversalOf))
            .ToListAsync(reading.Ct);
        var match = await reading.Db.Set<MatchRecord>()
            .FirstOrDefaultAsync(found => found.ReceiptId == receipt.Id && found.IsCurrent, reading.Ct);
        var trouble = await reading.Db.Set<ExceptionCase>().Where(found => found.ReceiptId == id)
            .OrderBy(found => found.OpenedAt).Select(found => new { found.Id, found.OpenedAt, found.Summary })
            .FirstOrDefaultAsync(reading.Ct);
        var live = applications.Where(application => application.ReversedAt is null).ToList();
        var taken = entries.FirstOrDefault();
        var repaid = entries.LastOrDefault(entry => entry.Family == EventFamily.RecoveredByRepayment
            && entry.ReversalOf is null && !entries.Exists(back => back.ReversalOf == entry.Id));
        var applied = entries.LastOrDefault(entry => entry == repaid
            || entry.Family is EventFamily.CashApplied or EventFamily.OpeningHeldFunds);
        return new ReceiptStages(
        [
            new("Authorised", taken?.EventId ?? receipt.Reference, receipt.ReceivedAt,
                receipt.BankLineId is null ? $"Confirmed by {receipt.Provider}" : "A line of a bank statement", false)
            {
                Proof = receipt.BankLineId is { } line ? ("The statement's line", $"/cash/lines/{line}")
                    : ("The provider's event", $"/trace?id={Uri.EscapeDataString(taken?.EventId ?? receipt.Reference)}"),
            },
            new("Processed", receipt.Id.ToString(), taken?.BookedAt, "Taken as a receipt, once for its reference", false)
            {
                Proof = EntryOf(taken?.Id),
            },
            Matched(live, repaid, match),
            new(Exception, trouble?.Id.ToString(), trouble?.OpenedAt, trouble?.Summary ?? "None was needed", trouble is not null)
            {
                Proof = trouble is null ? null : ("The case", $"/exceptions/{trouble.Id}"),
            },
            new("Posted", applied?.Id.ToString(), applied?.BookedAt,
                applied is null ? "Not applied yet" : "In the journal", false)
            {
                Proof = EntryOf(applied?.Id),
            },
            new("Reported", receipt.AvailableAt is null || applied is null ? null : applied.Id.ToString(), receipt.AvailableAt,
                receipt.AvailableAt is null ? "When the funds are available" : "In the trial balance, funds available", false),
        ]);
    }

    private static ReceiptStage Matched(List<ReceiptDetail.Applied> live, Entry? repaid, MatchRecord? match)
    {
        if (live.Count > 0)
            return new("Matched", live[0].Id.ToString(), live[0].AppliedAt, live[0].By ?? Rule(match, live[0].Rule),
                repaid is not null || live.Exists(application => application.By is not null))
            {
                Proof = ($"Invoice {live[0].InvoiceNumber}", $"/invoices/{live[0].InvoiceId}"),
            };
        return repaid is null
            ? new("Matched", null, match?.MatchedAt, match is null ? "Not matched yet" : "Waits for a person", false)
            : new("Matched", repaid.Id.ToString(), repaid.BookedAt, "Repays what a payee owed", true)
            {
                Proof = EntryOf(repaid.Id),
            };
    }

    private static (string Words, string Href)? EntryOf(EntryId? entry) =>
        entry is null ? null : ("The journal entry", $"/ledger/entries/{entry}");

    private static string Rule(MatchRecord? match, ApplicationRule rule) =>
        match is { Outcome: MatchOutcome.Applied } ? $"Rule: {MatchRules.Name(match.Rule)}"
            : $"Rule: {(rule == ApplicationRule.ExactReference ? "exact reference" : "matching")}";

    private sealed record Entry(EntryId Id, Instant BookedAt, EventFamily Family, string? EventId, EntryId? ReversalOf);
}
