using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Close;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Close;

namespace OpsPortal.Features.Desk;

/// <summary>Items of the checklists of closes under way that a role of the person's works on, while what they wait for is
/// done.</summary>
[Part]
internal sealed class CloseItemsWaiting : IWaitingSource
{
    public string Room => "Close checklist";

    public Permission Permission => Permission.SeeClose;

    public async Task<IReadOnlyList<Waiting>> ReadAsync(Reading reading)
    {
        var entities = reading.Person.LegalEntities;
        var closes = await reading.Db.Set<PeriodClose>()
            .Where(close => entities.Contains(close.LegalEntityId) && close.State == CloseState.Preparing)
            .Join(reading.Db.Set<LegalEntity>(), close => close.LegalEntityId, entity => entity.Id,
                (close, entity) => new { Close = close, Entity = entity })
            .OrderBy(row => row.Close.Year).ThenBy(row => row.Close.Month).Take(WaitingList.Asked).ToListAsync(reading.Ct);
        var waiting = new List<Waiting>();
        foreach (var row in closes)
        {
            var stand = await CloseJudge.ReadAsync(reading.Db, row.Close, reading.Ct);
            waiting.AddRange(CloseItemStand.Open(stand.Items).Where(item => reading.Person.Roles.Any(item.Item.WorkedBy.Contains))
                .Select(item => Shown(item, row.Close, row.Entity, reading)));
        }

        return [.. waiting.OrderBy(item => item.DueAt).Take(WaitingList.Asked)];
    }

    private static Waiting Shown(CloseItemStand item, PeriodClose close, LegalEntity entity, Reading reading) =>
        new(
            $"Close: {item.Item.Name}", $"{entity.Code} {close.Name}. {item.Item.Ask}",
            $"{Closes.Path(entity.Code, close.YearMonth)}#checklist", close.BegunAt ?? reading.Now,
            item.Item.DueOn(close.YearMonth).PlusDays(1).AtStartOfDayInZone(DateTimeZoneProviders.Tzdb[entity.Zone]).ToInstant());
}
