using NodaTime;
using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Compliance;

/// <summary>A decision about bank details holds for the version that it was given for.</summary>
[Trait("Requirement", "CMP-7")]
public sealed class AccountGateTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 10, 0);
    private static readonly PersonId Ann = new(new Guid(1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]));

    /// <summary>What stands where version 2 is in use, by the decisions, oldest first: outcome and version.</summary>
    public static TheoryData<GateKind, string, int?, GateFinding> Standings => new()
    {
        { GateKind.HolderName, "", 2, GateFinding.Missing },
        { GateKind.HolderName, "Clear 2", 2, GateFinding.Clear },
        { GateKind.HolderName, "Clear 1", 2, GateFinding.OtherAccount },
        { GateKind.HolderName, "Failed 1", 2, GateFinding.OtherAccount },
        { GateKind.HolderName, "Clear", 2, GateFinding.OtherAccount },
        { GateKind.HolderName, "Clear 1", null, GateFinding.OtherAccount },
        { GateKind.HolderName, "Clear", null, GateFinding.OtherAccount },
        { GateKind.HolderName, "Clear 1, Pending 2", 2, GateFinding.Pending },
        { GateKind.ProviderCapability, "Failed 2, Clear 1", 2, GateFinding.Failed },
        { GateKind.ProviderCapability, "Pending 2, Clear 1", 2, GateFinding.Pending },
        { GateKind.ProviderCapability, "Clear 2, Failed 1", 2, GateFinding.Clear },
        { GateKind.ProviderCapability, "Clear 1", 2, GateFinding.OtherAccount },
        { GateKind.Sanctions, "Clear", 2, GateFinding.Clear },
        { GateKind.TaxForm, "Clear 1", 2, GateFinding.Clear },
        { GateKind.Kyc, "Clear", null, GateFinding.Clear },
    };

    [Theory]
    [MemberData(nameof(Standings))]
    [Trait("Requirement", "CMP-2")]
    public void Stand_ReadsOnlyDecisionsAboutTheDetailsInUse(GateKind gate, string decided, int? inUse, GateFinding finding)
    {
        GateFact[] facts =
            [.. decided.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select((text, i) => Fact(gate, text, i))];

        Assert.Equal(finding, GateCheck.Stand(new PolicyRow(gate, true), facts, inUse, Now).Finding);
    }

    [Theory]
    [InlineData(GateKind.HolderName, 2, 2, true, null)]
    [InlineData(GateKind.HolderName, 1, 2, true, "compliance.other-account")]
    [InlineData(GateKind.HolderName, null, 2, true, "compliance.other-account")]
    [InlineData(GateKind.HolderName, 1, null, true, "compliance.no-account")]
    [InlineData(GateKind.ProviderCapability, 1, 2, false, null)]
    [InlineData(GateKind.ProviderCapability, 2, 2, false, null)]
    [InlineData(GateKind.ProviderCapability, 3, 2, false, "compliance.other-account")]
    [InlineData(GateKind.ProviderCapability, null, 2, false, "compliance.other-account")]
    [InlineData(GateKind.Kyc, null, null, true, null)]
    [InlineData(GateKind.Kyc, 1, 2, true, null)]
    public void Decide_ByAPersonIsAboutTheDetailsInUse_ByASourceNeverAboutLaterOnes(
        GateKind gate, int? about, int? inUse, bool byAPerson, string? refused)
    {
        var decision = new GateDecision(gate, GateOutcome.Clear, 1)
        {
            Evidence = "case 7", AccountVersion = about, DecidedBy = byAPerson ? Ann : null,
        };

        var record = GateRecord.Decide(default, default, default, decision, inUse, Now);

        Assert.Equal(refused, record.Refusal?.Code);
        if (refused is null)
            Assert.Equal(AccountGates.Has(gate) ? about : null, record.Value.ToFact().AccountVersion);
    }

    private static GateFact Fact(GateKind gate, string text, int turn)
    {
        var parts = text.Split(' ');
        return new GateFact(gate, Enum.Parse<GateOutcome>(parts[0]), Now - Duration.FromDays(9 - turn), null)
        {
            AccountVersion = parts.Length > 1 ? parts[1][0] - '0' : null,
        };
    }
}
