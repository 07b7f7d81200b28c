using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Payouts;
using OpsPortal.Features.Payouts.Sending;
using OpsPortal.Features.Sandbox;
using OpsPortal.Providers.Sandbox;

namespace OpsPortal.Tests.Sandbox;

/// <summary>The one-press stories, each from the press through signed webhooks over HTTP to its effect in the ledger; and the way
/// back.</summary>
[Trait("Requirement", "EVT-7")]
public sealed class StoriesTests(DemoFixture demo) : IClassFixture<DemoFixture>
{
    [Fact]
    public async Task CardPayment_PartPaid_LowersTheReceivableByThatPart()
    {
        var ops = await demo.AsAsync("ops");
        var open = await PayableAsync(ops);
        var part = open.OpenMinor / 3;
        var before = await OwedAsync(open.Number);

        var paid = await demo.Use<PaySandbox>().RunAsync(new(open.Number, part, Rail.Card, new Mishap()), ops, default);

        var receipt = await demo.WaitForAsync(
            db => db.Set<Receipt>().AsNoTracking().SingleOrDefaultAsync(r => r.ProviderReference == paid.Value),
            found => found is { IsSettled: true },
            "the payment is settled");
        Assert.Equal((part, 0L), (receipt!.AppliedMinor, receipt.UnappliedMinor));
        Assert.Equal(before - part, await OwedAsync(open.Number));
        await using var db = await demo.DbAsync();
        var invoice = await db.Set<Invoice>().SingleAsync(i => i.Number == open.Number);
        Assert.Equal((InvoiceState.PartiallyPaid, open.OpenMinor - part), (invoice.State, invoice.OpenMinor));
        var fee = await db.Set<JournalLine>()
            .Where(line => line.ReceiptId == receipt.Id && line.Account == Account.ProviderAndBankFees)
            .SumAsync(l => l.AmountMinor);
        var available = await db.Set<JournalLine>()
            .Where(line => line.ReceiptId == receipt.Id && line.Account == Account.ProviderAvailable)
            .SumAsync(l => l.AmountMinor);
        Assert.True(fee > 0);
        Assert.Equal(part - fee, available);
    }

    [Fact]
    public async Task Ach_ReturnedAfterPayout_ReopensTheInvoiceAndIsOwedByThePayee()
    {
        var ops = await demo.AsAsync("ops");

        var reference = await demo.Use<ReturnPaidOut>().RunAsync(ops, default);

        var receipt = (await demo.WaitForAsync(
            db => db.Set<Receipt>().AsNoTracking().SingleAsync(r => r.ProviderReference == reference.Value),
            found => found.ReturnedMinor > 0,
            "the payment went back"))!;
        await using var db = await demo.DbAsync();
        var lines = await db.Set<JournalLine>().Where(line => line.ReceiptId == receipt.Id).ToListAsync();
        Assert.True(lines.Where(line => line.Account == Account.RecoverableFromPayees).Sum(line => line.AmountMinor) > 0);
        Assert.Equal(0, lines.Where(line => line.Account is Account.HeldPending or Account.HeldSettled)
            .Sum(line => line.AmountMinor));
        var invoice = await db.Set<Invoice>().SingleAsync(i => i.Number == receipt.InvoiceNumber);
        Assert.Equal(invoice.OpenMinor, await OwedAsync(invoice.Number!));
        Assert.True(invoice.OpenMinor > 0);
        Assert.True(await db.Set<ExceptionCase>()
            .AnyAsync(e => e.Type == ExceptionType.ReturnOrReversal && e.ReceiptId == receipt.Id));
    }

    [Fact]
    public async Task DroppedAnswer_LeavesThePayoutUnknown_AndItsMoneyLeavesOnce()
    {
        // Another story may have left its payee owing us money.
        Assert.True((await demo.Use<ResetDemo>().RunAsync(await demo.AsAsync("ops"), default)).Value);
        var waiting = await WaitingBatchAsync();
        _ = await demo.Use<StirSandbox>().RunAsync(Stir.DropNextAnswer, null, await demo.AsAsync("ops"), default);
        foreach (var who in new[] { "controller1", "controller2" })
            await SignAsync(waiting, who);
        await SendAsync(waiting, "controller2");

        var batch = await demo.WaitForAsync(
            db => Batches.Whole(db).AsNoTracking().SingleAsync(b => b.Id == waiting), found => found.State == BatchState.Settled,
            "the batch is settled");

        await using var db = await demo.DbAsync();
        var keys = batch.Items.Select(item => item.Key).ToList();
        Assert.Equal(1, await db.Set<PayoutInstruction>().CountAsync(i => keys.Contains(i.Key) && i.Enquiries > 0));
        Assert.Equal(0, (await db.Set<SandboxMood>().SingleAsync()).AnswersToDrop);
        Assert.Equal(keys.Order(), (await db.Set<SandboxPayout>().Where(p => keys.Contains(p.Key)).Select(p => p.Key)
            .ToListAsync()).Order());
        foreach (var item in batch.Items)
        {
            var left = await db.Set<JournalLine>()
                .Where(line => line.Account == Account.SettlementPayables && line.AmountMinor > 0)
                .Join(db.Set<JournalEntry>().Where(e => e.PayoutItemId == item.Id), l => l.EntryId, e => e.Id,
                    (l, _) => l.AmountMinor).SumAsync();
            Assert.Equal(item.AmountMinor, left);
        }
    }

