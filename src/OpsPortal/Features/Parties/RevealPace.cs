using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Audit;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Parties;

/// <summary>How many account and tax numbers, taken together, one person may see whole within an hour.</summary>
internal static class RevealPace
{
    public const int MostInAnHour = 20;

    public const string OfAccount = "Revealed account number";

    public const string OfTaxId = "Revealed tax number";

    public static async Task<Outcome> MayAsync(Work work)
    {
        var (me, since) = (work.Person.Id, work.Now - Duration.FromHours(1));
        var seen = await work.Db.Set<AuditRow>().CountAsync(
            row => row.At > since && row.PersonId == me && (row.Action == OfAccount || row.Action == OfTaxId), work.Ct);
        return seen >= MostInAnHour ? PartiesRefusals.TooManyReveals(MostInAnHour) : Outcome.Done;
    }
}
