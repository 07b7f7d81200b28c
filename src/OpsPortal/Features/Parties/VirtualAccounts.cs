using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Parties;

/// <summary>Gives a buyer an account number of ours to which only it pays.</summary>
[UseCase]
internal sealed class GiveVirtualAccount(CommandRunner runner)
{
    internal sealed record Command(BuyerId Buyer, string Number);

    public Task<Outcome> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.EditParties, actor, work => GiveAsync(work, command), ct);

    private static async Task<Outcome> GiveAsync(Work work, Command command)
    {
        if (await work.SeenAsync<Buyer>(b => b.Id == command.Buyer) is not { } buyer)
            return SharedRefusals.NotFound("buyer");
        var number = AccountNumber.Parse(command.Number, "number");
        if (number.IsRefused)
            return number.Refusal;
        var account = VirtualAccount.Give(number.Value, buyer, work.Now);
        if (account.IsRefused)
            return account.Refusal;
        if (await TakenAsync(work, number.Value.Text) is { } taken)
            return taken;
        work.Db.Add(account.Value);
        work.Audit("Gave virtual account", "buyer", buyer.Id.Value, after: account.Value.Number);
        return Outcome.Done;
    }

    private static async Task<Refusal?> TakenAsync(Work work, string number)
    {
        if (await work.Db.Set<TreasuryAccount>().AnyAsync(account => account.Iban == number, work.Ct))
            return PartiesRefusals.NumberOfAll(number);
        var holder = await (
            from account in work.Db.Set<VirtualAccount>()
            join buyer in work.Db.Set<Buyer>() on account.BuyerId equals buyer.Id
            where account.Number == number
            select buyer).SingleOrDefaultAsync(work.Ct);
        return holder is null ? null
            : PartiesRefusals.NumberGiven(number, work.Sees(holder.LegalEntityId) ? holder.Name : "a buyer of another company");
    }
}

/// <summary>Takes an account number away from a buyer. What came in by it keeps its match.</summary>
[UseCase]
internal sealed class TakeAwayVirtualAccount(CommandRunner runner)
{
    internal sealed record Command(string Number);

    public Task<Outcome> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.EditParties, actor, work => TakeAwayAsync(work, command), ct);

    private static async Task<Outcome> TakeAwayAsync(Work work, Command command)
    {
        var entities = work.Person.LegalEntities;
        var account = await (
            from given in work.Db.Set<VirtualAccount>()
            join buyer in work.Db.Set<Buyer>() on given.BuyerId equals buyer.Id
            where given.Number == command.Number && entities.Contains(buyer.LegalEntityId)
            select given).SingleOrDefaultAsync(work.Ct);
        if (account is null)
            return SharedRefusals.NotFound("virtual account");
        work.Db.Remove(account);
        work.Audit("Took virtual account away", "buyer", account.BuyerId.Value, before: account.Number);
        return Outcome.Done;
    }
}
