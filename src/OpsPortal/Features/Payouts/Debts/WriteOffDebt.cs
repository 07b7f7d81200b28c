using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Cash;

namespace OpsPortal.Features.Payouts.Debts;

/// <summary>Asks to write off what a payee owes us. Nothing is posted until somebody else decides.</summary>
[UseCase]
internal sealed class AskDebtWriteOff(CommandRunner runner)
{
    /// <param name="Id">Names this request: pressed twice, it is one.</param>
    internal sealed record Command(DebtWriteOffId Id, PayeeId Payee, Money Amount, string Reason);

    public Task<Outcome> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.WriteOffDebt, actor, work => AskAsync(work, command), ct);

    private static async Task<Outcome> AskAsync(Work work, Command command)
    {
        if (await work.SeenAsync<Payee>(one => one.Id == command.Payee) is not { } payee)
            return SharedRefusals.NotFound("payee");
        var waiting = await work.Db.Set<DebtWriteOff>().AsNoTracking().Where(one => one.Id == command.Id
            || (one.PayeeId == payee.Id && one.State == DebtWriteOffState.Waiting)).ToListAsync(work.Ct);
        if (waiting.Exists(one => one.Id == command.Id))
            return Outcome.Done;
        if (waiting.Exists(one => one.Currency == command.Amount.Currency))
            return PayoutRefusals.WriteOffWaits;
        await PositionLock.OfPayeeAsync(work, payee.LegalEntityId, payee.Id);
        var owed = await PayeeClaims.OwedAsync(work.Db, payee, command.Amount.Currency, work.Ct);
        var asked = DebtWriteOff.Ask(command.Id, payee, command.Amount, owed, command.Reason, work.Person.Id, work.Now);
        if (asked.IsRefused)
            return asked.Refusal;
        work.Db.Add(asked.Value);
        work.Audit("Asked for write-off of debt", "payee", payee.Id.Value, after: $"{command.Amount}",
            reason: asked.Value.Reason);
        await work.NotifyAsync(
            Permission.ApproveWriteOff, payee.LegalEntityId,
            $"A write-off of {command.Amount} that {payee.Name} owes waits for your decision.", $"/payees/{payee.Id}",
            work.Person.Id);
        return Outcome.Done;
    }
}

/// <summary>A second person decides a write-off: what the payee owes becomes bad debt, or all stays.</summary>
[UseCase]
internal sealed class DecideDebtWriteOff(CommandRunner runner, JournalWriter journal)
{
    public Task<Outcome> ApproveAsync(DebtWriteOffId id, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.ApproveWriteOff, actor, work => ApproveAsync(work, id), ct);

    public Task<Outcome> RefuseAsync(DebtWriteOffId id, string note, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.ApproveWriteOff, actor, work => RefuseAsync(work, id, note), ct);

    private async Task<Outcome> ApproveAsync(Work work, DebtWriteOffId id)
    {
        if (await FindAsync(work, id) is not { } writeOff)
            return SharedRefusals.NotFound("write-off");
        if (await work.Db.Set<Payee>().SingleOrDefaultAsync(one => one.Id == writeOff.PayeeId, work.Ct) is not { } payee)
            return SharedRefusals.NotFound("payee");
        await PositionLock.OfPayeeAsync(work, payee.LegalEntityId, payee.Id);
        var owed = await PayeeClaims.OwedAsync(work.Db, payee, writeOff.Currency, work.Ct);
        var lost = writeOff.Approve(work.Person.Id, owed, work.Now);
        if (lost.IsRefused)
            return lost.Refusal;
        work.Audit("Wrote debt off", "payee", payee.Id.Value, before: $"owed {Sum(owed, writeOff.Currency)}",
            after: $"{writeOff.Amount}", reason: writeOff.Reason);
        work.Notify(writeOff.AskedBy, $"The write-off of {writeOff.Amount} that {payee.Name} owed was approved.",
            $"/payees/{payee.Id}");
        await work.Db.SaveChangesAsync(work.Ct);
        return (await journal.PostAsync(work, PostingRules.Draft(
            EventFamily.PayeeDebtWrittenOff, writeOff.On(FactsOf(work, writeOff), lost.Value)))).WithoutValue();
    }

    private static async Task<Outcome> RefuseAsync(Work work, DebtWriteOffId id, string note)
    {
        if (await FindAsync(work, id) is not { } writeOff)
            return SharedRefusals.NotFound("write-off");
        var refused = writeOff.Refuse(work.Person.Id, note, work.Now);
        if (refused.IsRefused)
            return refused;
        work.Audit("Refused write-off of debt", "payee", writeOff.PayeeId.Value, before: $"{writeOff.Amount}", reason: note);
        work.Notify(writeOff.AskedBy, $"Your write-off of {writeOff.Amount} was refused: {note}",
            $"/payees/{writeOff.PayeeId}");
        return Outcome.Done;
    }

    private static Task<DebtWriteOff?> FindAsync(Work work, DebtWriteOffId id) =>
        work.SeenAsync<DebtWriteOff>(one => one.Id == id);

    private static Money Sum(IReadOnlyList<PayeePart> owed, Currency currency) =>
        new(owed.Sum(part => part.Minor), currency);

    private static PostingFacts FactsOf(Work work, DebtWriteOff writeOff) => new()
    {
        LegalEntityId = writeOff.LegalEntityId, Currency = writeOff.Currency, PostingKey = "", EffectiveAt = work.Now,
        Trace = new TraceKeys { RequestId = work.RequestId }, Amounts = new PostingAmounts(),
    };
}
