using OpsPortal.Components;
using OpsPortal.Domain.Compliance;
using OpsPortal.Features.Payouts;

namespace OpsPortal.Tests.Components;

/// <summary>Chips that are made of codes and enums read as words.</summary>
public sealed class ReasonWordsTests
{
    [Theory]
    [InlineData("gate.payoutaccount-cooling-off", "Payout account: cooling off")]
    [InlineData("gate.kyc-missing", "Identity check (KYC): missing")]
    [InlineData("gate.no-policy", "No policy")]
    [InlineData("release.not-settled", "Not settled")]
    [InlineData("release.reserved", "Reserved")]
    public void Of_AReasonCode_IsWords(string code, string words) => Assert.Equal(words, ReasonWords.Of(code));

    [Fact]
    public void Of_EveryGate_IsNamedByTheTableOfGates() => Assert.All(Enum.GetValues<GateKind>(), gate => Assert.StartsWith(
        GateWords.Name(gate), ReasonWords.Of($"gate.{gate}-missing".ToLowerInvariant()), StringComparison.Ordinal));

    [Fact]
    public void Choice_OfAState_HasItsNameInTheAddressAndItsWordsOnTheChip() =>
        Assert.Equal(new FilterOption("PartlyBack", "Partly back", 3), FilterOption.Of(Sample.PartlyBack, 3));

    private enum Sample
    {
        PartlyBack,
    }
}
