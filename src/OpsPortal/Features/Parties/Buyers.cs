using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Parties;

/// <summary>Makes a buyer of a legal entity.</summary>
[UseCase]
internal sealed class CreateBuyer(CommandRunner runner)
{
    internal sealed record Command(LegalEntityId Entity, BuyerParticulars Particulars);

    public Task<Outcome<BuyerId>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.EditParties, actor, work => Task.FromResult(Create(work, command)), ct);

    private static Outcome<BuyerId> Create(Work work, Command command)
    {
        if (!work.Sees(command.Entity))
            return SharedRefusals.NotFound("legal entity");
        var buyer = Buyer.Create(new(Guid.CreateVersion7()), command.Entity, command.Particulars);
        if (buyer.IsRefused)
            return buyer.Refusal;
        work.Db.Add(buyer.Value);
        work.Audit("Created buyer", "buyer", buyer.Value.Id.Value, after: buyer.Value.Name);
        return buyer.Value.Id;
    }
}

/// <summary>Mends, deactivates, activates or merges a buyer.</summary>
[UseCase]
internal sealed class ChangeBuyer(CommandRunner runner)
{
    public Task<Outcome> MendAsync(BuyerId buyer, BuyerParticulars particulars, Actor actor, CancellationToken ct) =>
        RunAsync("Mended buyer", buyer, b => b.Mend(particulars), actor, ct);

    public Task<Outcome> DeactivateAsync(BuyerId buyer, Actor actor, CancellationToken ct) =>
        RunAsync("Deactivated buyer", buyer, b => b.Deactivate(), actor, ct);

    public Task<Outcome> ActivateAsync(BuyerId buyer, Actor actor, CancellationToken ct) =>
        RunAsync("Activated buyer", buyer, b => b.Activate(), actor, ct);

    public Task<Outcome> MergeAsync(BuyerId buyer, BuyerId staying, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.EditParties, actor, async work =>
        {
            if (await FindAsync(work, buyer) is not { } gone || await FindAsync(work, staying) is not { } stays)
                return SharedRefusals.NotFound("buyer");
            var merged = gone.MergeInto(stays);
            if (!merged.IsRefused)
                work.Audit("Merged buyer", "buyer", buyer.Value, gone.Name, stays.Name);
            return merged;
        }, ct);

    private Task<Outcome> RunAsync(string action, BuyerId id, Func<Buyer, Outcome> change, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.EditParties, actor, async work =>
        {
            if (await FindAsync(work, id) is not { } buyer)
                return SharedRefusals.NotFound("buyer");
            var before = buyer.Name;
            var changed = change(buyer);
            if (!changed.IsRefused)
                work.Audit(action, "buyer", id.Value, before, buyer.Name);
            return changed;
        }, ct);

    private static Task<Buyer?> FindAsync(Work work, BuyerId id)
    {
        var entities = work.Person.LegalEntities;
        return work.Db.Set<Buyer>().SingleOrDefaultAsync(b => b.Id == id && entities.Contains(b.LegalEntityId), work.Ct);
    }
}
