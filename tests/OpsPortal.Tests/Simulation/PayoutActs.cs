using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Payouts;

namespace OpsPortal.Tests.Simulation;

/// <summary>People make, submit, sign, change, reject and release batches, rightly and wrongly.</summary>
internal sealed partial class PayoutActs(Simulation world, PartyActs parties)
{
    private static readonly string[] Controllers = ["controller1", "controller2"];
    private static readonly BatchState[] BeforeRelease = [BatchState.Draft, BatchState.Submitted, BatchState.Approved];

    public IReadOnlyList<Act> All =>
    [
        new(14, "a batch is built", BuildAsync),
        new(30, "a batch is submitted", SubmitAsync),
        new(50, "a batch is signed", () => ApproveAsync(null, stale: false, proof: true)),
        new(16, "an old page is signed", () => ApproveAsync(null, stale: true, proof: true)),
        new(2, "a batch is signed without proof", () => ApproveAsync(null, stale: false, proof: false)),
        new(2, "the maker signs", () => ApproveAsync("finance", stale: false, proof: true)),
        new(5, "a batch is rejected", RejectAsync),
        new(4, "a payout is taken out of a batch", RemoveAsync),
        new(1, "a batch is given up", () => CancelAsync(_ => true)),
        new(60, "a batch with a red control is given up", () => CancelAsync(IsRed)),
        new(50, "a batch is released", () => TransmitAsync(AnyController, stale: false)),
        new(8, "an old page is released", () => TransmitAsync(AnyController, stale: true)),
        new(1, "the maker releases", () => TransmitAsync("finance", stale: false)),
        new(3, "money is wanted at new bank details at once", HurryAsync),
        new(8, "a batch changes after it was looked at", ChangeAfterLookAsync),
    ];

    private string AnyController => world.AnyOf(Controllers)!;

    private Task<bool> BuildAsync() =>
        BuildAsync(world.Random.Next(2) == 0 ? [] : [world.AnyOf(world.Payees), world.AnyOf(world.Payees)]);

    private async Task<bool> BuildAsync(IReadOnlyList<PayeeId> payees)
    {
        var attempt = world.Begin("finance", "Built batch", Permission.BuildBatch);
        return await world.TryAsync(attempt, actor => world.House.Use<BuildBatch>().RunAsync(
            new BuildBatch.Command(World.Ireland, Currency.Of("EUR"), []) { Payees = payees }, actor, default));
    }

    private Task<bool> SubmitAsync() => SubmitAsync(world.Random.Next(8) == 0 ? "ops" : "finance", _ => true);

    private async Task<bool> SubmitAsync(string who, Func<PayoutBatch, bool> isMeant)
    {
        if (await AnyAsync(isMeant, BatchState.Draft) is { } batch)
            return await world.TryAsync(On(batch, who, "Submitted batch", Permission.SubmitBatch), actor =>
                world.House.Use<SubmitBatch>().RunAsync(new SubmitBatch.Command(batch.Id, "Looked at."), actor, default));
        return false;
    }

    private Task<bool> ApproveAsync(string? named, bool stale, bool proof) => ApproveAsync(named, stale, proof, _ => true);

    private async Task<bool> ApproveAsync(string? named, bool stale, bool proof, Func<PayoutBatch, bool> isMeant)
    {
        if (await AnyAsync(found => isMeant(found) && (!stale || EarlierPages(found).Count > 0), BatchState.Submitted)
                is not { } batch
            || Page(batch, stale) is not { } hash)
            return false;
        var who = named ?? Signer(batch.Id, hash);
        if (proof)
            await ProveAsync(who, ApproveBatch.StepUpAction, batch.Id, hash);
        var attempt = new Attempt(who, "Approved batch", Permission.ApproveBatch, world.House.Now)
        {
            Batch = batch.Id, Hash = hash, HasProof = proof,
        };
        return await world.TryAsync(attempt, actor =>
            world.House.Use<ApproveBatch>().RunAsync(new ApproveBatch.Command(batch.Id, hash), actor, default));
    }

    private Task<bool> TransmitAsync(string who, bool stale) => TransmitAsync(who, stale, _ => true);

    private async Task<bool> TransmitAsync(string who, bool stale, Func<PayoutBatch, bool> isMeant)
    {
        if (await AnyAsync(found => isMeant(found) && (!stale || EarlierPages(found).Count > 0), BatchState.Approved)
                is not { } batch
            || Page(batch, stale) is not { } hash)
            return false;
        await ProveAsync(who, TransmitBatch.StepUpAction, batch.Id, hash);
        var attempt = new Attempt(who, "Transmitted batch", Permission.TransmitBatch, world.House.Now)
        {
            Batch = batch.Id, Hash = hash, HasProof = true,
        };
        return await world.TryAsync(attempt, actor =>
            world.House.Use<TransmitBatch>().RunAsync(new TransmitBatch.Command(batch.Id, hash), actor, default));
    }

