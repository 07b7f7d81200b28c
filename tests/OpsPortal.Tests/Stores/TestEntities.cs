using OpsPortal.Domain.Parties;

namespace OpsPortal.Tests.Stores;

/// <summary>The two legal entities that every store of the tests has.</summary>
internal static class TestEntities
{
    public static LegalEntity Ireland(LegalEntityId id) => LegalEntity.Create(
        id, "IE01", "IE", Currency.Of("EUR"),
        new LegalEntityParticulars("Harbour Pay Ireland Ltd", "IE", "Europe/Dublin", "1 Custom House Quay, Dublin", "IE1234567T",
            "600100")).Value;

    public static LegalEntity America(LegalEntityId id) => LegalEntity.Create(
        id, "US01", "US", Currency.Of("USD"),
        new LegalEntityParticulars("Harbour Pay Inc.", "US", "America/New_York", "100 Pearl Street, New York", "12-3456789",
            "7001001")).Value;
}
