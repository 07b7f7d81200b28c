using Microsoft.EntityFrameworkCore;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Close;
using OpsPortal.Features.Ledger.TieOuts;
using static OpsPortal.Tests.Payouts.PayoutWorld;

namespace OpsPortal.Tests.Payouts;

/// <summary>Documents and states that the ledger contradicts, planted in the store.</summary>
public sealed class DocumentStoreTests
{
    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "REC-5")]
    public async Task Transmit_WhenAnInvoiceIsNotWhatTheLedgerSays_IsRefusedByName_AndNothingMoves(StoreKind kind)
    {
        await using var world = await NewAsync(kind);
        var batch = await world.ApprovedAsync();
        await using var db = await world.DbAsync();
        var invoice = await db.Set<Invoice>().OrderBy(one => one.Number).FirstAsync();
        await db.Set<Invoice>().Where(one => one.Id == invoice.Id).ExecuteUpdateAsync(set => set
            .SetProperty(one => one.State, InvoiceState.PartiallyPaid).SetProperty(one => one.OpenMinor, 5));

        var refused = await world.TransmitAsync(batch, world.Controller1);

        Assert.Equal("payouts.documents-disagree", refused.Refusal?.Code);
        Assert.Contains($"Invoice {invoice.Number}", refused.Refusal!.Why, StringComparison.Ordinal);
        Assert.Equal(BatchState.Approved, (await world.BatchAsync(batch)).State);
        Assert.Empty(await world.InstructionsAsync());
        Assert.Equal(0, await world.BalanceAsync(Account.SettlementPayables));
        await db.Set<Invoice>().Where(one => one.Id == invoice.Id).ExecuteUpdateAsync(set => set
            .SetProperty(one => one.State, InvoiceState.Paid).SetProperty(one => one.OpenMinor, 0));
        Done(await world.TransmitAsync(batch, world.Controller1));
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "REC-5")]
    public async Task Transmit_WhenAPayeesInvoiceHasNoAccrual_IsRefusedByName(StoreKind kind)
    {
        await using var world = await NewAsync(kind);
        var batch = await world.ApprovedAsync();
        var items = (await world.BatchAsync(batch)).Items;
        var (own, other) = (items[0].Sources[0].ContractId, items[1].Sources[0].ContractId);
        await BillAsync(world, items[0].PayeeId, own, "F-76");
        var proven = await CheckAsync(world, batch);
        await BillAsync(world, items[0].PayeeId, other, "F-77");

        var refused = await CheckAsync(world, batch);

        Assert.Null(proven);
        Assert.Equal("payouts.documents-disagree", refused?.Code);
        Assert.Contains("Payee invoice F-77 is matched, and nothing was accrued", refused!.Why, StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "REC-7")]
    public async Task PayoutStatus_ThatTheLedgerDoesNotTell_DoesNotTie(StoreKind kind)
    {
        await using var world = await NewAsync(kind);
        await world.TransmittedAsync();
        Assert.True((await TieAsync(world, new PayoutStatusTieOut())).Ties);
        await using (var db = await world.DbAsync())
        {
            var first = await db.Set<PayoutItem>().OrderBy(item => item.Id).Select(item => item.Id).FirstAsync();
            await db.Set<PayoutItem>().Where(item => item.Id == first)
                .ExecuteUpdateAsync(set => set.SetProperty(item => item.State, PayoutItemState.Paid));
        }

        var tie = await TieAsync(world, new PayoutStatusTieOut());

        Assert.Equal([(1L, 1L), (1L, 0L)],
            tie.Lines.Where(line => line.Currency is null).Select(line => (line.Left, line.Right)));
        Assert.Contains(tie.Lines, line => line.Subject.EndsWith("paid, with other entries", StringComparison.Ordinal)
            && line.Right == 0 && line.Link.StartsWith("/payouts/batches/", StringComparison.Ordinal));
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "REC-7")]
    public async Task Payables_WithoutADocument_AreListed(StoreKind kind)
    {
        await using var world = await NewAsync(kind, payees: 0);
        Assert.Empty((await TieAsync(world, new PayablesTieOut())).Lines);
        await FeeAsync(world, "st_1", "evt_1", 300);
        Assert.True((await TieAsync(world, new PayablesTieOut())).Ties);
        await FeeAsync(world, "st_2", null, 40);

        var tie = await TieAsync(world, new PayablesTieOut());

        Assert.Equal([("2400 Accounts payable and provider fees", 340L, 300L), ("st_2: no document", 40L, 0L)],
            tie.Lines.Select(line => (line.Subject, line.Left, line.Right)));
    }

    private static async Task BillAsync(PayoutWorld world, PayeeId payee, ContractId contract, string number)
    {
        await using var db = await world.DbAsync();
        db.Add(PayeeInvoice.Record(
            Guid.CreateVersion7(), World.Ireland, new PayeeInvoiceAsk(payee, contract, null, number, new Money(100, Euro)),
            world.Finance.Person, world.Now).Value);
        await db.SaveChangesAsync();
    }

    private static async Task FeeAsync(PayoutWorld world, string reference, string? eventId, long minor)
    {
        await using var db = await world.DbAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await world.Use<JournalWriter>().WriteAsync(db, [PostingRules.Draft(EventFamily.ProviderFeeCharged, new PostingFacts
        {
            LegalEntityId = World.Ireland, Currency = Euro, PostingKey = $"fee:{reference}", EffectiveAt = world.Now,
            Trace = new TraceKeys { ProviderObject = reference, EventId = eventId },
            Amounts = new PostingAmounts { A = minor }, Cash = Account.PayablesAndFees,
        }).Value], world.Now, CancellationToken.None);
        await transaction.CommitAsync();
    }

    private static async Task<Refusal?> CheckAsync(PayoutWorld world, BatchId batch)
    {
        await using var db = await world.DbAsync();
        return await OpsPortal.Features.Payouts.DocumentCheck.RefusalAsync(
            db, (await world.BatchAsync(batch)).Items, CancellationToken.None);
    }

    private static async Task<OpsPortal.Domain.Close.TieOut> TieAsync(PayoutWorld world, ITieOut tieOut)
    {
        await using var db = await world.DbAsync();
        var month = world.Now.InUtc().Date.ToYearMonth();
        return await tieOut.CheckAsync(new CloseScope(db, World.Ireland, month, world.Now), CancellationToken.None);
    }
}
