using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts.Policies;

/// <summary>Says aloud that what is asked of payouts has changed: to those who sign them, to auditors, and to whoever had opened
/// what held before.</summary>
internal static class NewPolicies
{
    public static async Task TellAsync(Work work, PolicyMade made)
    {
        var words = $"{work.Person.Name} made version {made.Number} of the {made.Policy}. It holds from "
            + $"{DayWords.Of(made.From)}; its maker signs no batch until {DayWords.Of(made.SignsFrom)}.";
        await work.NotifyAsync(Permission.ApproveBatch, null, words, "/admin/policies", made.By);
        await work.NotifyRoleAsync(Role.Auditor, null, words, "/admin/policies", [made.By]);
    }

    public static async Task<Refusal> SinceAsync(Work work, string policy, int number, PersonId? by, Instant at)
    {
        var who = await work.Db.Set<Person>().Where(person => person.Id == by).Select(person => person.Name)
            .FirstOrDefaultAsync(work.Ct);
        return PayoutRefusals.PolicyChangedSince(policy, number, who ?? "The system", at);
    }
}
