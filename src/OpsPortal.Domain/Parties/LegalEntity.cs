using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Parties;

/// <summary>What a legal entity prints on its documents and keeps its books by.</summary>
public sealed record LegalEntityParticulars(
    string Name, string Country, string Zone, string Address, string TaxNumber, string RegistrationNumber);

/// <summary>A company of ours that contracts, invoices and keeps its own ledger. Its code, invoice prefix and currency never
/// change.</summary>
public sealed class LegalEntity : IOfCompany
{
    private LegalEntity()
    {
    }

    public LegalEntityId Id { get; private set; }

    LegalEntityId IOfCompany.LegalEntityId => Id;

    public string Code { get; private set; } = "";

    public string Name { get; private set; } = "";

    public string Country { get; private set; } = "";

    /// <summary>IANA name of the zone whose days its books count in.</summary>
    public string Zone { get; private set; } = "";

    /// <summary>Opens every invoice number, unique over all entities, so that a number alone finds its invoice.</summary>
    public string InvoicePrefix { get; private set; } = "";

    public string Address { get; private set; } = "";

    public string TaxNumber { get; private set; } = "";

    public string RegistrationNumber { get; private set; } = "";

    public Currency CurrencyOfRecord { get; private set; }

    public int Revision { get; private set; }

    public DateTimeZone TimeZone => DateTimeZoneProviders.Tzdb[Zone];

    public static Outcome<LegalEntity> Create(
        LegalEntityId id, string code, string invoicePrefix, Currency currencyOfRecord, LegalEntityParticulars particulars)
    {
        var refusal = FieldRules.Code(code, "code", 12) ?? FieldRules.Code(invoicePrefix, "invoicePrefix", 8)
            ?? Check(particulars);
        if (refusal is not null)
            return refusal;
        var entity = new LegalEntity { Id = id, Code = code, InvoicePrefix = invoicePrefix, CurrencyOfRecord = currencyOfRecord };
        entity.Take(particulars);
        return entity;
    }

    /// <summary>Mends the particulars; documents already issued keep what they printed.</summary>
    public Outcome Mend(LegalEntityParticulars particulars)
    {
        if (Check(particulars) is { } refusal)
            return refusal;
        Take(particulars);
        return Outcome.Done;
    }

    private static Refusal? Check(LegalEntityParticulars particulars) =>
        FieldRules.Text(particulars.Name, "name", 200)
        ?? FieldRules.Country(particulars.Country, "country")
        ?? (particulars.Zone is null || DateTimeZoneProviders.Tzdb.GetZoneOrNull(particulars.Zone) is null
            ? PartiesRefusals.UnknownZone(particulars.Zone)
            : null)
        ?? FieldRules.Text(particulars.Address, "address", 500)
        ?? FieldRules.AtMost(particulars.TaxNumber, "taxNumber", 40)
        ?? FieldRules.AtMost(particulars.RegistrationNumber, "registrationNumber", 40);

    private void Take(LegalEntityParticulars particulars)
    {
        Name = particulars.Name.Trim();
        Country = particulars.Country;
        Zone = particulars.Zone;
        Address = particulars.Address.Trim();
        TaxNumber = particulars.TaxNumber?.Trim() ?? "";
        RegistrationNumber = particulars.RegistrationNumber?.Trim() ?? "";
    }
}
