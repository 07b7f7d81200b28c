using OpsPortal.Domain.Ledger;

namespace OpsPortal.Domain.Payouts;

/// <summary>Parts of a payee's money or debt.</summary>
internal static class PayeeParts
{
    /// <summary>Takes so much (minor units) from parts in the order given; all of them where that is less.</summary>
    public static IReadOnlyList<PayeePart> Take(IReadOnlyList<PayeePart> parts, long minor)
    {
        var taken = new List<PayeePart>();
        foreach (var part in parts)
        {
            var some = Math.Min(part.Minor, minor);
            if (some > 0)
                taken.Add(part with { Minor = some });
            minor -= some;
        }

        return taken;
    }
}
