using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Access;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Parties;

namespace OpsPortal.Tests.Parties;

/// <summary>Payees, and their tax numbers as Compliance enters them.</summary>
internal sealed class TaxIdDesk(IServiceProvider services, IReadOnlyDictionary<string, Actor> actors)
{
    public const string Vat = "DE136695976";
    public const string OtherVat = "DE129273398";

    public static readonly TaxCheck OfForm = new("W-9", TaxCheckResult.NotChecked, null, "The form is enough.");

    public async Task<PayeeId> PayeeAsync(string name, LegalEntityId entity) =>
        (await services.GetRequiredService<CreatePayee>().RunAsync(
            new(entity, new(name, "IE", PayeeKind.Company, "a@x.test")), actors["ops"], default)).Value;

    public Task<Outcome<TaxIdId>> AddAsync(PayeeId payee, string number = Vat, Actor? by = null, TaxCheck? check = null) =>
        AddAsync(payee, TaxNumberKind.Vat, "DE", number, by, check);

    public Task<Outcome<TaxIdId>> AddAsync(
        PayeeId payee, TaxNumberKind kind, string country, string number, Actor? by = null, TaxCheck? check = null) =>
        services.GetRequiredService<AddTaxId>().RunAsync(
            new(payee, kind, country, number, check ?? OfForm), by ?? actors["compliance"], default);

    public Task<Outcome<string>> RevealAsync(TaxIdId taxId, string reason, Actor? by = null) =>
        services.GetRequiredService<RevealTaxId>().RunAsync(taxId, reason, by ?? actors["compliance"], default);

    public async Task<PayeeTaxIds.Answer> ReadAsync(PayeeId payee, string account = "auditor") =>
        (await services.GetRequiredService<PayeeTaxIds>().RunAsync(payee, actors[account], default)).Value;
}
