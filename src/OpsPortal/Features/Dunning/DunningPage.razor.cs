using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Invoicing.Dunning;

namespace OpsPortal.Features.Dunning;

/// <summary>The schedules of dunning, in versions.</summary>
public sealed partial class DunningPage
{
    private DunningPolicies.Answer? answer;
    private string entity = "";
    private string reminders = "0, 4, 8, 12";
    private string collections = "1, 2, 4, 6, 8, 10, 12, 14";
    private string reason = "";

    [Inject]
    private DunningPolicies Policies { get; set; } = default!;

    protected override async Task LoadAsync() => answer = Shown(await Policies.ReadAsync(Actor, Ct));

    private static string DaysOf(DunningPolicy policy, DunningMeans means) => string.Join(
        ", ", policy.Schedule.Where(step => step.Means == means).Select(step => step.AfterDays));

    private async Task MakeAsync()
    {
        var chosen = Guid.TryParse(entity, out var id) ? new LegalEntityId(id) : (LegalEntityId?)null;
        var command = new DunningPolicies.Command(chosen, reminders, collections, reason);
        if (await RunAsync(() => Policies.MakeAsync(command, Actor, Ct)))
            reason = "";
    }
}
