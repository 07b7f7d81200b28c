using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Compliance;
using OpsPortal.Features.Payouts.Policies;

namespace OpsPortal.Features.Desk;

/// <summary>Payees whose settled money waits for a gate that is undecided, still being checked or about to run out.</summary>
[Part]
internal sealed class GatesWaiting : IWaitingSource
{
    public string Room => "Compliance";

    public Permission Permission => Permission.DecideGate;

    public async Task<IReadOnlyList<Waiting>> ReadAsync(Reading reading)
    {
        if (await PoliciesInForce.MatrixAsync(reading.Db, reading.Now, reading.Ct) is not { } matrix)
            return [];
        var held = await HeldAsync(reading);
        var payees = await AskedAsync(reading, [.. held.Select(money => money.Payee).Distinct()]);
        return
        [
            .. held.GroupBy(money => (money.Payee, money.Currency))
                .Select(group => Shown(payees[group.Key.Payee], [.. group], matrix, reading.Now)).OfType<Waiting>()
                .OrderBy(waiting => waiting.Since).ThenBy(waiting => waiting.Href, StringComparer.Ordinal)
                .Take(WaitingList.Asked),
        ];
    }

    private static Waiting? Shown(Asked payee, List<Held> held, PolicyMatrix matrix, Instant now)
    {
        var waiting = held.ToDictionary(money => money, money => matrix.Required(money.Program, money.Market, payee.Kind)
            .Where(row => row.Gate != GateKind.PayoutAccount)
            .Select(row => GateCheck.Stand(row, payee.Gates, payee.Account, now))
            .Where(standing => standing.WaitsForDecision(now)).ToList());
        var kept = held.Where(money => waiting[money].Count > 0).ToList();
        if (kept.Count == 0)
            return null;
        var gates = waiting.Values.SelectMany(standings => standings).DistinctBy(standing => standing.Asked.Gate).ToList();
        return new Waiting(
            $"Decide the gates of {payee.Name}", string.Join(' ', gates.Select(standing => standing.Words)),
            $"/payees/{payee.Id}#gates", kept.Min(money => money.SettledAt) ?? now,
            gates.Where(standing => standing.IsClear).Min(standing => standing.Until),
            new Money(kept.Sum(money => money.Minor), kept[0].Currency));
    }

    /// <summary>What is settled and held for payees, by what the policy goes by and by when it settled.</summary>
    private static async Task<List<Held>> HeldAsync(Reading reading)
    {
        var entities = reading.Person.LegalEntities;
        return await (
            from line in reading.Db.Set<JournalLine>()
            join invoice in reading.Db.Set<Invoice>() on line.InvoiceId equals (InvoiceId?)invoice.Id
            join contract in reading.Db.Set<Contract>() on invoice.ContractId equals contract.Id
            join receipt in reading.Db.Set<Receipt>() on line.ReceiptId equals (ReceiptId?)receipt.Id into receipts
            from receipt in receipts.DefaultIfEmpty()
            where line.Account == Account.HeldSettled && line.PayeeId != null && entities.Contains(line.LegalEntityId)
            group line by new
            {
                Payee = line.PayeeId!.Value, line.Currency, contract.ProgramId, contract.MarketId, receipt!.AvailableAt,
            }
            into money
            where money.Sum(line => line.AmountMinor) < 0
            select new Held(money.Key.Payee, money.Key.Currency, money.Key.ProgramId, money.Key.MarketId,
                money.Key.AvailableAt, -money.Sum(line => line.AmountMinor))).ToListAsync(reading.Ct);
    }

    private static async Task<Dictionary<PayeeId, Asked>> AskedAsync(Reading reading, List<PayeeId> ids)
    {
        var gates = await GateFacts.OfAsync(reading.Db, ids, reading.Ct);
        return (await (
            from payee in reading.Db.Set<Payee>()
            join account in reading.Db.Set<PayeeAccount>().Where(account => account.ReplacedAt == null)
                on payee.Id equals account.PayeeId into accounts
            from account in accounts.DefaultIfEmpty()
            where ids.Contains(payee.Id)
            select new { payee.Id, payee.Name, payee.Kind, Version = (int?)account!.Version }).ToListAsync(reading.Ct))
            .ToDictionary(row => row.Id, row => new Asked(row.Id, row.Name, row.Kind, row.Version, [.. gates[row.Id]]));
    }

    private sealed record Held(
        PayeeId Payee, Currency Currency, ProgramId Program, MarketId Market, Instant? SettledAt, long Minor);

    private sealed record Asked(PayeeId Id, string Name, PayeeKind Kind, int? Account, IReadOnlyList<GateFact> Gates);
}
