using OpsPortal.Access;
using OpsPortal.Jobs;

namespace OpsPortal.Features.Cash.Matching;

/// <summary>The clock of matching.</summary>
[Part]
internal sealed class MatchReceiptsJob(MatchReceipts match) : IBackgroundJob
{
    public string Name => "match-receipts";

    public string Purpose => "Matches unapplied cash with open invoices; posts what is certain, suggests the rest.";

    public TimeSpan Every => TimeSpan.FromSeconds(30);

    public async Task<string> RunAsync(Actor actor, CancellationToken ct)
    {
        var matched = await match.RunAsync(actor, ct);
        return matched.IsRefused ? matched.Refusal.Text
            : matched.Value.Applied == 0 ? JobResults.Nothing : $"{matched.Value.Applied} receipts applied";
    }
}