    private Task<bool> RejectAsync() => RejectAsync(_ => true);

    private async Task<bool> RejectAsync(Func<PayoutBatch, bool> isMeant)
    {
        if (await AnyAsync(isMeant, BatchState.Submitted, BatchState.Approved) is { } batch)
            return await world.TryAsync(On(batch, AnyController, "Rejected batch", Permission.RejectBatch), actor =>
                world.House.Use<RejectBatch>().RunAsync(new RejectBatch.Command(batch.Id, "Look again."), actor, default));
        return false;
    }

    private Task<bool> RemoveAsync() => RemoveAsync(_ => true);

    private async Task<bool> RemoveAsync(Func<PayoutBatch, bool> isMeant)
    {
        if (await AnyAsync(isMeant, BeforeRelease) is not { } batch)
            return false;
        var ready = batch.Items.Where(item => item.State == PayoutItemState.Ready)
            .OrderBy(item => item.PayeeName, StringComparer.Ordinal).ToList();
        if (world.AnyOf(ready) is { } item)
            return await world.TryAsync(On(batch, "finance", "Took item out of batch", Permission.BuildBatch), actor =>
                world.House.Use<RemoveBatchItem>().RunAsync(
                    new RemoveBatchItem.Command(batch.Id, item.Id, "Not now."), actor, default));
        return false;
    }

    private async Task<bool> CancelAsync(Func<PayoutBatch, bool> isMeant)
    {
        if (await AnyAsync(isMeant, BeforeRelease) is { } batch)
            return await world.TryAsync(On(batch, "finance", "Cancelled batch", Permission.CancelBatch), actor =>
                world.House.Use<CancelBatch>().RunAsync(new CancelBatch.Command(batch.Id, "Not needed."), actor, default));
        return false;
    }

    private Attempt On(PayoutBatch batch, string who, string action, Permission permission) =>
        new(who, action, permission, world.House.Now) { Batch = batch.Id };

    /// <summary>What stands on the person's screen: the batch as it is, or as somebody saw it before.</summary>
    private string? Page(PayoutBatch batch, bool stale)
    {
        if (batch.ContentHash is { } now)
            world.Memory.Shown[now] = [.. batch.Items.Where(item => item.State == PayoutItemState.Ready)
                .Select(item => new ShownPayout(item.Key, item.AmountMinor, item.AccountId))];
        return stale ? world.AnyOf(EarlierPages(batch)) : batch.ContentHash;
    }

    /// <summary>What people had before them of this batch before it changed.</summary>
    private List<string> EarlierPages(PayoutBatch batch) => world.Memory.Attempts
        .Where(attempt => attempt.Batch == batch.Id && attempt.Hash is not null && attempt.Hash != batch.ContentHash)
        .Select(attempt => attempt.Hash!).Distinct().ToList();

    private async Task ProveAsync(string who, string action, BatchId batch, string hash)
    {
        var by = world.House.As(who);
        await using var db = await world.House.DbAsync();
        db.Add(new StepUp(
            Guid.CreateVersion7(), by.Person, by.Session!.Value, action, batch.Value, hash, "password", world.House.Now));
        await db.SaveChangesAsync();
    }

    /// <summary>Mostly somebody who has not signed this content yet.</summary>
    private string Signer(BatchId batch, string hash)
    {
        var signed = world.Memory.Of("Approved batch", batch).Where(attempt => attempt.Hash == hash)
            .Select(attempt => attempt.Account).ToHashSet(StringComparer.Ordinal);
        return world.Random.Next(6) > 0 && world.AnyOf(Controllers.Where(who => !signed.Contains(who)).ToList()) is { } fresh
            ? fresh : AnyController;
    }

    /// <summary>True where the last answer about this batch was that a control is red.</summary>
    private bool IsRed(PayoutBatch batch) => world.Memory.Attempts.LastOrDefault(attempt => attempt.Batch == batch.Id)
        ?.Code?.StartsWith("payouts.control", StringComparison.Ordinal) == true;

    private Task<PayoutBatch?> AnyAsync(params BatchState[] states) => AnyAsync(_ => true, states);

    private async Task<PayoutBatch?> AnyAsync(Func<PayoutBatch, bool> isMeant, params BatchState[] states)
    {
        await using var db = await world.House.DbAsync();
        var found = await Batches.Whole(db).AsNoTracking().Where(batch => states.Contains(batch.State))
            .OrderBy(batch => batch.Number).ToListAsync();
        return world.AnyOf(found.Where(isMeant).ToList());
    }
}
