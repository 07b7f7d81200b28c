using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Features.Compliance;
using OpsPortal.Tests.Payouts;
using OpsPortal.Tests.Tidy;
using static OpsPortal.Tests.Payouts.PayoutWorld;

namespace OpsPortal.Tests.Exceptions;

/// <summary>Cases that end with a fact end in one way only.</summary>
[Trait("Requirement", "EXC-2")]
public sealed class CaseEndingTests
{
    private static readonly List<SourceFile> Sources =
        [.. SourceFile.CSharp.Where(file => file.Path.StartsWith("src/OpsPortal/", StringComparison.Ordinal))];

    /// <summary>Each fact of the table is recorded somewhere.</summary>
    [Fact]
    public void EveryFact_IsSettledWhereItIsRecorded() => Assert.Empty(Enum.GetValues<CaseFact>()
        .Where(fact => !Sources.Exists(file => Regex.IsMatch(file.Text, $@"Settle(Async)?\(\s*work,[^;]*CaseFact\.{fact}\b"))));

    /// <summary>By a person, or by a fact of the table.</summary>
    [Fact]
    public void NoOtherCode_ResolvesACase() => Assert.Equal(["src/OpsPortal/Features/Exceptions/WorkException.cs"],
        Sources.Where(file => Regex.IsMatch(file.Text, @"\.Resolve\(")).Select(file => file.Path));

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CMP-5")]
    public async Task LiftedHold_EndsItsCase(StoreKind kind)
    {
        await using var world = await NewAsync(kind, payees: 1);
        var hold = Done(await world.Use<PlaceHold>().RunAsync(
            new(world.Payees[0], HoldScope.AllPayouts, HoldReason.Aml, "A pattern", "Papers"), world.As("compliance"), default));
        await using var db = await world.DbAsync();
        var other = world.As("ops").Person;
        await db.Set<ComplianceHold>().ExecuteUpdateAsync(set => set.SetProperty(one => one.OpenedBy, other));

        Done(await world.Use<LiftHold>().RunAsync(new(hold, "Papers are here"), world.As("compliance"), default));

        var over = await db.Set<ExceptionCase>().SingleAsync(found => found.Type == ExceptionType.AmlHold);
        Assert.Equal((ExceptionState.Resolved, "A pattern", "The hold is lifted: Papers are here"),
            (over.State, over.RootCause, over.Resolution));
    }
}
