using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Tests.Simulation;

/// <summary>Several moves in a row that would get round a rule if it were not there; by chance they would hardly meet.</summary>
internal sealed partial class PayoutActs
{
    /// <summary>New bank details, confirmed at once, and money sent to them before they could cool off.</summary>
    private async Task<bool> HurryAsync()
    {
        var payee = world.AnyOf(world.Payees);
        await using (var db = await world.House.DbAsync())
        {
            var waiting = await db.Set<PayeeAccount>().AsNoTracking().CountAsync(account =>
                account.PayeeId == payee && account.CallBackBy == null && account.ReplacedAt == null);
            if (waiting > 0)
                return false;
        }

        await parties.ChangeAccountAsync(payee);
        await parties.CallBackAsync("finance");
        await BuildAsync([payee]);
        bool Pays(PayoutBatch batch) => batch.Items.Any(item =>
            item.PayeeId == payee && item.State == PayoutItemState.Ready);
        await SubmitAsync("finance", Pays);
        foreach (var who in Controllers)
            await ApproveAsync(who, stale: false, proof: true, Pays);
        await TransmitAsync(AnyController, stale: false, Pays);
        return true;
    }

    /// <summary>Somebody signs, the batch goes back or loses an item, and is submitted anew; one signs what stands there, another
    /// the page that was on the screen before.</summary>
    private async Task<bool> ChangeAfterLookAsync()
    {
        if (await AnyAsync(BatchState.Submitted) is not { } batch)
            return false;
        bool Same(PayoutBatch found) => found.Id == batch.Id;
        var (first, second) = world.Random.Next(2) == 0 ? (Controllers[0], Controllers[1]) : (Controllers[1], Controllers[0]);
        await ApproveAsync(first, stale: false, proof: true, Same);
        if (HasTwo(batch))
            await RemoveAsync(Same);
        else
            await RejectAsync(Same);
        await SubmitAsync("finance", Same);
        await ApproveAsync(first, stale: false, proof: true, Same);
        await ApproveAsync(second, stale: true, proof: true, Same);
        await TransmitAsync(first, stale: false, Same);
        return true;
    }

    private static bool HasTwo(PayoutBatch batch) => batch.Items.Count(item => item.State == PayoutItemState.Ready) >= 2;
}
