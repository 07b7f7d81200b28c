using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Cash;

namespace OpsPortal.Features.Payouts.Debts;

/// <summary>Sets what a payee owes us off against its settled money, by the right that a contract's clause gives.</summary>
[UseCase]
internal sealed class SetOffDebt(CommandRunner runner, JournalWriter journal)
{
    /// <param name="Id">Names this set-off: pressed twice, it is one.</param>
    /// <param name="Clause">The contract whose set-off clause gives the right.</param>
    internal sealed record Command(SetOffId Id, PayeeId Payee, Money Amount, ContractId Clause, string Reason);

    public Task<Outcome> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SetOffDebt, actor, work => SetOffAsync(work, command), ct);

    private async Task<Outcome> SetOffAsync(Work work, Command command)
    {
        if (await work.SeenAsync<Payee>(one => one.Id == command.Payee) is not { } payee)
            return SharedRefusals.NotFound("payee");
        if (Reasons.WhyNot(command.Reason) is { } wrong)
            return wrong;
        var key = PostingKeys.SetOff(command.Id);
        if (await work.Db.Set<JournalEntry>().AnyAsync(entry =>
            entry.LegalEntityId == payee.LegalEntityId && entry.PostingKey == key, work.Ct))
            return Outcome.Done;
        var contract = await work.Db.Set<Contract>().AsNoTracking().Include(one => one.Versions)
            .SingleOrDefaultAsync(one => one.Id == command.Clause && one.LegalEntityId == payee.LegalEntityId, work.Ct);
        var refusal = contract is null ? SharedRefusals.NotFound("contract").On("contract") : contract.WhyNoSetOff(payee.Id);
        refusal ??= await PayeeClaims.WhyNotAsync(work.Db, payee, command.Amount.Currency, work.Ct);
        if (refusal is not null)
            return refusal;

        await PositionLock.OfPayeeAsync(work, payee.LegalEntityId, payee.Id);
        var claims = (await PayeeClaims.ReadAsync(work.Db, payee, work.Ct))
            .SingleOrDefault(one => one.Currency == command.Amount.Currency)
            ?? new PayeeClaims(command.Amount.Currency, [], []);
        var setOff = SetOff.Of(command.Amount, claims.Settled, claims.Owed);
        if (setOff.IsRefused)
            return setOff.Refusal;
        work.Audit("Set debt off", "payee", payee.Id.Value, before: $"owed {claims.OwedSum}",
            after: $"{command.Amount} under {contract!.Number}", reason: command.Reason.Trim());
        await work.Db.SaveChangesAsync(work.Ct);
        return (await journal.PostAsync(work, setOff.Value.Draft(FactsOf(work, payee, command), contract.Id))).Refusal is { } no
            ? no : Outcome.Done;
    }

    private static PostingFacts FactsOf(Work work, Payee payee, Command command) => new()
    {
        LegalEntityId = payee.LegalEntityId,
        Currency = command.Amount.Currency,
        PostingKey = PostingKeys.SetOff(command.Id),
        EffectiveAt = work.Now,
        Trace = new TraceKeys { RequestId = work.RequestId, Memo = command.Reason.Trim() },
        Amounts = new PostingAmounts(),
    };
}
