using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Cash;
using OpsPortal.Features.Compliance;
using OpsPortal.Features.Payouts.Sending;

namespace OpsPortal.Features.Parties;

/// <summary>Mends, pauses, resumes, deactivates or activates a payee. What was released to one that may not be paid any more and
/// has not left is stopped.</summary>
[UseCase]
internal sealed class ChangePayee(CommandRunner runner, StopPayouts payouts, GatesAnew gates)
{
    public Task<Outcome> MendAsync(PayeeId payee, PayeeParticulars particulars, Actor actor, CancellationToken ct) =>
        RunAsync(payee, new("Mended payee", one => one.Mend(particulars)) { Then = LookAgainAsync }, actor, ct);

    public Task<Outcome> PauseAsync(PayeeId payee, string reason, Actor actor, CancellationToken ct) =>
        RunAsync(payee, new("Paused payee", one => one.Pause(reason)) { Reason = reason, Then = StopAsync }, actor, ct);

    public Task<Outcome> ResumeAsync(PayeeId payee, string reason, Actor actor, CancellationToken ct) =>
        RunAsync(payee, new(PayeeLookAlikes.Resumed, one => one.Resume())
        {
            Reason = reason,
            May = async work => await PayeeLookAlikes.MayResumeAsync(work, payee) is { IsRefused: true } kept ? kept
                : await TurnedAwayAccounts.MayResumeAsync(work, payee),
        }, actor, ct);

    public Task<Outcome> DeactivateAsync(PayeeId payee, Actor actor, CancellationToken ct) =>
        RunAsync(payee, new("Deactivated payee", one => one.Deactivate()) { Then = StopAsync }, actor, ct);

    public Task<Outcome> ActivateAsync(PayeeId payee, Actor actor, CancellationToken ct) =>
        RunAsync(payee, new("Activated payee", one => one.Activate()), actor, ct);

    private static string Words(Payee payee) =>
        $"{payee.Name}, {payee.Kind.ToString().ToLowerInvariant()}, {payee.Country}, {payee.Email}, "
        + PayeeWords.StateOf(payee).ToLowerInvariant();

    private Task<Outcome> RunAsync(PayeeId id, Change change, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.EditParties, actor, async work =>
        {
            if (await PayeeFinder.FindAsync(work, id) is not { } payee)
                return SharedRefusals.NotFound("payee");
            if (change.Then is not null)
                await PositionLock.OfPayeeAsync(work, payee.LegalEntityId, payee.Id);
            if (change.May is not null && await change.May(work) is { IsRefused: true } kept)
                return kept;
            var (words, before) = (Words(payee), payee.ToParticulars());
            var changed = change.Make(payee);
            if (changed.IsRefused)
                return changed;
            work.Audit(change.Action, "payee", id.Value, words, Words(payee), change.Reason);
            if (change.Then is not null)
                await change.Then(work, payee, before);
            return changed;
        }, ct);

    private async Task LookAgainAsync(Work work, Payee payee, PayeeParticulars before)
    {
        await gates.AskAsync(work, payee, before);
        if (before.Name != payee.Name && await PayeeLookAlikes.HoldByNameAsync(work, payee))
            await StopAsync(work, payee, before);
    }

    private Task StopAsync(Work work, Payee payee, PayeeParticulars before) =>
        payouts.OfPayeeAsync(work, payee.Id, FailureReasons.PayeeStopped);

    private sealed record Change(string Action, Func<Payee, Outcome> Make)
    {
        public string? Reason { get; init; }

        public Func<Work, Task<Outcome>>? May { get; init; }

        /// <summary>What follows, told the particulars before; the position of the payee is taken first.</summary>
        public Func<Work, Payee, PayeeParticulars, Task>? Then { get; init; }
    }
}
