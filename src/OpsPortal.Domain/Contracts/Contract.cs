using NodaTime;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Contracts;

/// <summary>How a contract bills; one model per contract, never mixed.</summary>
public enum BillingModel
{
    Milestone,
    Instalments,
    Subscription,
}

/// <summary>Who meets in a contract.</summary>
public sealed record ContractParties(LegalEntityId LegalEntity, BuyerId Buyer, ProgramId Program, Market Market);

/// <summary>What travels with a contract besides money.</summary>
public sealed record ContractAnchors(
    string Recipients = "", string AccountingConditions = "", string SetOffClause = "", string ErpCustomerProject = "",
        string ErpOrderItem = "");

/// <summary>
/// The agreement that invoices and payouts hang on. Seller of record and tax treatment are copied from the market when it
/// is made and never change; everything commercial stands in versions.
/// </summary>
public sealed class Contract : IOfCompany
{
    private readonly List<ContractVersion> versions = [];

    private Contract()
    {
    }

    public ContractId Id { get; private set; }

    public string Number { get; private set; } = "";

    public LegalEntityId LegalEntityId { get; private set; }

    public BuyerId BuyerId { get; private set; }

    public ProgramId ProgramId { get; private set; }

    public MarketId MarketId { get; private set; }

    public Currency Currency { get; private set; }

    public BillingModel BillingModel { get; private set; }

    public SellerOfRecord Seller { get; private set; }

    public TaxLiability TaxLiability { get; private set; }

    public bool TaxOnAdvances { get; private set; }

    public ContractState State { get; private set; }

    public string? PausedReason { get; private set; }

    /// <summary>Until this day the pause rule is overridden.</summary>
    public LocalDate? IssueAllowedUntil { get; private set; }

    public int CurrentVersion { get; private set; }

    public ContractSnapshot Snapshot { get; private set; } = null!;

    public ContractAnchors Anchors { get; private set; } = new();

    public Instant MadeAt { get; private set; }

    public int Revision { get; private set; }

    public IReadOnlyList<ContractVersion> Versions => versions;

    public ContractVersion Current => versions.Single(version => version.Number == CurrentVersion);

    public static Outcome<Contract> Open(
        ContractId id, string number, BillingModel model, ContractParties parties, Commercials commercials,
        ContractSnapshot snapshot, ContractAnchors anchors, ContractVersionId firstVersion, PersonId? by, Instant now)
    {
        var refusal = FieldRules.Text(number, "number", 40)
            ?? BillingPlan.WhyNotOf(model, commercials.Plan)
            ?? Fault(anchors) ?? ContractVersion.Fault(commercials);
        if (refusal is not null)
            return refusal;
        var amounts = BillingPlan.Amounts(commercials.Total, commercials.Plan);
        if (amounts.IsRefused)
            return amounts.Refusal;

        var contract = Blank(id, number, model, parties, commercials.Total.Currency, snapshot, anchors, now);
        var version = ContractVersion.Of(firstVersion, id, 1, commercials, "First version", by, now);
        contract.Add(version, commercials.Plan, amounts.Value, now);
        return contract;
    }

    /// <summary>
    /// What documents of a former system hang on here: each is a stage that was billed there, so that nothing of it can be
    /// billed again. It may have no payees, where none has a part in what is open.
    /// </summary>
    public static Contract BroughtOver(
        ContractId id, string number, ContractParties parties, Commercials commercials, ContractSnapshot snapshot,
        ContractVersionId firstVersion, PersonId by, Instant now)
    {
        var contract = Blank(
            id, number, BillingModel.Instalments, parties, commercials.Total.Currency, snapshot, new(), now);
        var version = ContractVersion.Of(firstVersion, id, 1, commercials, "Brought over from the former system", by, now);
        contract.Add(version, commercials.Plan, [.. commercials.Plan.Select(item => item.AmountMinor)], now);
        return contract;
    }

    /// <summary>
    /// A new version with a reason. A planned stage that carries the id of a current one, unchanged, is kept; other
    /// current stages are taken out, which billed ones refuse.
    /// </summary>
    public Outcome<ContractVersion> Amend(
        ContractVersionId id, Commercials commercials, string reason, PersonId by, Instant now)
    {
        if (ContractLifecycle.Next(State, ContractAction.Amend) is null)
            return ContractsRefusals.IllegalMove(State, ContractAction.Amend);
        if (Reasons.WhyNot(reason) is { } wrong)
            return wrong;
        var refusal = BillingPlan.WhyNotOf(BillingModel, commercials.Plan)
            ?? ContractVersion.Fault(commercials)
            ?? (commercials.Total.Currency == Currency ? null
                : SharedRefusals.UnknownCurrency(commercials.Total.Currency.Code).On("total"));
        if (refusal is not null)
            return refusal;
        var amounts = BillingPlan.Amounts(commercials.Total, commercials.Plan);
        if (amounts.IsRefused)
            return amounts.Refusal;
        var kept = PlanChange.Kept(PlanOf(CurrentVersion), commercials.Plan, amounts.Value);
        if (kept.IsRefused)
            return kept.Refusal;

        var version = ContractVersion.Of(id, Id, CurrentVersion + 1, commercials, reason.Trim(), by, now);
        foreach (var gone in PlanOf(CurrentVersion).Where(item => !kept.Value.Contains(item.Id)).ToList())
            gone.Retire(version.Number);
        Add(version, commercials.Plan, amounts.Value, now, kept.Value);
        return version;
    }

