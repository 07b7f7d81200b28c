using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts.Policies;

/// <summary>A row of the matrix while it is edited.</summary>
internal sealed class MatrixRow(PolicyRow row)
{
    public GateKind Gate => row.Gate;

    public ProgramId? Program => row.Program;

    public MarketId? Market => row.Market;

    public PayeeKind? PayeeKind => row.PayeeKind;

    public bool IsRequired { get; set; } = row.IsRequired || row.Gate == GateKind.PayoutAccount;

    public int? MaxAgeDays { get; set; } = row.MaxAgeDays;

    public PolicyRow ToRow() => row with { IsRequired = IsRequired, MaxAgeDays = MaxAgeDays };
}

/// <summary>What a person typed for a new approval rule and for one currency's limits; empty fields leave things as they
/// are.</summary>
internal sealed record PolicyInput(string Name, int People, string Currency, string Total, string Item, int? ChangedDays)
{
    public string LimitCurrency { get; init; } = "";

    public string LimitItem { get; init; } = "";

    public string LimitBatch { get; init; } = "";

    public string LimitMinimum { get; init; } = "";

    /// <summary>The rules with what was typed added to them, or the refusal of the field at fault.</summary>
    public Outcome<ApprovalRules> AddTo(ApprovalRules rules)
    {
        var withRule = Name.Trim().Length == 0 ? rules : WithRule(rules);
        return withRule.IsRefused || LimitCurrency.Trim().Length == 0 ? withRule : WithLimit(withRule.Value);
    }

    private Outcome<ApprovalRules> WithRule(ApprovalRules rules)
    {
        var currency = Domain.Shared.Currency.Parse(Currency.Trim().ToUpperInvariant());
        if (currency.IsRefused)
            return currency.Refusal;
        var conditions = new List<ApprovalCondition> { new(ApprovalSubject.Currency, currency.Value.Code) };
        foreach (var (text, subject) in new[] { (Total, ApprovalSubject.BatchTotal), (Item, ApprovalSubject.ItemAmount) })
        {
            if (text.Trim().Length == 0)
                continue;
            var amount = Money.ParseTyped(text.Trim(), currency.Value);
            if (amount.IsRefused)
                return amount.Refusal;
            conditions.Add(new ApprovalCondition(subject, null, amount.Value.Minor));
        }

        if (ChangedDays is { } days)
            conditions.Add(new ApprovalCondition(ApprovalSubject.BankDetailsChanged, null, days));
        var rule = new ApprovalRule(Name.Trim(), People, [new ApprovalBlock(conditions)]);
        return rules with { Rules = [.. rules.Rules.Where(r => r.Name != rule.Name), rule] };
    }

    private Outcome<ApprovalRules> WithLimit(ApprovalRules rules)
    {
        var currency = Domain.Shared.Currency.Parse(LimitCurrency.Trim().ToUpperInvariant());
        if (currency.IsRefused)
            return currency.Refusal;
        var item = Money.ParseTyped(LimitItem.Trim(), currency.Value);
        var batch = Money.ParseTyped(LimitBatch.Trim(), currency.Value);
        var minimum = LimitMinimum.Trim().Length == 0 ? Money.Zero(currency.Value) : Money.ParseTyped(LimitMinimum.Trim(),
            currency.Value);
        if ((item.Refusal ?? batch.Refusal ?? minimum.Refusal) is { } refusal)
            return refusal;
        var code = currency.Value.Code;
        return rules with
        {
            Limits = [.. rules.Limits.Where(l => l.Currency != code), new PayoutLimit(code, item.Value.Minor, batch.Value.Minor)],
            MinimumBalances = new Dictionary<string, long>(rules.MinimumBalances) { [code] = minimum.Value.Minor },
        };
    }
}
