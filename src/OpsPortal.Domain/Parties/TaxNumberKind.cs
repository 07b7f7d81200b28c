namespace OpsPortal.Domain.Parties;

/// <summary>By what kind of number a tax office knows a payee.</summary>
public enum TaxNumberKind
{
    /// <summary>A number for value added tax, with the country's own prefix.</summary>
    Vat,

    /// <summary>Employer identification number of a company in the United States.</summary>
    Ein,

    /// <summary>Social security number of a person in the United States.</summary>
    Ssn,

    /// <summary>Individual taxpayer identification number: a person who pays tax in the United States and has no SSN.</summary>
    Itin,

    /// <summary>Any other number of a country's tax office; only its length and signs are known here.</summary>
    Local,
}
