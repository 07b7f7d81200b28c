using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Audit;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Parties;

/// <summary>What is asked of whoever wants to see an account or tax number whole: a reason, and not too many, taken together,
/// within an hour.</summary>
internal static class RevealPace
{
    public const int MostInAnHour = 20;

    public const string OfAccount = "Revealed account number";

    public const string OfTaxId = "Revealed tax number";

    public static async Task<Refusal?> WhyNotAsync(Work work, string reason)
    {
        if (Reasons.WhyNot(reason) is { } wrong)
            return wrong;
        var (me, since) = (work.Person.Id, work.Now - Duration.FromHours(1));
        var seen = await work.Db.Set<AuditRow>().CountAsync(
            row => row.At > since && row.PersonId == me && (row.Action == OfAccount || row.Action == OfTaxId), work.Ct);
        return seen >= MostInAnHour ? PartiesRefusals.TooManyReveals(MostInAnHour) : null;
    }
}
