using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Cash;

/// <summary>Whether a rail carries a payment at all: currency, coverage, bound and mandate.</summary>
public static class RailChecks
{
    /// <param name="country">Where the other side's account is; null where it is not known.</param>
    /// <param name="mandate">The reference under which the payer's mandate can be retrieved; asked for by debits only.</param>
    /// <param name="collects">True where we pull the money, false where it is sent.</param>
    public static Outcome MayCarry(Rail rail, Money amount, LocalDate on, string? country, bool collects, string? mandate)
    {
        var facts = Rails.Of(rail);
        if (facts.Currencies.Count > 0 && !facts.Currencies.Contains(amount.Currency.Code))
            return CashRefusals.RailCarriesNot(facts.Name, amount.Currency.Code, string.Join(", ", facts.Currencies));
        if (facts.Countries.Count > 0 && country is not null && !facts.Countries.Contains(country))
            return CashRefusals.RailReachesNot(facts.Name, country);
        if (facts.CapOn(on) is { } most && amount.Minor > most.Minor)
            return CashRefusals.AboveCap(facts.Name, most);
        return facts.NeedsMandate && collects && string.IsNullOrWhiteSpace(mandate)
            ? CashRefusals.NoMandate(facts.Name)
            : Outcome.Done;
    }
}
