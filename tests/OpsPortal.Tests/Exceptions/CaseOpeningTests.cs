using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Events;
using OpsPortal.Providers.Sandbox;
using OpsPortal.Tests.Events;
using OpsPortal.Tests.Tidy;

namespace OpsPortal.Tests.Exceptions;

/// <summary>What opens cases, and of which types nothing does.</summary>
[Trait("Requirement", "EXC-1")]
public sealed class CaseOpeningTests
{
    /// <summary>The types that the table calls unopened are exactly those that no code opens.</summary>
    [Fact]
    public void EveryType_IsOpenedBySomething_OrIsInTheTable()
    {
        var opened = SourceFile.Product.Where(file => file.Text.Contains("OpenExceptionAsync(", StringComparison.Ordinal))
            .SelectMany(file => Regex.Matches(file.Text, @"\bExceptionType\.(\w+)").Select(match => match.Groups[1].Value))
            .Where(name => Enum.IsDefined(typeof(ExceptionType), name)).Select(Enum.Parse<ExceptionType>);

        Assert.Equal(Enum.GetValues<ExceptionType>().Except(opened).Order(), CaseOpenings.ByNothing.Keys.Order());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task EventOfAKnownId_WithAnotherContent_IsACaseAndChangesNothing(StoreKind kind)
    {
        await using var cash = await CashWorld.NewAsync(kind);
        await cash.IssueAsync("IE-1", 10_000);
        var payment = CashWorld.Payment("pay_1", "IE-1", 10_000, cash.World.Now);
        var first = SandboxEvents.Payment(payment, "payment.succeeded", 10_000, cash.World.Now);
        var told = SandboxEvents.Payment(payment, "payment.succeeded", 9_000, cash.World.Now);
        var other = new SandboxDelivery(first.EventId, told.Type, told.Reference, told.Body, cash.World.Now);
        await cash.DeliverAsync([first]);
        var before = await cash.BalancesAsync();

        await cash.DeliverAsync([first, other, other]);

        Assert.Equal(before, await cash.BalancesAsync());
        await using var db = await cash.World.DbAsync();
        var found = await db.Set<ExceptionCase>().SingleAsync();
        Assert.Equal((ExceptionType.DuplicateConflict, "events.content-changed", first.EventId, 9_000L),
            (found.Type, found.ReasonCode, found.ProviderReference, found.AmountMinor!.Value));
        Assert.Equal(first.Body, (await db.Set<InboxEvent>().SingleAsync(row => row.EventId == first.EventId)).Body);
    }
}
