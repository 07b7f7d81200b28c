using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Cash;

/// <summary>The account where the cash of a receipt stands: at the provider, or on a bank account of ours.</summary>
internal sealed record CashPlace(Account Account, BankAccountId? BankAccountId = null)
{
    public static async Task<CashPlace> OfAsync(Work work, Receipt receipt) => receipt.BankLineId is { } line
        ? new CashPlace(Account.BankCash, await work.Db.Set<BankLine>().Where(found => found.Id == line)
            .Select(found => found.BankAccountId).SingleAsync(work.Ct))
        : new CashPlace(receipt.IsSettled ? Account.ProviderAvailable : Account.ProviderPending);
}
