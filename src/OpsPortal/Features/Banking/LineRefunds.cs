using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Invoicing;

namespace OpsPortal.Features.Banking;

/// <summary>The refunds by bank that may be coming back by a line though it is called something else.</summary>
internal static class LineRefunds
{
    public static async Task<Deciders> DecidersAsync(Work work, BankLine line, LinePurpose purpose)
    {
        if (LinePurposes.Of(purpose) is { IsMoneyIn: false } or { Names: LineSubjectKind.Refund })
            return Deciders.One;
        var refunds = await work.Db.Set<Refund>().AsNoTracking().Where(refund => refund.Provider == LineBooks.Provider
                && refund.LegalEntityId == line.LegalEntityId && refund.Currency == line.Currency
                && refund.AmountMinor == line.AmountMinor && RefundLifecycle.UnderWay.Contains(refund.State))
            .Select(refund => new { refund.State, refund.ProviderReference }).ToListAsync(work.Ct);
        var told = line.Told();
        return SuspectedReturn.Of(
            refunds.Select(refund => (refund.State, LineRules.IsNamed(told, refund.ProviderReference))));
    }
}
