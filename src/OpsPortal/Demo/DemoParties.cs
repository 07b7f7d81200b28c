using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Parties;
using OpsPortal.Identity;

namespace OpsPortal.Demo;

/// <summary>Who takes part in the demo history.</summary>
internal sealed record DemoCast(
    IReadOnlyDictionary<string, Actor> Actors, LegalEntity Europe, LegalEntity America, ProgramScheme Program,
    IReadOnlyDictionary<string, Market> Markets,
    IReadOnlyList<Buyer> Buyers, IReadOnlyList<Payee> Payees)
{
    public Actor As(string name) => Actors[name];
}

/// <summary>The demo's companies, markets, buyers, payees and people, three months ago.</summary>
internal sealed class DemoParties(OpsDbContext db, FieldProtection protection, Instant now)
{
    public async Task<DemoCast> MakeAsync(CancellationToken ct)
    {
        var europe = Made(LegalEntity.Create(
            new(New()), "EU", "EU", Currency.Of("EUR"),
            new("OpsPortal Europe GmbH", "DE", "Europe/Berlin", "Torstrasse 1, 10119 Berlin", "DE123456789", "HRB 100200")));
        var america = Made(LegalEntity.Create(
            new(New()), "US", "US", Currency.Of("USD"),
            new("OpsPortal America Inc.", "US", "America/New_York", "1 Liberty Plaza, New York", "12-3456789", "C1234567")));
        Made(TreasuryAccount.Create(new(New()), europe.Id, "Client money EUR", "DE89370400440532013000", Currency.Of("EUR"),
            true));
        Made(TreasuryAccount.Create(new(New()), america.Id, "Client money USD", "GB29NWBK60161331926819", Currency.Of("USD"),
            true));
        Made(TreasuryAccount.Create(new(New()), america.Id, "Client money JPY", "GB33BUKB20201555555555", Currency.Of("JPY"),
            true));
        var program = Made(ProgramScheme.Create(new(New()), "STUDIO", "Studio services"));
        var markets = Markets();
        var cast = await DemoPeople.MakeAsync(db, [europe.Id, america.Id], now, ct);
        var payees = Payees(europe, america, cast["ops"].Person, cast["controller2"].Person);
        new DemoTaxIds(db, protection, cast["compliance"].Person, now).Make(
            payees.ToDictionary(payee => payee.Email.Split('@')[0], StringComparer.Ordinal));
        var buyers = Buyers(europe, america);
        await db.SaveChangesAsync(ct);
        return new DemoCast(cast, europe, america, program, markets, buyers, payees);
    }

    private Dictionary<string, Market> Markets() => new(StringComparer.Ordinal)
    {
        ["DE"] = Made(Market.Create(new(New()), "DE", "DE", "Germany",
            new(SellerOfRecord.Payee, TaxLiability.Entity, true, 1900))),
        ["US"] = Made(Market.Create(new(New()), "US", "US", "United States",
            new(SellerOfRecord.Payee, TaxLiability.Payee, false, 0))),
        ["JP"] = Made(Market.Create(new(New()), "JP", "JP", "Japan",
            new(SellerOfRecord.Platform, TaxLiability.Entity, false, 1000))),
    };

    private List<Buyer> Buyers(LegalEntity europe, LegalEntity america) =>
    [
        Made(Buyer.Create(new(New()), europe.Id,
            new("Nordwind Media AG", "ap@nordwind.test", "DE", "Hafenstrasse 9, Hamburg", "DE811111111"))),
        Made(Buyer.Create(new(New()), europe.Id,
            new("Atelier Lumière SARL", "compta@lumiere.test", "FR", "12 rue du Bac, Paris", "FR12345678901"))),
        Made(Buyer.Create(new(New()), america.Id,
            new("Harbor & Pine LLC", "billing@harborpine.test", "US", "200 Market St, Boston", ""))),
        Made(Buyer.Create(new(New()), america.Id, new("Kaze Studios KK", "keiri@kaze.test", "JP", "1-2-3 Jingumae, Tokyo", ""))),
    ];

    private List<Payee> Payees(LegalEntity europe, LegalEntity america, PersonId addedBy, PersonId calledBy) =>
    [
        Paid(europe, "Łucja Zielińska", "lucja", "PL", PayeeKind.Individual, "PL61109010140000071219812874",
            "EUR", addedBy, calledBy),
        Paid(europe, "Grün & Söhne GmbH", "gruen", "DE", PayeeKind.Company, "DE75512108001245126199", "EUR", addedBy, calledBy),
        Paid(europe, "Matteo Bianchi", "matteo", "IT", PayeeKind.Individual, "IT60X0542811101000000123456",
            "EUR", addedBy, calledBy),
        Paid(america, "Rowan Keller", "rowan", "US", PayeeKind.Individual, "000123456789", "USD", addedBy, calledBy),
        Paid(america, "Blue Heron Works LLC", "heron", "US", PayeeKind.Company, "000987654321", "USD", addedBy, calledBy),
        Paid(america, "Hanami Design", "hanami", "JP", PayeeKind.Company, "0001234567", "JPY", addedBy, calledBy),
    ];

    private Payee Paid(
        LegalEntity entity, string name, string mailbox, string country, PayeeKind kind, string number, string currency,
        PersonId addedBy, PersonId calledBy)
    {
        var payee = Made(Payee.Create(new(New()), entity.Id, new(name, country, kind, $"{mailbox}@payee.test")));
        var account = Made(PayeeAccount.Add(
            new(New()), payee.Id,
            new(name, AccountNumber.Parse(number).Value, protection.Protect(number), "", country, Currency.Of(currency)), null,
            addedBy, now));
        account.RecordCallBack(calledBy, "Called the number from the onboarding file; details confirmed.", now).EnsureDone();
        return payee;
    }

    private T Made<T>(Outcome<T> made)
        where T : class
    {
        db.Add(made.Value);
        return made.Value;
    }

    private static Guid New() => Guid.CreateVersion7();
}
