using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Cash;
using OpsPortal.Features.Payouts;
using OpsPortal.Features.Payouts.Sending;

namespace OpsPortal.Features.Compliance;

/// <summary>Moves a payee's held money into the blocked bucket when a hold is placed, and back when it is lifted. Payouts that
/// have not left are stopped first, so that their money is blocked too.</summary>
[Part]
internal sealed class HeldMoney(JournalWriter journal, StopPayouts payouts)
{
    public async Task<Outcome> BlockAsync(Work work, ComplianceHold hold)
    {
        await PositionLock.OfPayeeAsync(work, hold.LegalEntityId, hold.PayeeId);
        await payouts.OfHoldAsync(work, hold);
        var lines = await CoveredAsync(work, hold, Account.HeldPending, Account.HeldSettled);
        return await PostAsync(work, hold, lines, EventFamily.ComplianceBlockPlaced,
            PostingKeys.ComplianceBlock(hold.Id), l => l.Account);
    }

    public async Task<Outcome> FreeAsync(Work work, ComplianceHold hold)
    {
        await PositionLock.OfPayeeAsync(work, hold.LegalEntityId, hold.PayeeId);
        var others = await work.Db.Set<ComplianceHold>().AsNoTracking()
            .Where(h => h.PayeeId == hold.PayeeId && h.Id != hold.Id && h.State == HoldState.Open)
            .ToListAsync(work.Ct);
        var contracts = await ContractsAsync(work, hold.PayeeId);
        var lines = (await CoveredAsync(work, hold, Account.BlockedByCompliance))
            .Where(line => !others.Exists(other => Covers(other, line, contracts)))
            .ToList();
        var receipts = lines.Select(l => l.Receipt).OfType<ReceiptId>().ToList();
        var settled = (await work.Db.Set<Receipt>().AsNoTracking().Where(r => receipts.Contains(r.Id) && r.AvailableAt != null)
            .Select(r => r.Id).ToListAsync(work.Ct)).ToHashSet();
        return await PostAsync(
            work, hold, lines, EventFamily.ComplianceBlockLifted, PostingKeys.ComplianceBlockLifted(hold.Id),
            line => line.Receipt is { } receipt && settled.Contains(receipt) ? Account.HeldSettled : Account.HeldPending);
    }

    private static async Task<List<FundsLine>> CoveredAsync(Work work, ComplianceHold hold, params Account[] accounts)
    {
        var scope = new PayableScope([hold.LegalEntityId]) { Payees = [hold.PayeeId] };
        var contracts = await ContractsAsync(work, hold.PayeeId);
        return [.. (await PayableFunds.ReadAsync(work.Db, scope, work.Ct))
            .Where(line => accounts.Contains(line.Account) && line.Minor > 0 && Covers(hold, line, contracts))];
    }

    private static bool Covers(ComplianceHold hold, FundsLine line, Dictionary<InvoiceId, ContractId> contracts) =>
        line.Invoice is { } invoice && contracts.TryGetValue(invoice, out var contract)
            ? hold.Covers(contract, invoice)
            : hold.Scope == HoldScope.AllPayouts;

    private static async Task<Dictionary<InvoiceId, ContractId>> ContractsAsync(Work work, PayeeId payee)
    {
        var invoices = work.Db.Set<JournalLine>().Where(l => l.PayeeId == payee && l.InvoiceId != null).Select(l =>
            l.InvoiceId!.Value).Distinct();
        return await work.Db.Set<Invoice>().AsNoTracking().Where(i => invoices.Contains(i.Id))
            .ToDictionaryAsync(i => i.Id, i => i.ContractId, work.Ct);
    }

    private async Task<Outcome> PostAsync(
        Work work, ComplianceHold hold, List<FundsLine> lines, EventFamily family, string key, Func<FundsLine, Account> sits)
    {
        var drafts = new List<EntryDraft>();
        foreach (var group in lines.GroupBy(line => line.Currency))
        {
            var draft = PostingRules.Draft(family, new PostingFacts
            {
                LegalEntityId = hold.LegalEntityId,
                Currency = group.Key,
                PostingKey = $"{key}:{group.Key}",
                EffectiveAt = work.Now,
                Trace = new TraceKeys { HoldId = hold.Id, RequestId = work.RequestId, Memo = hold.Words },
                Amounts = new PostingAmounts(),
                Parts = [.. group.Select(line =>
                    new PayeePart(hold.PayeeId, line.Minor, line.Invoice, line.Receipt, sits(line)))],
            });
            if (draft.IsRefused)
                return draft.Refusal;
            drafts.Add(draft.Value);
        }

        await journal.WriteAsync(work.Db, drafts, work.Now, work.Ct);
        return Outcome.Done;
    }
}
