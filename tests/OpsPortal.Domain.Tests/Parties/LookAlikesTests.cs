using OpsPortal.Domain.Parties;

namespace OpsPortal.Domain.Tests.Parties;

[Trait("Requirement", "SEC-2")]
[Trait("Control", "T16")]
public sealed class LookAlikesTests
{
    private static readonly string[] First =
    [
        "Anna", "Bernd", "Carla", "David", "Elena", "Felix", "Greta", "Hannes", "Ines", "Jonas", "Katrin", "Lukas", "Marta",
        "Nils", "Olga", "Paul", "Rita", "Stefan", "Tina", "Uwe", "Vera", "Walter", "Yvonne", "Zoltan", "Marina",
    ];

    private static readonly string[] Last =
    [
        "Andersson", "Byrne", "Conti", "Dubois", "Eriksen", "Fischer", "Garcia", "Horvath", "Ivanova", "Jensen", "Kowalski",
        "Lefevre", "Martin", "Novak", "Olsen", "Petrov", "Quinn", "Rossi", "Santos", "Toth", "Urban", "Vogel", "Weber", "Young",
        "Zimmer", "Marini", "Morini", "Corner", "Comer", "Burns",
    ];

    [Theory]
    [InlineData("Nordwind AG", "N\u043erdwind AG")]
    [InlineData("Nordwind AG", "NORDWIND GmbH")]
    [InlineData("Nordwind AG", "Nord-Wind AG")]
    [InlineData("Nordwind AG", "Nordw1nd AG")]
    [InlineData("Nordwind AG", "Nordvvind AG")]
    [InlineData("Nordwind AG", "N\u00f6rdwind AG")]
    [InlineData("Modern Studio Ltd", "Modem Studio Ltd")]
    [InlineData("Paypal Inc.", "PaypaI Inc.")]
    [InlineData("Acme", "\u0410\u0441m\u0435")]
    [InlineData("Oslo Works", "0slo W\u03bfrks")]
    public void Names_ThatReadTheSame_Resemble(string one, string other) => Assert.True(LookAlikes.Resemble(one, other));

    [Theory]
    [InlineData("Nordwind AG", "Nordland AG")]
    [InlineData("Payee 1", "Payee 2")]
    [InlineData("Ann Byrne", "Anna Byrne")]
    [InlineData("GmbH", "AG")]
    [InlineData("...", "---")]
    public void Names_ThatReadDifferently_DoNot(string one, string other) => Assert.False(LookAlikes.Resemble(one, other));

    [Fact]
    public void Letters_WithATwinInAnotherAlphabet_AreAllSeenThrough()
    {
        const string twins = "a\u0430 e\u0435 o\u043e p\u0440 c\u0441 y\u0443 x\u0445 k\u043a h\u04bb s\u0455 j\u0458 i\u0456 "
            + "d\u0501 w\u051d q\u051b o\u03bf a\u03b1 v\u03bd A\u0391 B\u0412 E\u0415 H\u041d K\u039a M\u041c O\u041e P\u0420 "
            + "C\u0421 T\u0422 X\u0425 l1 l\u0131 O0 S5 a\uff41 e\u00e9 n\u0144 s\u0161 i\u00ed";
        var tried = 0;
        foreach (var pair in twins.Split(' '))
        {
            foreach (var name in from first in First from last in Last select $"{first} {last}")
            {
                if (!name.Contains(pair[0], StringComparison.Ordinal))
                    continue;
                tried++;
                Assert.True(LookAlikes.Resemble(name, name.Replace(pair[0], pair[1])), $"{name} by {pair}");
            }
        }

        Assert.InRange(tried, 1000, int.MaxValue);
    }

    [Fact]
    public void Names_OfOrdinaryPeople_AreSeldomTakenForOneAnother()
    {
        var names = (from first in First from last in Last select $"{first} {last}").ToList();

        var alike = names.GroupBy(LookAlikes.Skeleton).Where(group => group.Count() > 1).Sum(group => group.Count());

        // Corner and Comer are one in print.
        Assert.All(names.GroupBy(LookAlikes.Skeleton).Where(group => group.Count() > 1),
            group => Assert.All(group, name => Assert.Matches("Corner|Comer", name)));
        Assert.Equal(2 * First.Length, alike);
    }

    [Theory]
    [InlineData("Nord\u200bwind", "parties.hidden-signs")]
    [InlineData("Nord\u202ewind", "parties.hidden-signs")]
    [InlineData("Nord\u0007wind", "parties.hidden-signs")]
    [InlineData("\ud835\udc0dordwind", "parties.hidden-signs")]
    [InlineData("N\u043erdwind AG", "parties.mixed-alphabets")]
    [InlineData("\u0410cme", "parties.mixed-alphabets")]
    public void Payee_WithADisguisedName_IsRefused(string name, string code) => Assert.Equal(code,
        Payee.Create(new(Guid.NewGuid()), new(Guid.NewGuid()), new(name, "IE", PayeeKind.Company, "a@x.test")).Refusal?.Code);

    [Theory]
    [InlineData("Nordwind AG")]
    [InlineData("Lefèvre & Søn, Łódź")]
    [InlineData("Петров и сыновья Ltd")]
    [InlineData("Οδυσσέας")]
    [InlineData("日本電気")]
    public void Payee_WithAPlainNameOfAnyAlphabet_IsMade(string name) => Assert.Null(
        Payee.Create(new(Guid.NewGuid()), new(Guid.NewGuid()), new(name, "IE", PayeeKind.Company, "a@x.test")).Refusal);
}
