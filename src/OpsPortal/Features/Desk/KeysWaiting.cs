using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Api;
using OpsPortal.Domain.Access;

namespace OpsPortal.Features.Desk;

/// <summary>Keys of the API that would act in the person's name and wait for their word.</summary>
[Part]
internal sealed class KeysWaiting : IWaitingSource
{
    public string Room => "API keys";

    public Permission Permission => Permission.SeeDesk;

    public async Task<IReadOnlyList<Waiting>> ReadAsync(Reading reading)
    {
        var me = reading.Person.Id;
        var keys = await reading.Db.Set<ApiKey>().AsNoTracking()
            .Where(key => key.ActsFor == me && key.TakenOnAt == null && key.RevokedAt == null)
            .OrderBy(key => key.MadeAt).ThenBy(key => key.Id).Take(WaitingList.Asked).ToListAsync(reading.Ct);
        return [.. keys.Select(key => new Waiting("Answer for an API key", $"{key.Name} would act in your name", "/keys",
            key.MadeAt))];
    }
}
