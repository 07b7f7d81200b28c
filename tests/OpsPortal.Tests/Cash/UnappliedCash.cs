using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Data;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Cash;
using OpsPortal.Features.Cash;
using OpsPortal.Tests.Events;

namespace OpsPortal.Tests.Cash;

/// <summary>Bank money that nobody has applied yet, taken and posted as an import would.</summary>
internal static class UnappliedCash
{
    public static Task<ReceiptId> TakeAsync(
        CashWorld world, string reference, long minor, string? payer, string? remittance, string? account = null) =>
        TakeAsync(world.World.Services, reference, minor, payer, remittance, account);

    public static async Task<ReceiptId> TakeAsync(
        IServiceProvider services, string reference, long minor, string? payer, string? remittance, string? account = null,
        Currency? currency = null)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<OpsDbContext>>().CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var now = services.GetRequiredService<NodaTime.IClock>().GetCurrentInstant();
        var receipt = Receipt.Take(new(Guid.CreateVersion7()), World.Ireland, "bank", reference, Rail.SepaCredit,
            new Money(minor, currency ?? Currency.Of("EUR")), null, now).Value
            .With(new PaymentWords { PayerName = payer, PayerAccount = account, Remittance = remittance });
        receipt.Settle(now);
        db.Add(receipt);
        await db.SaveChangesAsync();
        await services.GetRequiredService<JournalWriter>().WriteAsync(
            db, [CashFacts.Taken(receipt, new CashSource(null, reference, now))], now, default);
        await transaction.CommitAsync();
        return receipt.Id;
    }
}
