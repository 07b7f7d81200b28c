using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Parties;

/// <summary>A tax rate of a country by name (standard, reduced), in force from a day on until the next one of that name
/// starts.</summary>
public sealed class TaxRate
{
    private TaxRate()
    {
    }

    public TaxRateId Id { get; private set; }

    public string Country { get; private set; } = "";

    public string Name { get; private set; } = "";

    public int BasisPoints { get; private set; }

    public LocalDate From { get; private set; }

    /// <param name="latest">The latest rate of the same country and name, if there is one.</param>
    public static Outcome<TaxRate> Create(TaxRateId id, string country, string name, int basisPoints, LocalDate from,
        TaxRate? latest)
    {
        var refusal = FieldRules.Country(country, "country") ?? FieldRules.Text(name, "name", 40)
            ?? FieldRules.BasisPoints(basisPoints, "rate")
            ?? (latest is not null && latest.From >= from ? PartiesRefusals.RatesOverlap(latest.From) : null);
        if (refusal is not null)
            return refusal;
        return new TaxRate { Id = id, Country = country, Name = name.Trim(), BasisPoints = basisPoints, From = from };
    }
}
