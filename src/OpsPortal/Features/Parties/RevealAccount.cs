using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Parties;
using OpsPortal.Identity;

namespace OpsPortal.Features.Parties;

/// <summary>Shows one bank account number whole, for a reason that stays in the audit log; so often in an hour and no
/// more.</summary>
[UseCase]
internal sealed class RevealAccount(CommandRunner runner, FieldProtection protection)
{
    public Task<Outcome<string>> RunAsync(PayeeAccountId account, string reason, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.RevealSecret, actor, work => RevealAsync(work, account, reason), ct);

    private async Task<Outcome<string>> RevealAsync(Work work, PayeeAccountId id, string reason)
    {
        var account = await work.Db.Set<PayeeAccount>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, work.Ct);
        if (account is null || await PayeeFinder.FindAsync(work, account.PayeeId) is null)
            return SharedRefusals.NotFound("bank account");
        if (await RevealPace.WhyNotAsync(work, reason) is { } refusal)
            return refusal;
        work.Audit(RevealPace.OfAccount, "payee", account.PayeeId.Value,
            after: $"version {account.Version}, {account.AccountMasked}", reason: reason.Trim());
        return protection.Open(account.AccountProtected);
    }
}
