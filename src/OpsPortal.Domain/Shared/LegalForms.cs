namespace OpsPortal.Domain.Shared;

/// <summary>What companies put behind their names, and what tells no two of them apart.</summary>
public static class LegalForms
{
    /// <summary>The forms without points and blanks, whatever their case.</summary>
    public static IReadOnlySet<string> All { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "GMBH", "AG", "KG", "UG", "SE", "LTD", "LIMITED", "LLC", "LLP", "PLC", "INC", "CORP", "CO", "COMPANY", "BV", "NV", "SA",
        "SAS", "SARL", "SRL", "SPA", "OY", "AB", "APS", "AS", "SL", "SP", "ZOO",
    };
}
