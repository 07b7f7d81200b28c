using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Api;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Contracts;

/// <summary>Turns the API's body into the command: codes to ids, decimal strings to minor units. The field at fault is
/// named.</summary>
[UseCase]
internal sealed class ContractBodyReader(QueryRunner runner)
{
    public Task<Outcome<CreateContract.Command>> ReadAsync(ContractBody body, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.CreateContract, actor, reading => ReadAsync(reading, body), ct);

    private static async Task<Outcome<CreateContract.Command>> ReadAsync(Reading reading, ContractBody body)
    {
        if (await reading.SeenAsync<LegalEntity>(e => e.Code == body.LegalEntity) is not { } entity)
            return Unknown("legal entity", "legalEntity");
        var program = await reading.Db.Set<ProgramScheme>().SingleOrDefaultAsync(p => p.Code == body.Program, reading.Ct);
        if (program is null)
            return Unknown("program", "program");
        var market = await reading.Db.Set<Market>().SingleOrDefaultAsync(m => m.Code == body.Market, reading.Ct);
        if (market is null)
            return Unknown("market", "market");
        var buyer = new BuyerId(body.Buyer);
        if (!await reading.Db.Set<Buyer>().AnyAsync(b => b.Id == buyer && b.LegalEntityId == entity.Id, reading.Ct))
            return Unknown("buyer of this legal entity", "buyer");
        if (!await AreKnownAsync(reading, entity.Id, body.Payees))
            return Unknown("payee of this legal entity", "payees");

        var total = body.Total.Read();
        var fee = Percent.Read(body.FeePercent ?? "0", "feePercent");
        var tax = body.TaxPercent is null ? market.TaxRateBasisPoints : Percent.Read(body.TaxPercent, "taxPercent");
        if ((total.Refusal?.On("total") ?? fee.Refusal ?? tax.Refusal) is { } refusal)
            return refusal;
        var plan = await PlanAsync(reading, body.Plan, total.Value.Currency);
        return plan.IsRefused
            ? plan.Refusal
            : CommandOf(body, entity.Id, program.Id, market.Id, total.Value, (fee.Value, tax.Value), plan.Value);
    }

    private static CreateContract.Command CommandOf(
        ContractBody body, LegalEntityId entity, ProgramId program, MarketId market, Money total, (int Fee, int Tax) rates,
        IReadOnlyList<PlannedItem> plan) => new(
        entity, new(body.Buyer), program, market, body.Number, body.BillingModel, total, rates.Fee, rates.Tax,
        new Terms(body.Terms.Due, body.Terms.NetDays, body.Terms.Clock, body.Terms.GraceDays, body.Terms.PauseWhenOverdue),
        body.DownPaymentClearing, [.. body.Payees.Select(p => new PayeeShare(new(p.Payee), p.Weight))], plan,
        new ContractAnchors(
            string.Join(", ", body.Recipients ?? []), body.AccountingConditions ?? "", body.SetOffClause ?? "",
            body.ErpCustomerProject ?? "", body.ErpOrderItem ?? ""),
        new(
            body.Proposal.Document.GetRawText(), body.Proposal.SourceSystem, body.Proposal.SourceId, body.Proposal.AcceptedAt,
            body.Proposal.AcceptedBy));

    private static async Task<Outcome<IReadOnlyList<PlannedItem>>> PlanAsync(
        Reading reading, IReadOnlyList<PlanItemBody> stages, Currency currency)
    {
        var emails = stages.Select(s => s.Approver?.ToLowerInvariant()).OfType<string>().Distinct().ToList();
        var people = await reading.Db.Set<Person>().Where(p => emails.Contains(p.Email)).ToDictionaryAsync(p => p.Email, p =>
            p.Id, reading.Ct);
        var plan = new List<PlannedItem>();
        for (var i = 0; i < stages.Count; i++)
        {
            var item = Item(stages[i], $"plan[{i}]", currency, people);
            if (item.IsRefused)
                return item.Refusal;
            plan.Add(item.Value);
        }

        return plan;
    }

    private static Outcome<PlannedItem> Item(PlanItemBody stage, string field, Currency currency, Dictionary<string,
        PersonId> people)
    {
        var given = (stage.Amount is null ? 0 : 1) + (stage.Percent is null ? 0 : 1) + (stage.Remainder ? 1 : 0);
        if (given != 1)
            return SharedRefusals.Required("exactly one of amount, percent and remainder").On(field);
        PersonId? approver = null;
        if (stage.Approver is not null)
        {
            if (!people.TryGetValue(stage.Approver.ToLowerInvariant(), out var person))
                return Unknown("person with this e-mail address", $"{field}.approver");
            approver = person;
        }

        var item = new PlannedItem(
            new(Guid.CreateVersion7()), stage.Kind, stage.Name, AmountBasis.Remainder, DueOn: stage.DueOn,
            Criteria: string.Join('\n', stage.Criteria ?? []), Approver: approver, ErpItem: stage.ErpItem);
        return stage.Amount is not null ? Fixed(item, stage.Amount, field, currency)
            : stage.Percent is not null ? Part(item, stage.Percent, field)
            : item;
    }

    private static Outcome<PlannedItem> Fixed(PlannedItem item, MoneyJson amount, string field, Currency currency)
    {
        var money = amount.Read();
        if (money.IsRefused)
            return money.Refusal.On($"{field}.amount");
        return money.Value.Currency == currency
            ? item with { Basis = AmountBasis.Fixed, AmountMinor = money.Value.Minor }
            : ContractsRefusals.MixedCurrencies(money.Value.Currency, currency).On($"{field}.amount");
    }

    private static Outcome<PlannedItem> Part(PlannedItem item, string text, string field)
    {
        var percent = Percent.Read(text, $"{field}.percent");
        return percent.IsRefused ? percent.Refusal : item with { Basis = AmountBasis.Percent,
            PercentBasisPoints = percent.Value };
    }

    private static async Task<bool> AreKnownAsync(Reading reading, LegalEntityId entity, IReadOnlyList<PayeeJson> payees)
    {
        var ids = payees.Select(p => new PayeeId(p.Payee)).Distinct().ToList();
        return await reading.Db.Set<Payee>().CountAsync(p => ids.Contains(p.Id) && p.LegalEntityId == entity,
            reading.Ct) == ids.Count;
    }

    private static Refusal Unknown(string what, string field) => ContractsRefusals.UnknownReference(what).On(field);
}
