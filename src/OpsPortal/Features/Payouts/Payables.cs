using System.Security.Cryptography;
using System.Text;
using OpsPortal.Data;
using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Milestones;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts;

/// <summary>Reads payables with all facts for the release gate: one payee's share of one invoice each.</summary>
internal static class Payables
{
    public static async Task<IReadOnlyList<Payable>> ReadAsync(OpsDbContext db, PayableScope scope, ApprovalRules rules,
        CancellationToken ct)
    {
        var lines = await PayableFunds.ReadAsync(db, scope, ct);
        var around = await PayableSurroundings.ReadAsync(db, lines, scope, ct);
        var result = new List<Payable>();
        foreach (var payee in lines.GroupBy(line => (line.Entity, line.Currency, line.Payee)))
            result.AddRange(OfPayee(payee.Key.Entity, payee.Key.Currency, payee.Key.Payee, [.. payee], around, rules));
        return scope.Contract is { } contract ? [.. result.Where(p => p.Facts.Contract == contract)] : result;
    }

    private static IEnumerable<Payable> OfPayee(
        LegalEntityId entity, Currency currency, PayeeId payee, List<FundsLine> lines, PayableSurroundings around,
            ApprovalRules rules)
    {
        var groups = lines
            .Where(line => line.Invoice is { } id && around.Invoices.ContainsKey(id))
            .GroupBy(line => line.Invoice!.Value)
            .Where(group => group.Any(line => line.Account is not (Account.SettlementPayables or Account.RecoverableFromPayees)))
            .OrderBy(group => around.Invoices[group.Key].Number, StringComparer.Ordinal)
            .Select(group => (Invoice: around.Invoices[group.Key], Lines: group.ToList()))
            .ToList();
        var owed = Math.Max(0, lines.Where(line => line.Account == Account.RecoverableFromPayees).Sum(line => line.Minor));
        var funds = ReleaseGate.TakeOff([.. groups.Select(g =>
            PayableFunds.Sum(g.Lines))], owed, rules.MinimumFor(currency.Code));
        for (var i = 0; i < groups.Count; i++)
        {
            var payable = Of(entity, currency, payee, groups[i].Invoice, groups[i].Lines, funds[i], around);
            yield return payable with
            {
                Facts = payable.Facts with { EntityStop = rules.StopOnShortfall ? around.StopOf(entity, currency) : null },
            };
        }
    }

    private static Payable Of(
        LegalEntityId entity, Currency currency, PayeeId payee, PayableInvoice invoice, List<FundsLine> lines, FundsFact funds,
        PayableSurroundings around)
    {
        var contract = around.Contracts[invoice.ContractId];
        var account = around.Accounts[payee].Where(a => a.Currency == currency && a.ReplacedAt is null).MaxBy(a => a.Version);
        var receipts = lines.Select(line => line.Receipt?.Value).OfType<Guid>().Distinct();
        var facts = new PayableFacts(entity, payee, invoice.Id, contract.Id, currency)
        {
            Program = contract.ProgramId,
            Market = contract.MarketId,
            Milestone = invoice.MilestoneId,
            InvoiceNumber = invoice.Number ?? "",
            Funds = funds,
            Work = WorkOf(invoice, around),
            InvoiceStands = invoice.State is not (InvoiceState.Draft or InvoiceState.Void or InvoiceState.Uncollectible),
            PayeeFact = PayeeOf(payee, account, around),
            Holds = [.. around.Holds[payee].Where(h => h.LegalEntityId == entity && h.Covers(contract.Id, invoice.Id))
                .Select(h => new HoldFact(h.Id, h.Reason, h.Words, h.Remediation))],
            HeldInvoices = [.. around.HeldInvoices[payee].Where(i => i.ContractId == contract.Id
                && (i.MilestoneId is null || i.MilestoneId == invoice.MilestoneId)).Select(i => i.Number)],
            Exceptions = [.. around.CasesOf([invoice.Id.Value, payee.Value, .. receipts])
                .Select(e => new ExceptionFact(e.Id, e.Summary,
                    e.Type is ExceptionType.Dispute or ExceptionType.EarlyFraudWarning))],
            OpenBatch = around.LockOf(entity, payee, currency),
            MissedCheckpoint = around.MissedCheckpoints.GetValueOrDefault(entity),
        };
        return new Payable(facts, [.. lines.Where(l => l.Account == Account.HeldSettled).Select(l =>
            new SettledPart(l.Receipt, l.Minor))])
        {
            Account = account is null ? null : Snapshot(account),
            AccountAddedAt = account?.AddedAt,
            PayeeSince = around.Accounts[payee].Select(a => (Instant?)a.AddedAt).Min(),
            BuyerName = around.Buyers.GetValueOrDefault(invoice.BuyerId, ""),
            ContractNumber = contract.Number,
        };
    }

    private static WorkStanding WorkOf(PayableInvoice invoice, PayableSurroundings around)
    {
        if (invoice.MilestoneId is not { } id)
            return WorkStanding.NotNeeded;
        return around.Milestones.GetValueOrDefault(id) switch
        {
            MilestoneState.Approved => WorkStanding.Accepted,
            MilestoneState.Disputed => WorkStanding.Disputed,
            _ => WorkStanding.NotAccepted,
        };
    }

    private static PayeeFact PayeeOf(PayeeId id, PayeeAccount? account, PayableSurroundings around)
    {
        var payee = around.Payees[id];
        return new PayeeFact(payee.Name, payee.Kind, payee.IsActive, payee.PausedReason)
        {
            Account = account is null ? null : new AccountFact(account.Id, account.Version, account.UsableFrom, true,
                account.CallBackBy is not null),
            Gates = [.. around.Gates[id].Select(g => g.ToFact())],
        };
    }

    public static AccountSnapshot Snapshot(PayeeAccount account)
    {
        string[] parts = [account.Holder, account.AccountProtected, account.Bic, account.Country, account.Currency.Code];
        var text = string.Concat(parts.Select(part => $"{part.Length}:{part}\n"));
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        return new AccountSnapshot(account.Id, account.Version, account.AccountMasked, digest, account.AddedBy);
    }
}
