using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Milestones;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Cash.Matching;

namespace OpsPortal.Features.PayeeInvoices;

/// <summary>Records a payee's invoice and compares it with the contract and the accepted milestone.</summary>
[UseCase]
internal sealed class RecordPayeeInvoice(CommandRunner runner)
{
    /// <param name="Currency">The invoice's, where it says so; otherwise the contract's.</param>
    /// <param name="Milestone">The name of one of the contract's milestones; empty for the contract as a whole.</param>
    internal sealed record Command(PayeeId Payee, string Contract, string Milestone, string Number, string Amount,
        string? Currency = null);

    public Task<Outcome<Guid>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.BuildBatch, actor, work => RecordAsync(work, command), ct);

    private static async Task<Outcome<Guid>> RecordAsync(Work work, Command command)
    {
        if (await work.SeenAsync<Payee>(p => p.Id == command.Payee) is not { } payee)
            return SharedRefusals.NotFound("payee");
        var number = command.Contract.Trim();
        var contracts = work.Db.Set<Contract>().Include(c => c.Versions).ThenInclude(v => v.Items).AsSplitQuery();
        if (await work.SeenAsync(contracts, c => c.Number == number) is not { } contract)
            return SharedRefusals.NotFound("contract");
        var name = command.Milestone.Trim();
        var milestone = name.Length == 0 ? null : await work.Db.Set<Milestone>().OrderBy(m => m.Id)
            .FirstOrDefaultAsync(m => m.ContractId == contract.Id && m.Name == name, work.Ct);
        if (name.Length > 0 && milestone is null)
            return SharedRefusals.NotFound("milestone");
        Outcome<Currency> currency = command.Currency is null ? contract.Currency : Currency.Parse(command.Currency);
        if (currency.IsRefused)
            return currency.Refusal;
        var amount = Money.Parse(command.Amount.Trim(), currency.Value);
        if (amount.IsRefused)
            return amount.Refusal;
        var ask = new PayeeInvoiceAsk(payee.Id, contract.Id, milestone?.Id, command.Number, amount.Value);
        var recorded = PayeeInvoice.Record(Guid.CreateVersion7(), contract.LegalEntityId, ask, work.Person.Id, work.Now);
        if (recorded.IsRefused)
            return recorded.Refusal;
        var key = recorded.Value.NumberKey;
        if (await work.Db.Set<PayeeInvoice>().AnyAsync(i => i.PayeeId == payee.Id && i.NumberKey == key, work.Ct))
            return PayoutRefusals.PayeeInvoiceKnown(payee.Name, recorded.Value.Number);
        await CheckAsync(work, recorded.Value, contract, milestone);
        work.Db.Add(recorded.Value);
        work.Audit("Recorded payee invoice", "payee invoice", recorded.Value.Id,
            after: $"{recorded.Value.Number}: {recorded.Value.State}",
            reason: string.Join(" ", recorded.Value.Failures));
        return recorded.Value.Id;
    }

    internal static async Task CheckAsync(Work work, PayeeInvoice invoice, Contract contract, Milestone? milestone)
    {
        var (rules, _) = await MatchPolicies.InForceAsync(work.Db, contract.LegalEntityId, work.Now, work.Ct);
        var before = await work.Db.Set<PayeeInvoice>()
            .Where(i => i.ContractId == contract.Id && i.PayeeId == invoice.PayeeId && i.Id != invoice.Id)
            .SumAsync(i => i.AmountMinor, work.Ct);
        invoice.Check(SupplierMatch.Failures(invoice, contract, milestone, before, rules.Supplier));
    }
}

/// <summary>What can be done about a payee's invoice that is held: check it anew, or release it by name with a reason.</summary>
[UseCase]
internal sealed class ReleasePayeeInvoice(CommandRunner runner)
{
    public Task<Outcome> CheckAgainAsync(Guid id, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.BuildBatch, actor, work => MoveAsync(work, id, "Checked payee invoice", null, async found =>
        {
            var contract = await work.Db.Set<Contract>().Include(c => c.Versions).ThenInclude(v => v.Items).AsSplitQuery()
                .SingleAsync(c => c.Id == found.ContractId, work.Ct);
            var milestone = await work.Db.Set<Milestone>().SingleOrDefaultAsync(m => m.Id == found.MilestoneId, work.Ct);
            await RecordPayeeInvoice.CheckAsync(work, found, contract, milestone);
            return Outcome.Done;
        }), ct);

    public Task<Outcome> ReleaseAsync(Guid id, string reason, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.ApproveBatch, actor, async work =>
        {
            if (Reasons.WhyNot(reason) is { } wrong)
                return wrong;
            return await MoveAsync(work, id, "Released payee invoice", reason.Trim(),
                found => Task.FromResult(found.Release(work.Person.Id, reason.Trim(), work.Now)));
        }, ct);

    private static async Task<Outcome> MoveAsync(
        Work work, Guid id, string words, string? reason, Func<PayeeInvoice, Task<Outcome>> move)
    {
        if (await work.SeenAsync<PayeeInvoice>(i => i.Id == id) is not { } found)
            return SharedRefusals.NotFound("payee invoice");
        var before = found.State;
        var moved = await move(found);
        if (!moved.IsRefused)
            work.Audit(words, "payee invoice", id, before.ToString(), found.State.ToString(), reason);
        return moved;
    }
}
