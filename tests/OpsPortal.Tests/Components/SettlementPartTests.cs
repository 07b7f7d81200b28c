using Bunit;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Features.Reconciliation;
using OpsPortal.Features.Reconciliation.Settlements;

namespace OpsPortal.Tests.Components;

[Trait("Requirement", "REC-4")]
public sealed class SettlementPartTests() : Drawing(services => services.AddSingleton(new MakeSettlementSheet(null!)))
{
    private static readonly Guid America = Guid.CreateVersion7();
    private static readonly Guid Ireland = Guid.CreateVersion7();

    /// <summary>After midnight in Dublin it is still yesterday in New York.</summary>
    [Fact]
    public void Choose_AnotherCompany_OffersItsOwnDays()
    {
        var board = new ReconciliationBoard.Answer(
            [], [], 0, [],
            [
                new(new(America), "US", "Harbour Pay Inc", new LocalDate(2026, 11, 30), []),
                new(new(Ireland), "EU", "Harbour Pay Ireland Ltd", new LocalDate(2026, 12, 1), []),
            ], [], new Dictionary<LegalEntityId, string>(), MayReconcile: true);
        var part = Render<SettlementPart>(with => with.AddCascadingValue(board));
        Assert.Equal(("2026-11-01", "2026-11-30"), DaysOf(part));

        part.Find("#settlement-entity").Change(Ireland.ToString());

        Assert.Equal(("2026-11-01", "2026-12-01"), DaysOf(part));
    }

    private static (string? From, string? To) DaysOf(IRenderedComponent<SettlementPart> part) =>
        (part.Find("#settlement-from").GetAttribute("value"), part.Find("#settlement-to").GetAttribute("value"));
}