    [Fact]
    public async Task Reset_OfTheDemo_BringsBackItsFirstStateAndSignsEverybodyOut()
    {
        Assert.True((await demo.Use<ResetDemo>().RunAsync(await demo.AsAsync("ops"), default)).Value);
        var (ops, auditor) = (await demo.AsAsync("ops"), await demo.AsAsync("auditor"));
        var open = await PayableAsync(ops);
        var paid = await demo.Use<PaySandbox>().RunAsync(new(open.Number, null, Rail.Card, new Mishap()), ops, default);
        await demo.WaitForAsync(
            db => db.Set<Receipt>().AsNoTracking().SingleOrDefaultAsync(r => r.ProviderReference == paid.Value),
            found => found is not null, "the payment came");
        Assert.Equal("shared.not-allowed", (await demo.Use<ResetDemo>().RunAsync(auditor, default)).Refusal?.Code);

        Assert.True((await demo.Use<ResetDemo>().RunAsync(ops, default)).Value);

        Assert.Equal("shared.signed-out", (await demo.Use<SandboxView>().RunAsync(ops, default)).Refusal?.Code);
        await using var db = await demo.DbAsync();
        Assert.False(await db.Set<Receipt>().AnyAsync(r => r.ProviderReference == paid.Value));
        Assert.Empty(await db.Set<SandboxPayment>().ToListAsync());
        Assert.Empty(await OpsPortal.Data.DatabaseGuards.MissingAsync(db, default));
        var again = (await demo.Use<SandboxView>().RunAsync(await demo.AsAsync("ops"), default)).Value;
        Assert.Contains(again.Invoices, invoice => invoice.Number == open.Number);
        var after = await demo.Use<PaySandbox>()
            .RunAsync(new(open.Number, 100, Rail.Card, new Mishap()), await demo.AsAsync("ops"), default);
        await demo.WaitForAsync(
            d => d.Set<Receipt>().AsNoTracking().SingleOrDefaultAsync(r => r.ProviderReference == after.Value),
            found => found is not null, "life goes on");
    }

    private async Task<long> OwedAsync(string number)
    {
        await using var db = await demo.DbAsync();
        var invoice = await db.Set<Invoice>().SingleAsync(i => i.Number == number);
        return await db.Set<JournalLine>().Where(line => line.InvoiceId == invoice.Id && line.Account == Account.Receivable)
            .SumAsync(line => line.AmountMinor);
    }

    /// <summary>An open invoice without a payment in progress.</summary>
    private async Task<SandboxView.OpenInvoice> PayableAsync(Actor ops)
    {
        var open = (await demo.Use<SandboxView>().RunAsync(ops, default)).Value.Invoices;
        await using var db = await demo.DbAsync();
        var free = await db.Set<Invoice>().Where(invoice => !db.Set<PaymentInProgress>().Any(p => p.InvoiceId == invoice.Id))
            .Select(i => i.Number).ToListAsync();
        return open.First(invoice => free.Contains(invoice.Number));
    }

    private async Task<BatchId> WaitingBatchAsync()
    {
        await using var db = await demo.DbAsync();
        return await db.Set<PayoutBatch>().Where(batch => batch.State == BatchState.Submitted).OrderBy(batch => batch.Number)
            .Select(batch => batch.Id).FirstAsync();
    }

    private async Task SignAsync(BatchId batch, string who)
    {
        var (actor, hash) = await ProvedAsync(batch, who, ApproveBatch.StepUpAction);
        var approved = await demo.Use<ApproveBatch>().RunAsync(new(batch, hash), actor, default);
        Assert.Null(approved.Refusal?.Text);
    }

    private async Task SendAsync(BatchId batch, string who)
    {
        var (actor, hash) = await ProvedAsync(batch, who, TransmitBatch.StepUpAction);
        var sent = await demo.Use<TransmitBatch>().RunAsync(new(batch, hash), actor, default);
        Assert.Null(sent.Refusal?.Text);
    }

    private async Task<(Actor Actor, string Hash)> ProvedAsync(BatchId batch, string who, string action)
    {
        var actor = await demo.AsAsync(who);
        await using var db = await demo.DbAsync();
        var hash = (await db.Set<PayoutBatch>().Where(found => found.Id == batch).Select(found => found.ContentHash)
            .SingleAsync())!;
        db.Add(new StepUp(
            Guid.CreateVersion7(), actor.Person, actor.Session!.Value, action, batch.Value, hash, "password", demo.Use<IClock>()
                .GetCurrentInstant()));
        await db.SaveChangesAsync();
        return (actor, hash);
    }
}
