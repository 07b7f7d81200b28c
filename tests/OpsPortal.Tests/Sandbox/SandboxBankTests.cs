using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Sandbox;
using OpsPortal.Providers.Sandbox;
using OpsPortal.Tests.Banking;
using Reading = OpsPortal.Tests.Banking.Reading;

namespace OpsPortal.Tests.Sandbox;

/// <summary>The sandbox's bank writes statements that the portal's own reader takes.</summary>
[Trait("Requirement", "EVT-7")]
[Trait("Requirement", "CSH-1")]
public sealed class SandboxBankTests(DemoFixture demo) : IClassFixture<DemoFixture>
{
    [Fact]
    public void Statement_OfYen_IsReadBackToTheYen()
    {
        var yen = Currency.Of("JPY");
        var written = new SandboxStatement("SBX1", "DE89370400440532013000", yen, -500, Instant.FromUtc(2026, 3, 2, 23, 30),
            [new(1_046_246, "PMNT-RCDT-ESCT", "Kaze & <Studios>", null, "US-000003"), new(-250, "CHRG", null, null, "Fee")]);

        var read = Reading.Of(written.Write());

        Assert.Empty(read.Check.Faults);
        Assert.Equal([1_046_246L, -250L], read.Lines.Select(line => line.AmountMinor));
        Assert.Equal("Kaze & <Studios>", read.Lines[0].PartyName);
        Assert.Equal(new LocalDate(2026, 3, 2), read.Lines[0].BookedOn);
        var ends = Assert.Single(read.Items.OfType<StatementEnds>());
        Assert.Equal((-500L, 1_045_496L), (ends.Opening!.Minor, ends.Closing!.Minor));
    }

    [Fact]
    public async Task Download_OfTheDemoAccount_TiesAndNamesOpenInvoices()
    {
        await using var db = await demo.DbAsync();
        var account = await db.Set<TreasuryAccount>().SingleAsync(a => a.Currency == Currency.Of("USD"));

        var made = await demo.Use<MakeBankStatement>().RunAsync(account.Id, await demo.AsAsync("ops"), default);
        var foreign = await demo.Use<MakeBankStatement>()
            .RunAsync(new(Guid.CreateVersion7()), await demo.AsAsync("ops"), default);

        var read = Reading.Of(made.Value.Bytes);
        Assert.Empty(read.Check.Faults);
        Assert.Equal(account.Iban, Assert.Single(read.Heads).Account);
        Assert.Contains(read.Lines, line => line.Remittance?.StartsWith("Invoice US-", StringComparison.Ordinal) == true);
        Assert.Contains(read.Lines, line => line.AmountMinor < 0);
        Assert.NotNull(foreign.Refusal);
    }
}