    /// <summary>The whole plan as it stood in a version.</summary>
    public IReadOnlyList<PlanItem> PlanOf(int version) =>
        [.. versions.SelectMany(v => v.Items).Where(item => item.StandsIn(version)).OrderBy(item => item.Sequence).ThenBy(item =>
            item.VersionNumber)];

    public Outcome Pause(string reason) => Reasons.WhyNot(reason) is { } refusal
        ? refusal
        : Move(ContractAction.Pause, reason.Trim());

    public Outcome Resume() => Move(ContractAction.Resume, null);

    public Outcome Close() => Move(ContractAction.Close, null);

    /// <summary>Lets invoices be issued in spite of the pause rule until a day.</summary>
    public void OverridePauseRule(LocalDate until) => IssueAllowedUntil = until;

    /// <param name="oldestOpenDueOn">The earliest due date among this contract's unpaid invoices, if there is one.</param>
    public Outcome CanIssue(LocalDate today, LocalDate? oldestOpenDueOn)
    {
        if (State == ContractState.Closed)
            return ContractsRefusals.Closed(Number);
        if (State == ContractState.Paused)
            return ContractsRefusals.Paused(Number, PausedReason ?? "");
        var terms = Current.Terms;
        if (!terms.PausesWhenOverdue || oldestOpenDueOn is not { } due || !terms.IsPastGrace(due, today))
            return Outcome.Done;
        return IssueAllowedUntil >= today ? Outcome.Done : ContractsRefusals.PastGrace(Number, due);
    }

    /// <summary>Why what a payee owes us may not be set off under this contract: it takes the contract's clause, and a payee of
    /// the contract. Null where it may.</summary>
    public Refusal? WhyNoSetOff(PayeeId payee)
    {
        if (string.IsNullOrWhiteSpace(Anchors.SetOffClause))
            return ContractsRefusals.NoSetOffClause(Number);
        return versions.Any(version => version.Shares.Any(share => share.PayeeId == payee))
            ? null : ContractsRefusals.NotItsPayee(Number);
    }

    private static Contract Blank(
        ContractId id, string number, BillingModel model, ContractParties parties, Currency currency, ContractSnapshot snapshot,
        ContractAnchors anchors, Instant now) => new()
        {
            Id = id, Number = number.Trim(), BillingModel = model, Currency = currency,
            LegalEntityId = parties.LegalEntity, BuyerId = parties.Buyer, ProgramId = parties.Program,
            MarketId = parties.Market.Id,
            Seller = parties.Market.Seller, TaxLiability = parties.Market.TaxLiability,
            TaxOnAdvances = parties.Market.TaxOnAdvances,
            Snapshot = snapshot, Anchors = anchors, MadeAt = now,
        };

    private static Refusal? Fault(ContractAnchors anchors) =>
        FieldRules.AtMost(anchors.Recipients, "recipients", 1000)
        ?? FieldRules.AtMost(anchors.AccountingConditions, "accountingConditions", 1000)
        ?? FieldRules.AtMost(anchors.SetOffClause, "setOffClause", 1000)
        ?? FieldRules.AtMost(anchors.ErpCustomerProject, "erpCustomerProject", 60)
        ?? FieldRules.AtMost(anchors.ErpOrderItem, "erpOrderItem", 60);

    private void Add(
        ContractVersion version, IReadOnlyList<PlannedItem> plan, IReadOnlyList<long> amounts, Instant now,
            IReadOnlySet<PlanItemId>? kept = null)
    {
        for (var i = 0; i < plan.Count; i++)
            if (kept?.Contains(plan[i].Id) != true)
                version.Bring(plan[i], i + 1, amounts[i]);
        foreach (var atStart in version.Items.Where(item => item.Trigger == PlanItemTrigger.ContractStart))
            atStart.MakeBillable(now);
        versions.Add(version);
        CurrentVersion = version.Number;
    }

    private Outcome Move(ContractAction action, string? reason)
    {
        if (ContractLifecycle.Next(State, action) is not { } next)
            return ContractsRefusals.IllegalMove(State, action);
        State = next;
        PausedReason = reason;
        return Outcome.Done;
    }
}
