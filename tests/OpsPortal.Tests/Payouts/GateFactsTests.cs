using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Payouts;
using static OpsPortal.Tests.Payouts.PayoutWorld;

namespace OpsPortal.Tests.Payouts;

/// <summary>What the gate and the approval policy are told of the store.</summary>
public sealed class GateFactsTests
{
    /// <summary>An open case stops the payable that it names by invoice, payment or payee, and no other.</summary>
    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "PAY-2")]
    public async Task OpenCase_StopsWhatItNames_AndNothingElse(StoreKind kind)
    {
        await using var world = await NewAsync(kind);
        var payable = (await PayablesAsync(world)).Single(one => one.Facts.Payee == world.Payees[0]);
        ExceptionLinks[] names =
        [
            new() { InvoiceId = payable.Facts.Invoice }, new() { ReceiptId = payable.Settled[0].Receipt },
            new() { PayeeId = payable.Facts.Payee },
        ];
        for (var i = 0; i < names.Length; i++)
        {
            var type = i == 1 ? ExceptionType.DeadLetter : ExceptionType.RemittanceMismatch;
            var found = await OpenAsync(world, type, names[i] with { LegalEntityId = World.Ireland }, $"case {i}");
            foreach (var one in await PayablesAsync(world))
                Assert.Equal(one.Key == payable.Key ? [$"case {i}"] : [], one.Facts.Exceptions.Select(fact => fact.Words));
            await ResolveAsync(world, found);
            Assert.All(await PayablesAsync(world), one => Assert.Empty(one.Facts.Exceptions));
        }
    }

    /// <summary>What a payee and a maker had in earlier batches counts with what they have in this one.</summary>
    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "PAY-5")]
    public async Task RollingSums_CountEarlierBatches(StoreKind kind)
    {
        await using var world = await NewAsync(kind);
        var first = await world.BatchAsync(await world.TransmittedAsync());
        var (again, other) = (world.Payees[0], world.Payees[1]);
        await world.PaidInvoiceAsync(3, again, 50_000);
        await world.PaidInvoiceAsync(4, other, 20_000);

        var second = await world.BatchAsync(await world.BuiltAsync());
        await using var db = await world.DbAsync();
        var context = (await BatchCheck.ReadAsync(db, second, world.Now, default)).Value.Context;

        Assert.Equal(first.TotalMinor + second.TotalMinor, context.MakerRollingMinor);
        Assert.Equal(
            second.Items.Select(item => item.AmountMinor + AmountOf(first, item.PayeeId)),
            context.Items.Select(item => item.PayeeRollingMinor));
        Assert.All(second.Items, item => Assert.True(AmountOf(first, item.PayeeId) > 0));
    }

    private static long AmountOf(PayoutBatch batch, PayeeId payee) =>
        batch.Items.Where(item => item.PayeeId == payee).Sum(item => item.AmountMinor);

    private static async Task<IReadOnlyList<Payable>> PayablesAsync(PayoutWorld world)
    {
        await using var db = await world.DbAsync();
        return await Payables.ReadAsync(db, new([World.Ireland]), new ApprovalRules([], []), default);
    }

    private static async Task<ExceptionId> OpenAsync(
        PayoutWorld world, ExceptionType type, ExceptionLinks links, string words)
    {
        await using var db = await world.DbAsync();
        var found = new ExceptionCase(
            new(Guid.CreateVersion7()), type, "test", words, words, null, links, world.Now);
        db.Add(found);
        await db.SaveChangesAsync();
        return found.Id;
    }

    private static async Task ResolveAsync(PayoutWorld world, ExceptionId id)
    {
        await using var db = await world.DbAsync();
        var found = await db.FindAsync<ExceptionCase>(id);
        Assert.Null(found!.Resolve(null, world.Now, new CaseClosing("Known.", "Settled.", null, "No money moved.")).Refusal);
        await db.SaveChangesAsync();
    }
}
