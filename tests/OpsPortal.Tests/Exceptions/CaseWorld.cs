using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Ledger;
using OpsPortal.Events;
using OpsPortal.Features.Cash;
using OpsPortal.Features.Exceptions;
using OpsPortal.Providers.Sandbox;
using OpsPortal.Tests.Events;

namespace OpsPortal.Tests.Exceptions;

/// <summary>A world with one case to work on: a payment that named no invoice that there is.</summary>
internal sealed class CaseWorld : IAsyncDisposable
{
    private CaseWorld(CashWorld cash) => Cash = cash;

    public CashWorld Cash { get; }

    public World World => Cash.World;

    public ExceptionId Case { get; private set; }

    public ReceiptId Receipt { get; private set; }

    public static async Task<CaseWorld> NewAsync(StoreKind kind, string invoice = "IE-9")
    {
        var world = new CaseWorld(await CashWorld.NewAsync(kind));
        await world.Cash.IssueAsync("IE-1", 10_000);
        await world.PayAsync("pay_1", invoice, 4_000);
        await using var db = await world.World.DbAsync();
        world.Case = (await db.Set<ExceptionCase>().SingleAsync()).Id;
        world.Receipt = (await db.Set<Receipt>().SingleAsync()).Id;
        return world;
    }

    public Task PayAsync(string reference, string? invoice, long minor)
    {
        var payment = CashWorld.Payment(reference, invoice, minor, World.Now);
        return Cash.DeliverAsync([SandboxEvents.Payment(payment, "payment.succeeded", minor, World.Now)]);
    }

    public async Task<ExceptionDetail.Answer> SeenAsync(string account = "ops") =>
        (await World.Use<ExceptionDetail>().RunAsync(Case, World.As(account), default)).Value;

    public async Task ApplyAsync(long? minor = null) => Assert.Null((await World.Use<ApplyReceipt>()
        .RunAsync(new(Receipt, "IE-1", minor, "The payer phoned"), World.As("finance"), default)).Refusal);

    public async Task<string?> ResolveAsync(EntryId? entry, string? noMoney = null, string account = "ops") =>
        (await World.Use<ResolveException>().RunAsync(
            new(Case, new CaseClosing("Wrong reference", "Applied by hand", entry, noMoney)), World.As(account), default))
            .Refusal?.Code;

    public ValueTask DisposeAsync() => Cash.DisposeAsync();
}
