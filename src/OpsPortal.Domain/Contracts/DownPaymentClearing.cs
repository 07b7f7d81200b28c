using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Contracts;

/// <summary>Against which stages the down payment is cleared: evenly, the first ones, or the last ones.</summary>
public enum ClearingWay
{
    ProRata,
    First,
    Last,
}

/// <summary>One down payment: as it was invoiced, what of it is paid, and what was cleared so far. Gross, in minor
/// units.</summary>
/// <param name="Invoice">Its invoice.</param>
/// <param name="GrossMinor">As it was invoiced.</param>
/// <param name="TaxMinor">The tax in that, owed on issue; 0 where advances are not taxed.</param>
/// <param name="PaidMinor">What of it is paid.</param>
/// <param name="ClearedMinor">What was cleared against earlier stages.</param>
/// <param name="ClearedTaxMinor">The tax in what was cleared.</param>
public sealed record Advance(
    InvoiceId Invoice, long GrossMinor, long TaxMinor, long PaidMinor, long ClearedMinor = 0, long ClearedTaxMinor = 0)
{
    /// <summary>Credited or written off.</summary>
    public long WithdrawnMinor { get; init; }

    public long StandingMinor => GrossMinor - WithdrawnMinor;

    public long FreeMinor => Math.Max(0, PaidMinor - ClearedMinor);

    /// <summary>Cumulative, then differenced, by what was invoiced, as credits are: so both together end at exactly the tax of
    /// it.</summary>
    public ClearedPart Clear(long minor) => new(
        Invoice, minor, Rounding.Divide((Int128)TaxMinor * (ClearedMinor + minor), GrossMinor) - ClearedTaxMinor);
}

/// <summary>Where a contract's down payments stand when a stage is billed, oldest first.</summary>
/// <param name="Advances">The down payments that are invoiced.</param>
/// <param name="PlanMinor">Sum of all milestones, closing and retention of the plan.</param>
/// <param name="BilledMinor">What of the plan was billed before this stage.</param>
public sealed record AdvanceStand(IReadOnlyList<Advance> Advances, long PlanMinor, long BilledMinor)
{
    public long InvoicedMinor => Advances.Sum(advance => advance.StandingMinor);

    public long FreeMinor => Advances.Sum(advance => advance.FreeMinor);

    public long ClearedMinor => Advances.Sum(advance => advance.ClearedMinor);
}

/// <summary>What one invoice clears of one down payment, gross, and the tax in it.</summary>
public sealed record ClearedPart(InvoiceId Advance, long GrossMinor, long TaxMinor);

/// <summary>C and Vc of the posting rules: the down payments cleared by one invoice, and the tax in them.</summary>
public sealed record Cleared(IReadOnlyList<ClearedPart> Parts)
{
    public static Cleared Nothing { get; } = new([]);

    public long GrossMinor => Parts.Sum(part => part.GrossMinor);

    public long TaxMinor => Parts.Sum(part => part.TaxMinor);

    /// <summary>The parts as an invoice keeps them.</summary>
    public IReadOnlyList<ClearedPart>? Kept => Parts.Count == 0 ? null : Parts;
}

/// <summary>
/// How much of the paid down payments one invoice clears, from the oldest first. Never more than is paid and uncleared, never
/// more than the invoice; what was paid late is caught up by the next stage. Over a whole plan the parts sum to the cent.
/// </summary>
public static class DownPaymentClearing
{
    public static Cleared Of(ClearingWay way, AdvanceStand stand, long invoiceGrossMinor)
    {
        var wanted = way switch
        {
            ClearingWay.First => stand.FreeMinor,
            ClearingWay.Last => stand.FreeMinor - (stand.PlanMinor - stand.BilledMinor - invoiceGrossMinor),
            _ => Rounding.Divide((Int128)stand.InvoicedMinor * (stand.BilledMinor + invoiceGrossMinor), stand.PlanMinor)
                - stand.ClearedMinor,
        };
        var left = Math.Clamp(wanted, 0, Math.Min(stand.FreeMinor, invoiceGrossMinor));
        var parts = new List<ClearedPart>();
        foreach (var advance in stand.Advances)
        {
            var taken = Math.Min(left, advance.FreeMinor);
            if (taken > 0)
                parts.Add(advance.Clear(taken));
            left -= taken;
        }

        return new Cleared(parts);
    }
}
