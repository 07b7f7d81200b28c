using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Contracts;

/// <summary>Against which stages the down payment is cleared: evenly, the first ones, or the last ones.</summary>
public enum ClearingWay
{
    ProRata,
    First,
    Last,
}

/// <summary>Where a contract's down payments stand when a stage is billed. All amounts gross unless named tax, in minor
/// units.</summary>
/// <param name="InvoicedMinor">Down payments invoiced so far.</param>
/// <param name="InvoicedTaxMinor">The tax in them that the entity owed on issue; 0 where advances are not taxed.</param>
/// <param name="PaidMinor">What of them is paid.</param>
/// <param name="ClearedMinor">What was cleared against earlier stages.</param>
/// <param name="ClearedTaxMinor">The tax in what was cleared.</param>
/// <param name="PlanMinor">Sum of all milestones, closing and retention of the plan.</param>
/// <param name="BilledMinor">What of the plan was billed before this stage.</param>
public sealed record AdvanceStand(
    long InvoicedMinor, long InvoicedTaxMinor, long PaidMinor, long ClearedMinor, long ClearedTaxMinor, long PlanMinor,
        long BilledMinor);

/// <summary>C and Cv of the posting rules: the down payment cleared by one invoice, and the tax in it.</summary>
public readonly record struct Cleared(long GrossMinor, long TaxMinor);

/// <summary>
/// How much of the paid down payments one invoice clears. Never more than is paid and uncleared, never more than the
/// invoice; what was paid late is caught up by the next stage. Over a whole plan the parts sum to the cent.
/// </summary>
public static class DownPaymentClearing
{
    public static Cleared Of(ClearingWay way, AdvanceStand stand, long invoiceGrossMinor)
    {
        var available = Math.Max(0, stand.PaidMinor - stand.ClearedMinor);
        var wanted = way switch
        {
            ClearingWay.First => available,
            ClearingWay.Last => available - (stand.PlanMinor - stand.BilledMinor - invoiceGrossMinor),
            _ => Rounding.Divide((Int128)stand.InvoicedMinor * (stand.BilledMinor + invoiceGrossMinor), stand.PlanMinor)
                - stand.ClearedMinor,
        };
        var gross = Math.Clamp(wanted, 0, Math.Min(available, invoiceGrossMinor));
        return new Cleared(gross, TaxIn(stand, gross));
    }

    /// <summary>Cumulative, then differenced, so that the cleared tax ends at exactly the tax of the advances.</summary>
    private static long TaxIn(AdvanceStand stand, long gross) => gross == 0 || stand.InvoicedMinor == 0
        ? 0
        : Rounding.Divide((Int128)stand.InvoicedTaxMinor * (stand.ClearedMinor + gross),
            stand.InvoicedMinor) - stand.ClearedTaxMinor;
}
