using OpsPortal.Components;
using OpsPortal.Domain.Contracts;

namespace OpsPortal.Features.Contracts;

/// <summary>What a version changed against the one before it, in words.</summary>
internal static class VersionDiff
{
    public static IEnumerable<string> Of(Contract contract, ContractVersion version)
    {
        var before = contract.Versions.SingleOrDefault(v => v.Number == version.Number - 1);
        if (before is null)
            yield break;
        if (before.TotalMinor != version.TotalMinor)
            yield return $"Total from {new Money(before.TotalMinor, contract.Currency)} to {
                new Money(version.TotalMinor, contract.Currency)}";
        if (before.FeeBasisPoints != version.FeeBasisPoints)
            yield return $"Fee from {Percent.Text(before.FeeBasisPoints)} % to {Percent.Text(version.FeeBasisPoints)} %";
        if (before.TaxBasisPoints != version.TaxBasisPoints)
            yield return $"Tax from {Percent.Text(before.TaxBasisPoints)} % to {Percent.Text(version.TaxBasisPoints)} %";
        if (before.Terms != version.Terms)
            yield return $"Terms from \"{before.Terms}\" to \"{version.Terms}\"";
        if (before.Clearing != version.Clearing)
            yield return $"Down payment cleared {Words.Of(before.Clearing)} before, now {Words.Of(version.Clearing)}";
        foreach (var gone in contract.Versions.SelectMany(v => v.Items).Where(item => item.RetiredInVersion == version.Number))
            yield return $"Taken out: {gone.Name}, {new Money(gone.AmountMinor, contract.Currency)}";
        foreach (var added in version.Items.OrderBy(item => item.Sequence))
            yield return $"Added: {added.Name}, {new Money(added.AmountMinor, contract.Currency)}";
    }
}
