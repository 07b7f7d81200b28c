using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Invoicing;

namespace OpsPortal.Features.Invoices;

/// <summary>What is open in one legal entity and currency, as one bar cut by age and the same in words.</summary>
public sealed partial class AgeingBar
{
    [Parameter, EditorRequired]
    public string Entity { get; set; } = "";

    [Parameter, EditorRequired]
    public Currency Currency { get; set; }

    [Parameter, EditorRequired]
    public IReadOnlyDictionary<AgeingBucket, AgedTotal> Sums { get; set; } = new Dictionary<AgeingBucket, AgedTotal>();

    private int Count => Sums.Values.Sum(sum => sum.Count);

    private IEnumerable<AgeingBucket> Shown => Ageing.Buckets.Where(Sums.ContainsKey);

    private static string ClassOf(AgeingBucket bucket) => $"ageing-{(int)bucket}";
}

/// <summary>An open amount in minor units, and how many invoices make it.</summary>
public sealed record AgedTotal(long OpenMinor, int Count);
