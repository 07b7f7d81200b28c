using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Payouts.Sending;

namespace OpsPortal.Features.Payouts;

/// <summary>The payouts of a batch whose outcome is unknown, and the way for two people to settle them.</summary>
public sealed partial class UnknownPanel
{
    private IReadOnlyList<UnknownList.Row> rows = [];
    private bool maySettle;
    private string evidence = "";

    [Inject]
    private UnknownList List { get; set; } = default!;

    [Inject]
    private SettleUnknown Settle { get; set; } = default!;

    [Parameter, EditorRequired]
    public BatchId Batch { get; set; }

    [Parameter]
    public EventCallback OnSettled { get; set; }

    protected override async Task LoadAsync()
    {
        if (Shown(await List.RunAsync(Batch, Actor, Ct)) is { } read)
            (rows, maySettle) = (read.Rows, read.MaySettle);
    }

    private async Task SettleAsync(PayoutItemId item, SettledAs outcome)
    {
        if (!await RunAsync(() => Settle.RunAsync(new SettleUnknown.Command(item, outcome, evidence), Actor, Ct)))
            return;
        evidence = "";
        await OnSettled.InvokeAsync();
    }
}

/// <summary>The payouts of a batch whose outcome is unknown, with what the provider said.</summary>
[UseCase]
internal sealed class UnknownList(QueryRunner runner)
{
    internal sealed record Row(PayoutItem Item, PayoutInstruction Sending);

    internal sealed record Answer(IReadOnlyList<Row> Rows, bool MaySettle);

    public Task<Outcome<Answer>> RunAsync(BatchId batch, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeePayouts, actor, async reading => (Outcome<Answer>)new Answer(
            await reading.Db.Set<PayoutItem>()
                .Where(i => i.BatchId == batch && i.State == PayoutItemState.Unknown
                    && reading.Person.LegalEntities.Contains(i.LegalEntityId))
                .Join(reading.Db.Set<PayoutInstruction>(), i => i.Id, s => s.ItemId, (i, s) => new Row(i, s))
                .ToListAsync(reading.Ct),
            reading.Person.May(Permission.SettleUnknown)), ct);
}
