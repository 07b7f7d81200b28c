using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Features.People;
using OpsPortal.Identity;

namespace OpsPortal.Features.Desk;

/// <summary>Authenticators whose reset another administrator asked for.</summary>
[Part]
internal sealed class ResetsWaiting : IWaitingSource
{
    public string Room => "People";

    public Permission Permission => Permission.EditPeople;

    public async Task<IReadOnlyList<Waiting>> ReadAsync(Reading reading)
    {
        var wishes = (await ResetWish.Wishes(reading.Db).ToListAsync(reading.Ct))
            .Select(token => (token.UserId, Wish: ResetWish.Of(token)))
            .Where(row => row.Wish.Stands(reading.Now) && row.Wish.ByPerson != reading.Person.Id).ToList();
        var ids = wishes.Select(row => row.UserId).ToList();
        var accounts = await reading.Db.Set<Account>().Where(account => ids.Contains(account.Id)
            && account.PersonId != reading.Person.Id)
            .ToDictionaryAsync(account => account.Id, account => account.Email, reading.Ct);
        return [.. wishes.Where(row => accounts.ContainsKey(row.UserId)).Select(row => new Waiting(
            $"Confirm the authenticator reset of {accounts[row.UserId]}", row.Wish.Reason, "/admin/people",
            Instant.FromUnixTimeTicks(row.Wish.AtTicks), Instant.FromUnixTimeTicks(row.Wish.AtTicks) + ResetWish.ValidFor))];
    }
}
