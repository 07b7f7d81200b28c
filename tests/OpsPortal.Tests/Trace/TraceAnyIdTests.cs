using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Events;
using OpsPortal.Features.Compliance;
using OpsPortal.Features.Parties;
using OpsPortal.Features.Trace;
using OpsPortal.Providers.Sandbox;
using OpsPortal.Tests.Banking;
using OpsPortal.Tests.Erp;
using OpsPortal.Tests.Events;
using OpsPortal.Tests.Payouts;
using static OpsPortal.Tests.Banking.BankSamples;
using static OpsPortal.Tests.Payouts.PayoutWorld;

namespace OpsPortal.Tests.Trace;

/// <summary>Every kind of id leads to the story that it is a part of, or to a short one of its own.</summary>
[Trait("Requirement", "TRC-1")]
public sealed class TraceAnyIdTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task ALineOfABank_IsMarkedInItsPaymentsChain_OrToldByItself(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        var interest = Entry("3.00", reference: "INT-7").Replace("<Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly>",
            "<Fmly><Cd>MCOP</Cd><SubFmlyCd>INTR</SubFmlyCd></Fmly>", StringComparison.Ordinal);
        await bank.TakenAsync(Camt(Entry("8.85", Paid("Rent"), "RENT-7") + interest, closing: "111.85"));
        var lines = await bank.LinesAsync();

        foreach (var id in new[] { "RENT-7", "E2E-1", lines[0].Id.ToString() })
        {
            var chain = await TracedAsync(bank.World, id, "ops");
            Assert.Equal(lines[0].Id.ToString(), MarkedIn(chain, "Bank line").Id);
            Assert.NotEmpty(Nodes(chain, "Payment"));
        }

        var story = await TracedAsync(bank.World, "INT-7", "auditor");
        Assert.Equal(lines[1].Id.ToString(), MarkedIn(story, "Came in").Id);
        Assert.Equal("Interest earned", Assert.Single(Nodes(story, "Journal")).Title);
        Assert.NotEmpty(Nodes(story, "Who"));
        Assert.Equal("shared.not-found", (await RefusedAsync(bank.World, "INT-7", bank.World.As("approver"))).Code);
        var stranger = await bank.World.AddPersonAsync("Stranger", [Role.Ops], World.America);
        Assert.Equal("shared.not-found", (await RefusedAsync(bank.World, "INT-7", stranger)).Code);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task AnInvoice_ShowsItsCashAndPayouts_OnlyToWhoMaySeeThem(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind, CashWorld.Settings);
        await PaidPayout.ReleasedAsync(world, kind);
        string[] money = ["Payment", "Decision", "Batch", "Payout"];

        var finance = await TracedAsync(world, "IE-R1", "finance");
        Assert.All(money, step => Assert.NotEmpty(Nodes(finance, step)));

        var approver = await TracedAsync(world, "IE-R1", "approver");
        Assert.NotEmpty(Nodes(approver, "Invoice"));
        Assert.DoesNotContain(approver, step => money.Contains(step.Name));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task AHold_IsMarkedInTheChainsItStops_OrToldByItself(StoreKind kind)
    {
        await using var world = await PayoutWorld.NewAsync(kind, payees: 1);
        var (payee, compliance) = (world.Payees[0], world.As("compliance"));
        Invoice invoice;
        await using (var db = await world.DbAsync())
            invoice = await db.Set<Invoice>().FirstAsync();
        var whole = Done(await world.Use<PlaceHold>().RunAsync(
            new(payee, HoldScope.AllPayouts, HoldReason.Aml, "Pattern", "Papers"), compliance, default));
        world.Clock.Advance(Duration.FromMinutes(1));
        var one = Done(await world.Use<PlaceHold>().RunAsync(
            new(payee, HoldScope.Invoices, HoldReason.Fraud, "Odd invoice", "Papers") { Targets = [invoice.Id.Value] },
            compliance, default));

        var story = await TracedAsync(world.Use<TraceChain>(), whole.ToString(), compliance);
        Assert.Equal("AML hold: All payouts", MarkedIn(story, "Made of it").Title, ignoreCase: true);
        var placed = Assert.Single(Nodes(story, "Who"), node => node.Title == "Placed hold, payee");
        Assert.Equal("Chiara Russo", placed.State);
        var chain = await TracedAsync(world.Use<TraceChain>(), one.ToString(), compliance);
        Assert.Equal(one.ToString(), MarkedIn(chain, "Hold").Id);
        Assert.Contains(Nodes(chain, "Invoice"), node => node.Id == invoice.Id.ToString());
        var subject = await TracedAsync(world.Use<TraceChain>(), payee.ToString(), compliance);
        Assert.Contains(subject.SelectMany(step => step.Nodes), node => node.Id == one.ToString());
        Assert.Equal("shared.not-found",
            (await world.Use<TraceChain>().RunAsync(whole.ToString(), world.As("approver"), default)).Refusal?.Code);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task ADocumentOfTheErp_LeadsToTheEntriesThatItCarries(StoreKind kind)
    {
        await using var erp = await ErpWorld.NewAsync(kind, payments: 1);
        await erp.AnsweredAsync(await erp.HandedOverAsync(), "IE01:payment:test:pi_0,accepted,JE-4711,");
        var entry = Assert.Single(await erp.EntriesAsync());

        foreach (var id in new[] { "JE-4711", "IE01:payment:test:pi_0" })
        {
            var steps = await TracedAsync(erp.World, id, "finance");
            var document = Assert.Single(steps.SelectMany(step => step.Nodes), node => node.Kind == "ERP document");
            Assert.True(document.IsMarked);
            Assert.StartsWith("JE-4711", document.Title, StringComparison.Ordinal);
            Assert.Contains(Nodes(steps, "Journal"), node => node.Id == entry.Id.ToString());
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task AnEventOfNoInvoice_IsToldByItself(StoreKind kind)
    {
        await using var cash = await CashWorld.NewAsync(kind);
        var sweep = SandboxEvents.Transfer("po_77", "IE01", new Money(500, Currency.Of("EUR")), cash.World.Now);
        await cash.DeliverAsync([sweep]);

        await using var db = await cash.World.DbAsync();
        var ours = await db.Set<InboxEvent>().Where(row => row.EventId == sweep.EventId).Select(row => row.Id).SingleAsync();

        foreach (var id in new[] { sweep.EventId, ours.ToString() })
        {
            var story = await TracedAsync(cash.World, id, "auditor");
            Assert.Equal(sweep.EventId, MarkedIn(story, "Came in").Id);
            Assert.NotEmpty(Nodes(story, "Journal"));
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task ARequest_SaysWhoDidWhat_ToWhomeverMaySeeIt(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        const string Request = "4bf92f3577b34da6a3ce929d0e0e4736";
        var payee = Done(await world.Use<CreatePayee>().RunAsync(
            new(World.Ireland, new("Ada", "DE", Domain.Parties.PayeeKind.Individual, "ada@payee.test")),
            world.As("finance") with { RequestId = Request }, default));

        foreach (var account in new[] { "auditor", "ops" })
        {
            var story = await TracedAsync(world, Request, account);
            var act = Assert.Single(Nodes(story, "Who"));
            Assert.Equal(("Fiona Walsh", $"/trace?id={payee.Value}"), (act.State, act.Href));
            Assert.True(act.IsMarked);
        }

        Assert.Equal("shared.not-found", (await RefusedAsync(world, Request, world.As("approver"))).Code);
        var stranger = await world.AddPersonAsync("Stranger", [Role.Ops], World.America);
        Assert.Equal("shared.not-found", (await RefusedAsync(world, Request, stranger)).Code);
    }

    [Fact]
    public async Task WhatNothingKnows_SaysWhichKindsAreKnown()
    {
        await using var world = await World.NewAsync();
        var refusal = await RefusedAsync(world, "nobody-knows-this", world.As("auditor"));
        foreach (var known in new[] { "bank line", "provider event", "request", "idempotency key", "hold", "ERP document" })
            Assert.Contains(known, refusal.Next, StringComparison.Ordinal);
    }

    private static TraceNode MarkedIn(IReadOnlyList<TraceStep> steps, string name) =>
        Assert.Single(Nodes(steps, name), node => node.IsMarked);

    private static IReadOnlyList<TraceNode> Nodes(IReadOnlyList<TraceStep> steps, string name) =>
        Assert.Single(steps, step => step.Name == name).Nodes;

    private static Task<IReadOnlyList<TraceStep>> TracedAsync(World world, string id, string account) =>
        TracedAsync(world.Use<TraceChain>(), id, world.As(account));

    private static async Task<IReadOnlyList<TraceStep>> TracedAsync(TraceChain trace, string id, Actor actor) =>
        Done(await trace.RunAsync(id, actor, default));

    private static async Task<Refusal> RefusedAsync(World world, string id, Actor actor)
    {
        var read = await world.Use<TraceChain>().RunAsync(id, actor, default);
        Assert.True(read.IsRefused);
        return read.Refusal;
    }
}
