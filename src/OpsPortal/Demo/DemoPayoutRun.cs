using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Payouts;
using OpsPortal.Events;
using OpsPortal.Features.Payouts;

namespace OpsPortal.Demo;

/// <summary>How far a payout run of the demo goes.</summary>
internal enum DemoRunEnd
{
    Paid,
    OneReturned,
    WaitsForApproval,
}

/// <summary>Builds, submits, approves, sends and settles one batch of what is eligible.</summary>
internal sealed class DemoPayoutRun(
    DemoCast cast, DemoCalendar calendar, DemoEvents events, IServiceProvider services, IDbContextFactory<OpsDbContext> contexts)
{
    public async Task RunAsync(LegalEntityId entity, Currency currency, DemoRunEnd end)
    {
        var built = await services.GetRequiredService<BuildBatch>()
            .RunAsync(new(entity, currency, []), cast.As("finance"), default);
        if (built.IsRefused)
            return;
        var batch = built.Value.Batch;
        var submitted = await services.GetRequiredService<SubmitBatch>()
            .RunAsync(new(batch, "Checked against the contracts."), cast.As("finance"), default);
        if (submitted.IsRefused || end == DemoRunEnd.WaitsForApproval)
            return;
        calendar.After(Duration.FromHours(2), () => SignAsync(batch, "controller1", end));
    }

    private async Task SignAsync(BatchId batch, string who, DemoRunEnd end)
    {
        var hash = await ProveAsync(batch, who, ApproveBatch.StepUpAction);
        var approved = await services.GetRequiredService<ApproveBatch>().RunAsync(new(batch, hash), cast.As(who), default);
        if (approved.IsRefused)
            return;
        if (who == "controller1")
            calendar.After(Duration.FromHours(1), () => SignAsync(batch, "controller2", end));
        else
            calendar.After(Duration.FromMinutes(30), () => SendAsync(batch, end));
    }

    private async Task SendAsync(BatchId batch, DemoRunEnd end)
    {
        var hash = await ProveAsync(batch, "controller2", TransmitBatch.StepUpAction);
        var sent = await services.GetRequiredService<TransmitBatch>().RunAsync(new(batch, hash), cast.As("controller2"), default);
        if (!sent.IsRefused)
            calendar.After(Duration.FromMinutes(5), () => FollowAsync(batch, end));
    }

    private async Task FollowAsync(BatchId batch, DemoRunEnd end)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var items = await db.Set<PayoutItem>().AsNoTracking().Where(item => item.BatchId == batch).OrderBy(item => item.Key)
            .ToListAsync();
        foreach (var (item, index) in items.Select((item, index) => (item, index)))
        {
            var amount = new Money(item.AmountMinor, item.Currency);
            await events.PayoutAsync(item.Key, amount, ProviderEventKind.PayoutItemAccepted);
            calendar.After(Duration.FromDays(1), () => events.PayoutAsync(item.Key, amount, ProviderEventKind.PayoutItemPaid));
            if (end == DemoRunEnd.OneReturned && index == 0)
                calendar.After(Duration.FromDays(3),
                    () => events.PayoutAsync(item.Key, amount, ProviderEventKind.PayoutItemReturned));
        }
    }

    private async Task<string> ProveAsync(BatchId batch, string who, string action)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var hash = await db.Set<PayoutBatch>().Where(found => found.Id == batch).Select(found => found.ContentHash).SingleAsync();
        var actor = cast.As(who);
        db.Add(new StepUp(Guid.CreateVersion7(), actor.Person, actor.Session!.Value, action, batch.Value, hash!, "password",
            calendar.Now));
        await db.SaveChangesAsync();
        return hash!;
    }
}
