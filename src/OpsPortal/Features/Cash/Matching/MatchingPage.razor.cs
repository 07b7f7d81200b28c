using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Cash.Matching;

namespace OpsPortal.Features.Cash.Matching;

/// <summary>How matching works here, and what it would have done with the past.</summary>
public sealed partial class MatchingPage
{
    private const int UsualDays = 90;
    private static readonly IReadOnlyList<MatchFeature> Features = [.. MatchFeatures.All];
    private DryRunMatching.Answer? answer;

    [SupplyParameterFromQuery(Name = "days")]
    private int? Days { get; set; }

    [Inject]
    private DryRunMatching DryRun { get; set; } = default!;

    protected override async Task LoadAsync() => answer = Shown(await DryRun.RunAsync(Days ?? UsualDays, Actor, Ct));

    private static string Says(DryRunMatching.Finding finding) => finding switch
    {
        DryRunMatching.Finding.SameByItself => "Posted by itself as it was",
        DryRunMatching.Finding.Suggested => "Suggested in the first three",
        DryRunMatching.Finding.NotFound => "Not found",
        _ => "Posted otherwise by itself",
    };

    private static string Number(double weight) => weight.ToString("0.00", CultureInfo.InvariantCulture);

    private string Counts(MatchFeature feature) => answer!.Learned.FirstOrDefault(count => count.Feature == feature) is var count
        ? $"{count.Confirmed}, {count.Discarded}" : "0, 0";
}
