using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Parties;

/// <summary>Who sells to the buyer: decides the posting rules of every invoice.</summary>
public enum SellerOfRecord
{
    Platform,
    Payee,
}

/// <summary>Who owes the tax in the invoice: our legal entity, or the payee itself.</summary>
public enum TaxLiability
{
    Entity,
    Payee,
}

/// <summary>How a market is sold and taxed. A contract copies these when it is made; a later change touches new contracts
/// only.</summary>
/// <param name="TaxRateBasisPoints">The usual rate, 2100 for 21 %.</param>
public sealed record MarketTerms(SellerOfRecord Seller, TaxLiability TaxLiability, bool TaxOnAdvances, int TaxRateBasisPoints);

/// <summary>A market: a country or part of one, with its seller of record and tax treatment.</summary>
public sealed class Market
{
    private Market()
    {
    }

    public MarketId Id { get; private set; }

    public string Code { get; private set; } = "";

    public string Country { get; private set; } = "";

    public string Name { get; private set; } = "";

    public SellerOfRecord Seller { get; private set; }

    public TaxLiability TaxLiability { get; private set; }

    /// <summary>Tax is owed on a down payment when it is invoiced, as in the EU.</summary>
    public bool TaxOnAdvances { get; private set; }

    public int TaxRateBasisPoints { get; private set; }

    public int Revision { get; private set; }

    public static Outcome<Market> Create(MarketId id, string code, string country, string name, MarketTerms terms)
    {
        var refusal = FieldRules.Code(code, "code", 20) ?? FieldRules.Country(country, "country")
            ?? FieldRules.Text(name, "name", 100) ?? FieldRules.BasisPoints(terms.TaxRateBasisPoints, "taxRate");
        if (refusal is not null)
            return refusal;
        var market = new Market { Id = id, Code = code, Country = country, Name = name.Trim() };
        market.Take(terms);
        return market;
    }

    public Outcome ChangeTerms(MarketTerms terms)
    {
        if (FieldRules.BasisPoints(terms.TaxRateBasisPoints, "taxRate") is { } refusal)
            return refusal;
        Take(terms);
        return Outcome.Done;
    }

    private void Take(MarketTerms terms)
    {
        Seller = terms.Seller;
        TaxLiability = terms.TaxLiability;
        TaxOnAdvances = terms.TaxOnAdvances;
        TaxRateBasisPoints = terms.TaxRateBasisPoints;
    }
}
