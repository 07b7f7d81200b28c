using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Milestones;
using OpsPortal.Events;
using OpsPortal.Features.Contracts;
using OpsPortal.Features.Invoices;
using OpsPortal.Features.Milestones;
using OpsPortal.Providers.Sandbox;

namespace OpsPortal.Demo;

/// <summary>How one contract of the demo goes.</summary>
internal enum DemoTurn
{
    PaidInFull,
    PartPaid,
    Unpaid,
    NotSettled,
    Returned,
    Disputed,
    ChargeFailed,
    UnderWay,
    Closed,
    Refunded,
    WrittenOff,
    WaitsForApproval,
    Late,
    Rejected,
}

/// <summary>One contract's life, told through the use cases that people press and the events that the provider sends.</summary>
internal sealed class DemoContract(
    DemoCast cast, DemoCalendar calendar, DemoEvents events, IServiceProvider services, IDbContextFactory<OpsDbContext> contexts)
{
    // The demo tells of the first stage; the others are due after its end.
    private const int DaysBetweenStages = 120;

    private static readonly byte[] Evidence = "%PDF-1.4\n% Hand-over protocol, signed by both sides.\n"u8.ToArray();

    public required Domain.Parties.Buyer Buyer { get; init; }

    public required Domain.Parties.Payee Payee { get; init; }

    public required Domain.Parties.Market Market { get; init; }

    public required Money Total { get; init; }

    public required DemoWork Work { get; init; }

    public required string Proposal { get; init; }

    public required DemoTurn Turn { get; init; }

    public required Rail Rail { get; init; }

    public bool HasDownPayment { get; init; }

    public async Task OpenAsync()
    {
        var plan = new List<PlannedItem>();
        if (HasDownPayment)
            plan.Add(new(new(Guid.CreateVersion7()), PlanItemKind.DownPayment, "Down payment", AmountBasis.Percent,
                PercentBasisPoints: 2000));
        var due = calendar.Now.InUtc().Date.PlusDays(14);
        var stages = Work.Stages.Select((stage, at) => Stage(stage, due.PlusDays(at * DaysBetweenStages))).ToList();
        plan.AddRange(stages);
        plan.Add(new(new(Guid.CreateVersion7()), PlanItemKind.Closing, "Closing invoice", AmountBasis.Remainder));
        var command = new CreateContract.Command(
            Buyer.LegalEntityId, Buyer.Id, cast.Program.Id, Market.Id, null, BillingModel.Milestone, Total, 1000, null,
            Terms.Net(14),
            ClearingWay.ProRata, [new PayeeShare(Payee.Id, 1)], plan,
            new ContractAnchors(
                Recipients: Buyer.Email,
                SetOffClause: "Section 9: what the payee owes may be set off against what it is owed under this contract."),
            new($$"""{"title":"{{Work.Name}}"}""", "proposals", Proposal, calendar.Now, Buyer.Name));
        var contract = (await Use<CreateContract>().RunAsync(command, cast.As("finance"), default)).Value;
        if (HasDownPayment)
            calendar.After(Duration.FromHours(5), () => BillAsync(plan[0].Id, DemoTurn.PaidInFull));
        calendar.After(Duration.FromDays(Turn == DemoTurn.Late ? 90 : 7), () => SubmitAsync(stages[0].Id));
    }

    private PlannedItem Stage(DemoStage stage, LocalDate due) => new(
        new(Guid.CreateVersion7()), PlanItemKind.Milestone, stage.Name, AmountBasis.Percent,
        PercentBasisPoints: stage.BasisPoints, DueOn: due, Criteria: stage.Criteria, Approver: cast.As("approver").Person);

    private async Task SubmitAsync(PlanItemId stage)
    {
        var milestone = await FindAsync<Milestone>(m => m.PlanItemId == stage);
        (await Use<AddEvidence>().RunAsync(new(milestone.Id, "hand-over.pdf", Evidence), cast.As("ops"), default)).EnsureDone();
        (await Use<SubmitMilestone>().RunAsync(milestone.Id, cast.As("ops"), default)).EnsureDone();
        if (Turn == DemoTurn.Rejected)
            calendar.After(Duration.FromHours(20), async () => (await Use<RejectMilestone>().RunAsync(
                milestone.Id, "One thing that was agreed is not in the files yet.", cast.As("approver"), default)).EnsureDone());
        else if (Turn != DemoTurn.WaitsForApproval)
            calendar.After(Duration.FromHours(20), () => ApproveAsync(milestone));
    }

    private async Task ApproveAsync(Milestone milestone)
    {
        var met = milestone.Criteria.Select(criterion => criterion.Number).ToHashSet();
        (await Use<ApproveMilestone>()
            .RunAsync(new(milestone.Id, met, "Looks right, thank you."), cast.As("approver"), default)).EnsureDone();
        calendar.After(Duration.FromHours(4), () => BillAsync(milestone.PlanItemId, Turn));
    }

    private async Task BillAsync(PlanItemId item, DemoTurn turn)
    {
        var issued = (await Use<IssueInvoice>().RunAsync(new(item), cast.As("finance"), default)).Value;
        var invoice = await FindAsync<Invoice>(i => i.Id == issued.Id);
        var amount = new Money(turn == DemoTurn.PartPaid ? invoice.DueMinor / 2 : invoice.DueMinor, invoice.Currency);
        var order = new PaymentOrder(invoice.Number, null, Rail, amount);
        if (turn == DemoTurn.ChargeFailed)
            calendar.After(Duration.FromDays(2), () => events.FailAsync(order));
        else if (turn == DemoTurn.UnderWay)
            calendar.After(Duration.FromDays(10), () => events.StartAsync(order));
        else if (turn == DemoTurn.WrittenOff)
            calendar.After(Duration.FromDays(45), () => new DemoEnding(cast, calendar, events, services, contexts)
                .WriteOffAsync(issued.Id));
        else if (turn != DemoTurn.Unpaid)
            calendar.After(Duration.FromDays(3), () => PayAsync(issued.Id, order, turn));
    }

    private async Task PayAsync(InvoiceId invoice, PaymentOrder order, DemoTurn turn)
    {
        var reference = await events.PayAsync(order);
        var ending = new DemoEnding(cast, calendar, events, services, contexts);
        if (turn == DemoTurn.Closed)
            calendar.After(Duration.FromDays(20), () => ending.CloseAsync(invoice));
        if (turn == DemoTurn.Refunded)
            calendar.After(Duration.FromDays(3), () => ending.CreditAsync(invoice, order.Amount.Minor / 10));
        if (turn != DemoTurn.NotSettled)
            calendar.After(Duration.FromDays(2), () => events.SettleAsync(reference, order));
        if (turn == DemoTurn.Returned)
            calendar.After(Duration.FromDays(4), () => events.ReturnAsync(reference, order));
        if (turn == DemoTurn.Disputed)
            calendar.After(Duration.FromDays(5), () => events.DisputeAsync(reference, order));
    }

    private async Task<T> FindAsync<T>(System.Linq.Expressions.Expression<Func<T, bool>> which)
        where T : class
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await db.Set<T>().AsNoTracking().FirstAsync(which);
    }

    private T Use<T>()
        where T : class => services.GetRequiredService<T>();
}
