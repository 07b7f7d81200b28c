using OpsPortal.Domain.Close;

namespace OpsPortal.Features.Close;

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
