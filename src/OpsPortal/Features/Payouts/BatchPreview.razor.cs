using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts;

/// <summary>What a batch would be: whose payouts of how much, when and by which rail, and what stays out and why.</summary>
public sealed partial class BatchPreview
{
    private const int Most = 12;
    private const int FewLeft = 3;

    [CascadingParameter]
    private BuildBatch.Result Preview { get; set; } = default!;

    private string Sentence =>
        $"{CountWords.Of(Preview.Count, "payout")}, {Preview.Total}, for {CountWords.Of(Invoices, "invoice")} go into a draft, "
            + $"to be paid by {Preview.Header.Rail} on {DayWords.Of(Preview.Header.ValueDate)}. It is {Preview.Number}, if no "
            + "other is built first. No money moves before two controllers approve it.";

    private int Invoices => Preview.Payouts.SelectMany(payout => payout.Sources).Select(source => source.Invoice).Distinct()
        .Count();

    private long SmallerMinor =>
        Preview.Payouts.OrderByDescending(payout => payout.AmountMinor).Skip(Most).Sum(payout => payout.AmountMinor);

    private string LeftWords => $"{CountWords.Of(Preview.LeftOut.Count, "payable")} "
        + $"{(Preview.LeftOut.Count == 1 ? "stays" : "stay")} out, "
        + $"{new Money(Preview.HeldMinor, Preview.Total.Currency)} settled";

    private static IEnumerable<string> MarksOf(PayoutItemDraft payout) => new (bool Is, string Words)[]
    {
        (payout.IsNewPayee, "New payee"), (payout.IsAccountChanged, "Changed account"), (payout.IsUnusual, "Unusual amount"),
    }
    .Where(mark => mark.Is).Select(mark => mark.Words);
}
