using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Payouts;
using OpsPortal.Outbox;
using OpsPortal.Tests.Payouts;

namespace OpsPortal.Tests.Faults.Points;

/// <summary>What surrounds one death: how the point comes to be reached, and what must stand afterwards because of it.</summary>
internal sealed class PointScene(KillWorld world, NamedPoint point)
{
    private BatchId batch;

    private Actor By => world.Payouts.Controller1;

    private bool IsDecision => point.Needs is Needs.Approval or Needs.Release;

    /// <summary>Gives the order to die, and brings about what leads there.</summary>
    public async Task BeginAsync(PointSlip slip, PortalProcess portal)
    {
        if (IsDecision)
            slip.Write(new PointOrder(point.Name, Errand: await DecisionAsync()));
        else if (point.Moment != Moment.AtTheBank)
            slip.Write(new PointOrder(point.Name));
        world.Bank.LosesAnswers = point.Needs == Needs.LostAnswer;
        if (point.Moment == Moment.AtTheBank)
            world.Bank.WhileHolding = () =>
            {
                world.Bank.WhileHolding = null;
                slip.TellReached(point.Name);
                portal.Kill();
            };
        if (point.Needs is Needs.Payouts or Needs.LostAnswer)
            await world.ReleasePayoutsAsync();
    }

    public void End() => (world.Bank.LosesAnswers, world.Bank.WhileHolding) = (false, null);

    /// <summary>A decision stands whole or not at all; who repeats it takes nothing twice. Then the batch goes its way.</summary>
    public async Task<IReadOnlyList<string>> JudgeAsync()
    {
        if (point.Room == "job mail")
            return await MailAsync();
        if (!IsDecision)
            return [];
        var faults = await StandsAsync();
        var again = point.Needs == Needs.Approval
            ? await world.Payouts.ApproveAsync(batch, By) : await world.Payouts.TransmitAsync(batch, By);
        if (again.IsRefused != (point.Moment == Moment.AfterCommit))
            faults.Add($"{point.Name}: repeated, it was answered \"{again.Refusal?.Text ?? "done"}\"");
        if (point.Needs == Needs.Approval)
        {
            Done(await world.Payouts.ApproveAsync(batch, world.Payouts.Controller2));
            Done(await world.Payouts.TransmitAsync(batch, By));
        }

        return faults;
    }

    private async Task<Errand> DecisionAsync()
    {
        await world.OweAsync();
        var approves = point.Needs == Needs.Approval;
        batch = approves ? await world.Payouts.SubmittedAsync() : await world.Payouts.ApprovedAsync();
        var command = approves ? nameof(ApproveBatch) : nameof(TransmitBatch);
        var hash = await world.Payouts.HashAsync(batch);
        await world.Payouts.ProveAsync(By, command, batch.Value, hash);
        return new Errand(command, batch.Value, By.Person.Value, By.Session!.Value.Value, hash);
    }

    private async Task<List<string>> StandsAsync()
    {
        var found = await world.Payouts.BatchAsync(batch);
        var intents = (await world.Payouts.InstructionsAsync()).Count(intent => intent.BatchId == batch);
        var signed = found.Approvals.Count(approval => approval.PersonId == By.Person);
        var isDone = point.Moment == Moment.AfterCommit;
        var (stands, must) = point.Needs == Needs.Approval
            ? ($"{found.State} with {signed} signatures", $"Submitted with {(isDone ? 1 : 0)} signatures")
            : ($"{found.State == BatchState.Approved} with {intents} intents",
                $"{!isDone} with {(isDone ? found.Items.Count : 0)} intents");
        return stands == must ? [] : [$"{point.Name}: the batch is {stands}, not {must}"];
    }

    // Who sends an e-mail holds it for two minutes; the test does not wait for them.
    private async Task<IReadOnlyList<string>> MailAsync()
    {
        await using var db = await world.World.DbAsync();
        var gone = await db.Set<OutboxMessage>().Where(mail => mail.State == OutboxState.Waiting && mail.Attempts > 0)
            .ExecuteUpdateAsync(set => set.SetProperty(mail => mail.NextAt, mail => mail.CreatedAt));
        return gone > 0 ? [] : [$"{point.Name}: no e-mail waits to be sent again under its name"];
    }
}
