using OpsPortal.Data;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Milestones;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts;

/// <summary>Reads payables with all facts for the release gate: one payee's share of one invoice each.</summary>
internal static class Payables
{
    public static async Task<IReadOnlyList<Payable>> ReadAsync(OpsDbContext db, PayableScope scope, ApprovalRules rules,
        CancellationToken ct)
    {
        var (lines, invoices) = await PayableFunds.WithInvoicesAsync(db, scope, ct);
        var around = await PayableSurroundings.ReadAsync(db, lines, invoices, scope, ct);
        var payees = lines.GroupBy(line => (line.Entity, line.Currency, line.Payee)).ToList();
        var payables = Processors.Share(payees, payee => OfPayee(
            [.. payee], around.Of(payee.Key.Entity, payee.Key.Currency, payee.Key.Payee), around, rules));
        return [.. payables.SelectMany(some => some)
            .Where(payable => scope.Contract is null || payable.Facts.Contract == scope.Contract)];
    }

    private static List<Payable> OfPayee(
        List<FundsLine> lines, PayeeSurroundings side, PayableSurroundings around, ApprovalRules rules)
    {
        var groups = lines
            .Where(line => line.Invoice is { } id && around.Invoices.ContainsKey(id))
            .GroupBy(line => line.Invoice!.Value)
            .Where(group => group.Any(line => line.Account is not (Account.SettlementPayables or Account.RecoverableFromPayees)))
            .Select(group => (Invoice: around.Invoices[group.Key], Lines: group.ToList()))
            .OrderBy(group => group.Invoice.Number, StringComparer.Ordinal)
            .ToList();
        var owed = Math.Max(0, lines.Where(line => line.Account == Account.RecoverableFromPayees).Sum(line => line.Minor));
        var funds = ReleaseGate.TakeOff(
            groups.ConvertAll(group => PayableFunds.Sum(group.Lines)), owed, rules.MinimumFor(side.Currency.Code));
        return [.. groups.Select((group, i) => Of(group.Invoice, group.Lines, funds[i], side, around, rules))];
    }

    private static Payable Of(
        PayableInvoice invoice, List<FundsLine> lines, FundsFact funds, PayeeSurroundings side, PayableSurroundings around,
        ApprovalRules rules)
    {
        var contract = around.Contracts[invoice.ContractId];
        var facts = new PayableFacts(side.Entity, side.Payee, invoice.Id, contract.Id, side.Currency)
        {
            Program = contract.ProgramId,
            Market = contract.MarketId,
            Milestone = invoice.MilestoneId,
            InvoiceNumber = invoice.Number ?? "",
            Funds = funds,
            Work = WorkOf(invoice, around),
            InvoiceStands = invoice.State is not (InvoiceState.Draft or InvoiceState.Void or InvoiceState.Uncollectible),
            PayeeFact = side.Fact,
            Holds = side.HoldsOn(contract.Id, invoice.Id),
            HeldInvoices = side.HeldOn(contract.Id, invoice.MilestoneId),
            Exceptions = around.CasesOf(invoice.Id, side.Payee, lines),
            OpenBatch = side.OpenBatch,
            EntityStop = rules.StopOnShortfall ? side.Shortfall : null,
            MissedCheckpoint = side.MissedCheckpoint,
        };
        return new Payable(facts, [.. lines.Where(l => l.Account == Account.HeldSettled).Select(l =>
            new SettledPart(l.Receipt, l.Minor))])
        {
            Account = side.Account,
            AccountAddedAt = side.AccountAddedAt,
            PayeeSince = side.Since,
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
}
