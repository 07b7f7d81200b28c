using NodaTime;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Contracts;

/// <summary>A payee's part of every invoice, as a weight against the other payees of the contract.</summary>
public sealed class PayeeShare
{
    private PayeeShare()
    {
    }

    public PayeeShare(PayeeId payeeId, long weight)
    {
        PayeeId = payeeId;
        Weight = weight;
    }

    public PayeeId PayeeId { get; private set; }

    public long Weight { get; private set; }
}

/// <summary>What a version fixes: the commercial side of the contract.</summary>
/// <param name="FeeBasisPoints">The platform's fee, 1000 for 10 %.</param>
public sealed record Commercials(
    Money Total, int FeeBasisPoints, int TaxBasisPoints, Terms Terms, ClearingWay Clearing,
    IReadOnlyList<PayeeShare> Shares, IReadOnlyList<PlannedItem> Plan);

/// <summary>One version of a contract. Issued invoices point for ever at the version they were billed from.</summary>
public sealed class ContractVersion
{
    private readonly List<PlanItem> items = [];
    private readonly List<PayeeShare> shares = [];

    private ContractVersion()
    {
    }

    public ContractVersionId Id { get; private set; }

    public ContractId ContractId { get; private set; }

    public int Number { get; private set; }

    /// <summary>Gross, tax included.</summary>
    public long TotalMinor { get; private set; }

    public int FeeBasisPoints { get; private set; }

    public int TaxBasisPoints { get; private set; }

    public Terms Terms { get; private set; } = Terms.OnAcceptance;

    public ClearingWay Clearing { get; private set; }

    public string Reason { get; private set; } = "";

    public PersonId? MadeBy { get; private set; }

    public Instant MadeAt { get; private set; }

    /// <summary>The stages that this version brought; the whole plan is <see cref="Contract.PlanOf"/>.</summary>
    public IReadOnlyList<PlanItem> Items => items;

    public IReadOnlyList<PayeeShare> Shares => shares;

    public GrossSplit Split(long grossMinor, TaxLiability liability) =>
        GrossSplit.Of(grossMinor, liability, TaxBasisPoints, FeeBasisPoints);

    internal static ContractVersion Of(
        ContractVersionId id, ContractId contract, int number, Commercials commercials, string reason, PersonId? by, Instant now)
    {
        var version = new ContractVersion
        {
            Id = id,
            ContractId = contract,
            Number = number,
            TotalMinor = commercials.Total.Minor,
            FeeBasisPoints = commercials.FeeBasisPoints,
            TaxBasisPoints = commercials.TaxBasisPoints,
            Terms = commercials.Terms,
            Clearing = commercials.Clearing,
            Reason = reason,
            MadeBy = by,
            MadeAt = now,
        };
        version.shares.AddRange(commercials.Shares);
        return version;
    }

    internal static Refusal? Fault(Commercials commercials) =>
        FieldRules.BasisPoints(commercials.FeeBasisPoints, "fee")
        ?? FieldRules.BasisPoints(commercials.TaxBasisPoints, "tax")
        ?? commercials.Terms.Fault()
        ?? (commercials.Shares.Count == 0 ? ContractsRefusals.NoPayees : null)
        ?? (commercials.Shares.Any(share => share.Weight is < 1 or > 1_000_000)
            || commercials.Shares.DistinctBy(share => share.PayeeId).Count() != commercials.Shares.Count
                ? ContractsRefusals.BadShares
                : null);

    internal void Bring(PlannedItem planned, int sequence, long amountMinor) =>
        items.Add(PlanItem.Of(this, planned, sequence, amountMinor));
}
