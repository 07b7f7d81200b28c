using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Features.Cash;

namespace OpsPortal.Features.Banking;

/// <summary>Takes back what our bank took back: the receipt of that account and amount whose reference it names.</summary>
[Part]
internal sealed class ReturnedLines(ReturnPayment payments)
{
    private const int ShortestReference = 4;

    public async Task<bool> BookAsync(Work work, BankLine line, LineVerdict verdict, Instant at)
    {
        if (line.AmountMinor >= 0 || await FindAsync(work, line) is not { } receipt || receipt.ReturnedMinor > 0)
            return false;
        if (await UncoveredRefunds.WhyNotAsync(work, receipt, receipt.AmountMinor) is { } left)
        {
            await RefusedAsync(work, line, receipt, left);
            return false;
        }

        var source = new CashSource(null, work.RequestId, at);
        var back = await work.ApartAsync(() => payments.BackAsync(work, receipt, receipt.AmountMinor, source, new ReturnReason(
            "cash.returned-by-bank", "was taken back by our bank", line.Remittance ?? LinePosting.NameOf(line))));
        if (back.Refusal is not { } refusal)
            return !line.Book(verdict.Class, "names a receipt of the same amount", back.Value).IsRefused;
        await RefusedAsync(work, line, receipt, refusal);
        return false;
    }

    /// <summary>Until somebody has looked at it, nothing of the receipt is released.</summary>
    private static Task RefusedAsync(Work work, BankLine line, Receipt receipt, Refusal why)
    {
        var amount = new Money(-line.AmountMinor, line.Currency);
        return work.OpenExceptionAsync(
            ExceptionType.ReturnOrReversal, "banking.return-not-booked", $"{amount} was taken back by our bank. {why.Text}",
            LineCases.OfReturn(line.Id), amount, new ExceptionLinks
            {
                LegalEntityId = receipt.LegalEntityId, ReceiptId = receipt.Id, ProviderReference = line.BankReference,
            });
    }

    private static async Task<Receipt?> FindAsync(Work work, BankLine line)
    {
        var names = Named(line).SelectMany(name => new[] { name, name.ToUpperInvariant(), name.ToLowerInvariant() }).ToList();
        var brought = await work.Db.Set<BankLine>().AsNoTracking()
            .Where(other => other.BankAccountId == line.BankAccountId && other.ReceiptId != null
                && other.Currency == line.Currency && other.AmountMinor == -line.AmountMinor && other.BookedOn <= line.BookedOn
                && (names.Contains(other.BankReference!) || names.Contains(other.EndToEndId!)
                    || names.Contains(other.CustomerReference!) || names.Contains(other.Uetr!)))
            .Select(other => other.ReceiptId!.Value).Distinct().Take(2).ToListAsync(work.Ct);
        return brought is [var one] ? await work.Db.Set<Receipt>().SingleAsync(receipt => receipt.Id == one, work.Ct) : null;
    }

    private static IEnumerable<string> Named(BankLine line)
    {
        string?[] whole = [line.BankReference, line.CustomerReference, line.EndToEndId, line.Uetr];
        return whole.Concat(LineRules.Names(line.Told())).Select(BankWords.Telling).OfType<string>()
            .Where(name => name.Length >= ShortestReference).Distinct();
    }
}
