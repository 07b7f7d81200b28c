using System.Security.Cryptography;
using System.Text;
using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts;

/// <summary>What the release gate asks of one payee's money in a company and currency, the same for each of its
/// invoices.</summary>
internal sealed class PayeeSurroundings
{
    private readonly List<ComplianceHold> holds;
    private readonly List<PayeeInvoice> held;

    public PayeeSurroundings(LegalEntityId entity, Currency currency, PayeeId payee, PayableSurroundings around)
    {
        (Entity, Currency, Payee) = (entity, currency, payee);
        var account = around.Accounts[payee].Where(a => a.Currency == currency && a.ReplacedAt is null).MaxBy(a => a.Version);
        var known = around.Payees[payee];
        Fact = new PayeeFact(known.Name, known.Kind, known.IsActive, known.PausedReason)
        {
            Account = account is null ? null : new AccountFact(account.Id, account.Version, account.UsableFrom, true,
                account.CallBackBy is not null),
            Gates = [.. around.Gates[payee]],
        };
        Account = account is null ? null : Snapshot(account);
        AccountAddedAt = account?.AddedAt;
        Since = around.Accounts[payee].Select(a => (Instant?)a.AddedAt).Min();
        holds = [.. around.Holds[payee].Where(hold => hold.LegalEntityId == entity)];
        held = [.. around.HeldInvoices[payee]];
        OpenBatch = around.OpenLocks.GetValueOrDefault(PayoutItem.LockOf(entity, payee, currency));
        Shortfall = around.Shortfalls.FirstOrDefault(e => e.LegalEntityId == entity && e.Currency == currency)?.Summary;
        MissedCheckpoint = around.MissedCheckpoints.GetValueOrDefault(entity);
    }

    public LegalEntityId Entity { get; }

    public Currency Currency { get; }

    public PayeeId Payee { get; }

    public PayeeFact Fact { get; }

    public AccountSnapshot? Account { get; }

    public Instant? AccountAddedAt { get; }

    /// <summary>When the payee's first bank details were added.</summary>
    public Instant? Since { get; }

    /// <summary>The batch that already takes the payee's money.</summary>
    public BatchFact? OpenBatch { get; }

    /// <summary>Why nothing of the company and currency is released: safe cash is short.</summary>
    public string? Shortfall { get; }

    public string? MissedCheckpoint { get; }

    public IReadOnlyList<HoldFact> HoldsOn(ContractId contract, InvoiceId invoice) => holds.Count == 0 ? [] :
    [
        .. holds.Where(hold => hold.Covers(contract, invoice))
            .Select(hold => new HoldFact(hold.Id, hold.Reason, hold.Words, hold.Remediation)),
    ];

    public IReadOnlyList<string> HeldOn(ContractId contract, MilestoneId? milestone) => held.Count == 0 ? [] :
    [
        .. held.Where(one => one.ContractId == contract && (one.MilestoneId is null || one.MilestoneId == milestone))
            .Select(one => one.Number),
    ];

    private static AccountSnapshot Snapshot(PayeeAccount account)
    {
        string[] parts = [account.Holder, account.AccountProtected, account.Bic, account.Country, account.Currency.Code];
        var text = string.Concat(parts.Select(part => $"{part.Length}:{part}\n"));
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        return new AccountSnapshot(account.Id, account.Version, account.AccountMasked, digest, account.AddedBy);
    }
}
