using OpsPortal.Domain.Cash.Matching;

namespace OpsPortal.Domain.Tests.Cash.Matching;

[Trait("Requirement", "CSH-2")]
public sealed class PayerNamesTests
{
    [Theory]
    [InlineData("Müller & Söhne GmbH", "MULLER SOHNE")]
    [InlineData("Łódź Sp. z o.o.", "lodz")]
    [InlineData("Société Générale SA", "GENERALE, SOCIETE")]
    [InlineData("Café Ærø ApS", "CAFE AERO")]
    [InlineData("Weiß und Œuvre KG", "WEISS OEUVRE")]
    [InlineData("Nguyễn Văn An", "NGUYEN VAN AN")]
    [InlineData("Rene\u0301 Mu\u0308ller", "Rene Muller")]
    public void Words_OfANameAndItsPlainSpelling_AreTheSame(string name, string plain) =>
        Assert.Equal(PayerNames.Words(plain), PayerNames.Words(name));

    [Theory]
    [InlineData("Müller GmbH", "Mueller GmbH")]
    [InlineData("Acme Werkzeugmaschi", "Acme Werkzeugmaschinen GmbH")]
    public void Alike_OfAnotherSpelling_IsFull(string one, string other) =>
        Assert.Equal(1, PayerNames.Alike(PayerNames.Words(one), PayerNames.Words(other)));

    [Fact]
    public void Alike_OfStrangers_IsNothing() =>
        Assert.Equal(0, PayerNames.Alike(PayerNames.Words("Nordwind AG"), PayerNames.Words("Südstern GmbH")));
}
