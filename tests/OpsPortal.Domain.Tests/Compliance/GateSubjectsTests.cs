using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Compliance;

/// <summary>Which decisions about a payee say nothing of it any more once it is called, sits or is something else.</summary>
[Trait("Requirement", "CMP-7")]
public sealed class GateSubjectsTests
{
    private static readonly PayeeParticulars Before = new("Mia Studio", "DE", PayeeKind.Individual, "mia@x.test");

    public static TheoryData<PayeeParticulars, string> Changes => new()
    {
        { Before, "" },
        { Before with { Email = "new@x.test" }, "" },
        { Before with { Name = " mia  STUDIO " }, "" },
        { Before with { Name = "Mira Studio" }, "Kyc Kyb Aml Sanctions TaxForm HolderName" },
        { Before with { Country = "AT" }, "Kyc Kyb Aml Sanctions Vat TaxForm ProviderCapability" },
        { Before with { Name = "Mira", Country = "AT" }, "Kyc Kyb Aml Sanctions Vat TaxForm HolderName ProviderCapability" },
        { Before with { Kind = PayeeKind.Company }, "Kyc Kyb Aml Sanctions Vat TaxForm HolderName ProviderCapability" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void AskedAnew_IsWhatWasDecidedAboutTheOldWords(PayeeParticulars after, string gates) =>
        Assert.Equal(gates, string.Join(' ', GateSubjects.AskedAnew(Before, after)));

    /// <summary>Whether KYC is asked of an individual anywhere, by the rows that speak of it.</summary>
    public static TheoryData<string, PolicyRow[], bool> Policies => new()
    {
        { "no row: what is unknown is asked", [new(GateKind.Aml, false)], true },
        { "asked of all", [new(GateKind.Kyc, true)], true },
        { "asked of none", [new(GateKind.Kyc, false)], false },
        { "asked of companies", [new(GateKind.Kyc, false), Of(true) with { PayeeKind = PayeeKind.Company }], false },
        { "asked of all but them", [new(GateKind.Kyc, true), Of(false) with { PayeeKind = PayeeKind.Individual }], false },
        { "asked in one market", [new(GateKind.Kyc, false), Of(true) with { Market = new(Guid.NewGuid()) }], true },
        { "not asked in one program", [Of(false) with { Program = new(Guid.NewGuid()) }], true },
    };

    [Theory]
    [MemberData(nameof(Policies))]
    public void Asks_AnywhereIsEnough(string policy, PolicyRow[] rows, bool isAsked)
    {
        var now = NodaTime.Instant.FromUtc(2026, 3, 2, 9, 0);
        var matrix = PolicyMatrix.Make(new(Guid.NewGuid()), 1, now, "As agreed", rows, null, now).Value;
        Assert.True(isAsked == matrix.Asks(GateKind.Kyc, PayeeKind.Individual), policy);
    }

    private static PolicyRow Of(bool isRequired) => new(GateKind.Kyc, isRequired);
}
