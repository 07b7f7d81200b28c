using NodaTime;
using OpsPortal.Domain.Close;

namespace OpsPortal.Domain.Tests.Close;

/// <summary>A stored tie-out keeps what it was told with its figures.</summary>
[Trait("Requirement", "CLS-2")]
public sealed class TieOutRunTests
{
    [Fact]
    public void Told_NamesWhatTiesByAnExplanationOnly()
    {
        var found = new TieOut("erp-balances", "Balances in the ERP equal ours", "As of today", "Accounts", "Equal or explained",
        [
            new("SAP, EUR", null, 12, 12, "/a") { Words = "8 equal, 4 explained" },
            new("SAP, USD", null, 3, 3, "/b"),
        ]);

        var run = TieOutRun.Of(new(Guid.Parse("0195f000-0000-7000-8000-0000000000a1")),
            new(Guid.Parse("0195f000-0000-7000-8000-0000000000a2")), 1, found, new(1, true, null, Instant.MinValue));

        Assert.Equal(["SAP, EUR: 8 equal, 4 explained", "SAP, USD"], run.Lines.Select(line => line.InFull()));
        Assert.Equal(["SAP, EUR: 8 equal, 4 explained"], run.Told());
    }
}
