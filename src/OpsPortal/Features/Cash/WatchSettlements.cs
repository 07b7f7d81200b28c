using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Features.Exceptions;
using OpsPortal.Jobs;

namespace OpsPortal.Features.Cash;

/// <summary>
/// Opens a case for each payment whose money the provider should have made available by now. Only the rail's own window says so:
/// a weekend or a holiday of its calendar makes nothing late. Running it again opens no second one.
/// </summary>
[UseCase]
internal sealed class WatchSettlements(CommandRunner runner)
{
    public Task<Outcome<int>> RunAsync(Actor actor, CancellationToken ct) =>
        runner.RunAsync<int>(Permission.Background, actor, WatchAsync, ct);

    private static async Task<Outcome<int>> WatchAsync(Work work)
    {
        var soonest = work.Now - Duration.FromDays(1);
        var pending = await work.Db.Set<Receipt>().AsNoTracking()
            .Where(receipt => receipt.AvailableAt == null && receipt.ReceivedAt <= soonest)
            .Where(receipt => receipt.State != ReceiptState.Returned)
            .OrderBy(receipt => receipt.ReceivedAt).ToListAsync(work.Ct);
        var late = pending.Where(receipt => Due(receipt) <= work.Now).ToList();
        foreach (var receipt in late)
        {
            var amount = new Money(receipt.AmountMinor - receipt.ReturnedMinor, receipt.Currency);
            await work.OpenExceptionAsync(
                ExceptionType.DelayedSettlement, "cash.settlement-late",
                $"{amount} by {Rails.Of(receipt.Rail).Name}{Naming(receipt)} should have been available by "
                    + $"{DayWords.Of(Due(receipt))}.",
                $"settlement-late:{receipt.Id}", amount,
                new ExceptionLinks { LegalEntityId = receipt.LegalEntityId, ReceiptId = receipt.Id,
                    ProviderReference = receipt.ProviderReference });
        }

        await CameAsync(work);
        return late.Count;
    }

    private static string Naming(Receipt receipt) => receipt.InvoiceNumber is { Length: > 0 } number ? $" for {number}" : "";

    private static async Task CameAsync(Work work)
    {
        var over = await (
            from found in work.Db.Set<ExceptionCase>()
            join receipt in work.Db.Set<Receipt>() on found.ReceiptId equals (ReceiptId?)receipt.Id
            where found.Type == ExceptionType.DelayedSettlement && found.State != ExceptionState.Resolved
                && (receipt.AvailableAt != null || receipt.State == ReceiptState.Returned)
            select found).ToListAsync(work.Ct);
        foreach (var found in over)
            OneCase.Settle(work, found, CaseFact.FundsAvailable, new CaseClosing("The provider settled late.",
                "The funds are available, or the payment went back.",
                NoMoneyReason: "The provider's own event posts it."));
    }

    private static Instant Due(Receipt receipt) => Rails.ExpectedBy(receipt.Rail, receipt.ReceivedAt, receipt.Currency);
}

/// <summary>The clock of settlements.</summary>
[Part]
internal sealed class WatchSettlementsJob(WatchSettlements watch) : IBackgroundJob
{
    public string Name => "settlement-watch";

    public string Purpose => "Opens a case for each payment whose rail's window has passed without its funds.";

    public TimeSpan Every => TimeSpan.FromMinutes(15);

    public async Task<string> RunAsync(Actor actor, CancellationToken ct)
    {
        var late = await watch.RunAsync(actor, ct);
        return late.IsRefused ? late.Refusal.Code : late.Value == 0 ? JobResults.Nothing : $"{late.Value} late";
    }
}
