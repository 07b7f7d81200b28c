using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Payouts.Sending;

namespace OpsPortal.Features.Payouts;

/// <summary>One batch as approvers see it: controls judged now, items with gate and marks, the chain of signatures, who must
/// act.</summary>
[UseCase]
internal sealed class BatchDetail(QueryRunner runner)
{
    internal sealed record Item(PayoutItem Payout, string? GateWords, PayoutInstruction? Sending);

    /// <summary>A button: whether the person sees it, and why it is off.</summary>
    internal sealed record Button(bool Shown, string? WhyOff)
    {
        public bool IsOn => Shown && WhyOff is null;
    }

    internal sealed record Buttons(Button Submit, Button Approve, Button Reject, Button Transmit, Button Cancel, Button Remove);

    internal sealed record Answer(
        PayoutBatch Batch, LegalEntity Entity, IReadOnlyList<Item> Items, IReadOnlyList<BatchControl> Controls, Buttons Buttons,
        IReadOnlyDictionary<PersonId, string> Names, string WhoMustAct, IReadOnlyList<string> Rules);

    public Task<Outcome<Answer>> RunAsync(BatchId id, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeePayouts, actor, reading => ReadAsync(reading, id), ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading, BatchId id)
    {
        var batches = Batches.Whole(reading.Db).AsNoTrackingWithIdentityResolution();
        if (await reading.SeenAsync(batches, b => b.Id == id) is not { } batch)
            return SharedRefusals.NotFound("batch");
        var entity = await reading.Db.Set<LegalEntity>().SingleAsync(e => e.Id == batch.LegalEntityId, reading.Ct);
        Outcome<BatchCheck>? check = null;
        if (BatchLifecycle.IsBeforeRelease(batch.State))
            check = await BatchCheck.ReadAsync(reading.Db, batch, reading.Now, reading.Ct);
        var sending = await reading.Db.Set<PayoutInstruction>().Where(i => i.BatchId == id).ToDictionaryAsync(i =>
            i.ItemId, reading.Ct);
        var words = check is { IsRefused: false } judged
            ? judged.Value.Items.ToDictionary(i => i.Item.Id, i => i.Fact.GateWords)
            : [];
        var controls = check is { IsRefused: false } controlled ? controlled.Value.Controls : [];
        var rules = check is { IsRefused: false } known ? known.Value.Policy.Matching(known.Value.Context).Select(r =>
            r.Name).ToList() : [];
        var made = check is { IsRefused: false } read ? read.Value.NewPolicies : [];
        return new Answer(
            batch, entity,
            [.. batch.Items.OrderBy(i => i.PayeeName, StringComparer.OrdinalIgnoreCase)
                .Select(i => new Item(i, words.GetValueOrDefault(i.Id), sending.GetValueOrDefault(i.Id)))],
            controls, BatchButtons.Of(batch, reading.Person, made, reading.Now), await NamesAsync(reading, batch),
                BatchButtons.WhoMustAct(batch), rules);
    }

    private static async Task<Dictionary<PersonId, string>> NamesAsync(Reading reading, PayoutBatch batch)
    {
        PersonId?[] people = [batch.MadeBy, batch.SubmittedBy, batch.TransmittedBy, .. batch.Editors.Select(e => (PersonId?)e)];
        var ids = people.OfType<PersonId>().Distinct().ToList();
        return await reading.Db.Set<Person>().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p =>
            p.Name, reading.Ct);
    }
}
