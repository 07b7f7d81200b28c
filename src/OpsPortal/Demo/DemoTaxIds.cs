using OpsPortal.Data;
using OpsPortal.Domain.Parties;
using OpsPortal.Identity;

namespace OpsPortal.Demo;

/// <summary>Tax numbers of some of the demo's payees: published examples that pass the checks.</summary>
internal sealed class DemoTaxIds(OpsDbContext db, FieldProtection protection, PersonId addedBy, Instant now)
{
    private static readonly TaxCheck OfForm = new("W-9", TaxCheckResult.NotChecked, null, null);

    public void Make(IReadOnlyDictionary<string, Payee> payees)
    {
        var later = now + Duration.FromDays(2);
        var unanswered = new TaxCheck("VIES", TaxCheckResult.NoAnswer, now, "VIES was down; the certificate was seen.");
        var first = Keep(payees["gruen"], TaxNumberKind.Vat, "DE", "DE136695976", unanswered, null, now);
        Keep(payees["gruen"], TaxNumberKind.Vat, "DE", "DE136695976", new("VIES", TaxCheckResult.Confirmed, later, null), first,
            later);
        Keep(payees["matteo"], TaxNumberKind.Vat, "IT", "IT00743110157", unanswered, null, now);
        Keep(payees["rowan"], TaxNumberKind.Ssn, "US", "219-09-9999", OfForm, null, now);
        Keep(payees["heron"], TaxNumberKind.Ein, "US", "12-3456789", OfForm, null, now);
    }

    private PayeeTaxId Keep(
        Payee payee, TaxNumberKind kind, string country, string typed, TaxCheck check, PayeeTaxId? current, Instant at)
    {
        var number = TaxNumber.Parse(kind, country, typed).Value;
        var details = new PayeeTaxIdDetails(number, protection.ProtectTaxNumber(number), check);
        var kept = PayeeTaxId.Add(new(Guid.CreateVersion7()), payee.Id, details, current, addedBy, at).Value;
        db.Add(kept);
        return kept;
    }
}
