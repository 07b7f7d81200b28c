namespace OpsPortal.Domain.Parties;

/// <summary>The kinds of tax numbers, and what checks of them came to, in the words of the screens.</summary>
public static class TaxNumberWords
{
    private static readonly Dictionary<TaxNumberKind, string> Names = new()
    {
        [TaxNumberKind.Vat] = "VAT number",
        [TaxNumberKind.Ein] = "EIN",
        [TaxNumberKind.Ssn] = "SSN",
        [TaxNumberKind.Itin] = "ITIN",
        [TaxNumberKind.Local] = "Local tax number",
    };

    private static readonly Dictionary<TaxCheckResult, string> Results = new()
    {
        [TaxCheckResult.NotChecked] = "Not checked",
        [TaxCheckResult.Confirmed] = "Confirmed",
        [TaxCheckResult.NotConfirmed] = "Not confirmed",
        [TaxCheckResult.NoAnswer] = "No answer",
    };

    public static string Name(TaxNumberKind kind) => Names[kind];

    public static string Of(TaxCheckResult result) => Results[result];
}
