using OpsPortal.Data;
using OpsPortal.Domain.Close;

namespace OpsPortal.Features.Close;

/// <summary>The month of one company that is looked at: what was booked up to and on its last day.</summary>
internal sealed record CloseScope(OpsDbContext Db, LegalEntityId LegalEntityId, YearMonth Month, Instant Now)
{
    public LocalDate FirstDay => Month.OnDayOfMonth(1);

    public LocalDate LastDay => Month.OnDayOfMonth(1).PlusMonths(1).PlusDays(-1);
}

/// <summary>Something that must tie before a month may be closed. Each room brings its own; they are found by scanning.</summary>
internal interface ITieOut
{
    /// <summary>Its place in the list of the close.</summary>
    int Order { get; }

    /// <summary>True where the figures are those of now, such as open cases, and go on changing when the month is signed: such a
    /// tie-out must tie at each signature, but is not asked again afterwards.</summary>
    bool IsOfTheMoment => false;

    Task<TieOut> CheckAsync(CloseScope scope, CancellationToken ct);
}
