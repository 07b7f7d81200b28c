using Microsoft.AspNetCore.Components;

namespace OpsPortal.Components;

/// <summary>A moment, relative to now, with the exact instant and its zone on hover; or a calendar date.</summary>
public sealed partial class WhenText
{
    [Inject]
    private IClock Clock { get; set; } = default!;

    [Parameter]
    public Instant? Instant { get; set; }

    [Parameter]
    public LocalDate? Date { get; set; }

    /// <summary>The IANA zone of the exact instant; UTC when none is given.</summary>
    [Parameter]
    public string? Zone { get; set; }

    /// <summary>What stands there when there is no moment.</summary>
    [Parameter]
    public string None { get; set; } = "—";

    private string Exact(Instant instant) => WhenWords.Exact(instant, Zone);
}
