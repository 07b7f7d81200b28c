using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Invoicing;

namespace OpsPortal.Features.Invoices;

/// <summary>What is open in one legal entity and currency, as one bar cut by age and the same in words.</summary>
public sealed partial class AgeingBar
{
    // A small sum beside a large one is still seen.
    private const double LeastShare = 0.004;

    [Parameter, EditorRequired]
    public string Entity { get; set; } = "";

    [Parameter, EditorRequired]
    public Currency Currency { get; set; }

    [Parameter, EditorRequired]
    public IReadOnlyDictionary<AgeingBucket, AgedTotal> Sums { get; set; } = new Dictionary<AgeingBucket, AgedTotal>();

    private int Count => Sums.Values.Sum(sum => sum.Count);

    private IEnumerable<AgeingBucket> Shown => Ageing.Buckets.Where(Sums.ContainsKey);

    private IEnumerable<(AgeingBucket Bucket, double From, double Width)> Parts
    {
        get
        {
            var shares = Shown.Select(bucket => (Bucket: bucket, Open: (double)Sums[bucket].OpenMinor)).ToList();
            var least = shares.Sum(share => share.Open) * LeastShare;
            var all = shares.Sum(share => Math.Max(share.Open, least));
            var from = 0.0;
            foreach (var (bucket, open) in shares.Where(_ => all > 0))
            {
                var width = Math.Max(open, least) / all;
                yield return (bucket, from, width);
                from += width;
            }
        }
    }

    private static string Percent(double share) => share.ToString("0.##%", CultureInfo.InvariantCulture);

    private static string ClassOf(AgeingBucket bucket) => $"ageing-{(int)bucket}";
}

/// <summary>An open amount in minor units, and how many invoices make it.</summary>
public sealed record AgedTotal(long OpenMinor, int Count);
