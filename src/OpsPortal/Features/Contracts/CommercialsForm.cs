using System.Globalization;
using NodaTime.Text;
using OpsPortal.Domain.Contracts;

namespace OpsPortal.Features.Contracts;

/// <summary>What a person has typed for the commercial side of a contract, as typed.</summary>
internal sealed class CommercialsForm
{
    public string Total { get; set; } = "";

    public string Fee { get; set; } = "10.00";

    public string Tax { get; set; } = "";

    public DueRule Due { get; set; } = DueRule.NetDays;

    public int NetDays { get; set; } = 14;

    public ClockStart Clock { get; set; } = ClockStart.Issue;

    public int GraceDays { get; set; } = 5;

    public bool Pauses { get; set; } = true;

    public ClearingWay Clearing { get; set; }

    public List<StageForm> Stages { get; } = [];

    public List<ShareForm> Shares { get; } = [new()];

    public static CommercialsForm Of(ContractVersion version, Contract contract, IReadOnlyDictionary<PlanItemId, string> criteria)
    {
        var form = new CommercialsForm
        {
            Total = new Money(version.TotalMinor, contract.Currency).ToDecimalString(),
            Fee = Percent.Text(version.FeeBasisPoints),
            Tax = Percent.Text(version.TaxBasisPoints),
            Due = version.Terms.Due,
            NetDays = version.Terms.NetDays,
            Clock = version.Terms.Clock,
            GraceDays = version.Terms.GraceDays,
            Pauses = version.Terms.PausesWhenOverdue,
            Clearing = version.Clearing,
        };
        form.Stages.AddRange(contract.PlanOf(version.Number).Select(item => StageForm.Of(item, contract.Currency, criteria)));
        form.Shares.Clear();
        form.Shares.AddRange(version.Shares.Select(s => new ShareForm { Payee = s.PayeeId.Value, Weight = s.Weight }));
        return form;
    }

    /// <summary>One more stage of the plan's model.</summary>
    public void AddStage() => Stages.Add(new StageForm
    {
        Kind = Stages.Exists(stage => stage.Kind == PlanItemKind.Instalment) ? PlanItemKind.Instalment : PlanItemKind.Milestone,
    });

    /// <summary>What the stages come to against the total; null while one of the amounts cannot be read.</summary>
    public PlanSum? SumIn(Currency currency)
    {
        var total = Money.ParseTyped(Total.Trim(), currency);
        var items = Stages.ConvertAll(stage => stage.Read(currency));
        if (total.IsRefused || items.Exists(item => item.IsRefused))
            return null;
        return BillingPlan.Sums(total.Value, [.. items.Select(item => item.Value)]) is { } sums
            ? new(total.Value, new(sums.BilledMinor, currency), new(sums.AdvanceMinor, currency)) : null;
    }

    /// <summary>The commercials in minor units, or the refusal of the first field at fault.</summary>
    public Outcome<Commercials> Read(Currency currency)
    {
        var total = Money.ParseTyped(Total.Trim(), currency);
        var fee = Percent.Read(Fee.Trim(), "fee");
        var tax = Percent.Read(Tax.Trim(), "tax");
        if ((total.Refusal ?? fee.Refusal ?? tax.Refusal) is { } refusal)
            return refusal;
        var plan = new List<PlannedItem>();
        foreach (var stage in Stages)
        {
            var item = stage.Read(currency);
            if (item.IsRefused)
                return item.Refusal;
            plan.Add(item.Value);
        }

        return new Commercials(
            total.Value, fee.Value, tax.Value, new Terms(Due, Due == DueRule.NetDays ? NetDays : 0, Clock, GraceDays, Pauses),
            Clearing,
            [.. Shares.Where(s => s.Payee != Guid.Empty).Select(s => new PayeeShare(new(s.Payee), s.Weight))], plan);
    }
}

internal sealed class ShareForm
{
    public Guid Payee { get; set; }

    public long Weight { get; set; } = 1;
}

/// <summary>A stage as typed: the amount is a decimal, a percentage such as 50%, or empty for the remainder.</summary>
internal sealed class StageForm
{
    public Guid Id { get; set; } = Guid.CreateVersion7();

    public PlanItemKind Kind { get; set; } = PlanItemKind.Milestone;

    public string Name { get; set; } = "";

    public string Amount { get; set; } = "";

    public string DueOn { get; set; } = "";

    public string Criteria { get; set; } = "";

    public Guid Approver { get; set; }

    /// <summary>The closing stage may take what remains.</summary>
    public bool NeedsAmount => Kind != PlanItemKind.Closing;

    /// <summary>Billed stages stay as they are.</summary>
    public bool IsBilled { get; init; }

    /// <summary>What stood there before, where the stage comes from the current version; a change makes it a new stage.</summary>
    private (string Name, string Amount, string DueOn, PlanItemKind Kind)? Before { get; init; }

    public static StageForm Of(PlanItem item, Currency currency, IReadOnlyDictionary<PlanItemId, string> criteria)
    {
        var amount = new Money(item.AmountMinor, currency).ToDecimalString();
        var due = item.DueOn is { } day ? LocalDatePattern.Iso.Format(day) : "";
        return new StageForm
        {
            Id = item.Id.Value, Kind = item.Kind, Name = item.Name, Amount = amount, DueOn = due,
            Criteria = criteria.GetValueOrDefault(item.Id, item.Kind == PlanItemKind.Milestone ? "As agreed" : ""),
            IsBilled = item.State == PlanItemState.Billed, Before = (item.Name, amount, due, item.Kind),
        };
    }

    public Outcome<PlannedItem> Read(Currency currency)
    {
        LocalDate? due = null;
        if (DueOn.Length > 0)
        {
            if (LocalDatePattern.Iso.Parse(DueOn) is not { Success: true } parsed)
                return SharedRefusals.Required("a date such as 2026-03-02").On("dueOn");
            due = parsed.Value;
        }

        var changed = Before is { } before && before != (Name, Amount, DueOn, Kind);
        var item = new PlannedItem(
            new(changed ? Guid.CreateVersion7() : Id), Kind, Name, AmountBasis.Remainder, DueOn: due, Criteria: Criteria,
            Approver: Approver == Guid.Empty ? null : new PersonId(Approver));
        var typed = Amount.Trim();
        if (typed.Length == 0)
            return item;
        if (typed.EndsWith('%'))
        {
            var percent = Percent.Read(typed[..^1].Trim(), "amount");
            return percent.IsRefused ? percent.Refusal
                : item with { Basis = AmountBasis.Percent, PercentBasisPoints = percent.Value };
        }

        var money = Money.ParseTyped(typed, currency);
        return money.IsRefused ? money.Refusal : item with { Basis = AmountBasis.Fixed, AmountMinor = money.Value.Minor };
    }
}
