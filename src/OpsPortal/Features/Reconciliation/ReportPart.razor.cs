using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using OpsPortal.Domain.Reconciliation;
using OpsPortal.Providers.Reports;

namespace OpsPortal.Features.Reconciliation;

/// <summary>Asks for a provider's report, and says line by line why one was refused.</summary>
public sealed partial class ReportPart
{
    private IBrowserFile? chosen;
    private Guid? entity;
    private ReportFormat format;
    private DateOnly from, to;
    private int round;
    private IReadOnlyList<ReportFault> faults = [];
    private string? said;

    [CascadingParameter]
    private ReconciliationBoard.Answer? Board { get; set; }

    /// <summary>Called when a report was taken.</summary>
    [Parameter, EditorRequired]
    public EventCallback OnTaken { get; set; }

    [Inject]
    private ImportProviderReport Import { get; set; } = default!;

    protected override void OnParametersSet()
    {
        if (from != default || Board!.Entities.Count == 0)
            return;
        (entity, format) = (Board.Entities is [var only] ? only.Id.Value : null, Board.Formats[0].Format);
        var day = Board.Entities[0].Today.PlusDays(-1);
        (from, to) = (day.With(DateAdjusters.StartOfMonth).ToDateOnly(), day.ToDateOnly());
    }

    private async Task StartAsync()
    {
        (faults, said) = ([], null);
        var taken = await RunAsync(TakeAsync, report =>
            said = $"{report.Name}: {report.RowsTaken} rows taken, {report.RowsKnown} known before.");
        chosen = null;
        round++;
        if (taken)
            await OnTaken.InvokeAsync();
    }

    private async Task<Outcome<ProviderReport>> TakeAsync()
    {
        if (entity is not { } company)
            return SharedRefusals.Required("company");
        if (chosen!.Size > ImportProviderReport.MostBytes)
            return ReconciliationRefusals.ReportTooLarge(ImportProviderReport.MostBytes);
        using var content = new MemoryStream();
        await using (var sent = chosen.OpenReadStream(ImportProviderReport.MostBytes, Ct))
            await sent.CopyToAsync(content, Ct);
        var result = await Import.RunAsync(
            new(new(company), format, LocalDate.FromDateOnly(from), LocalDate.FromDateOnly(to), chosen.Name, content.ToArray()),
            Actor, Ct);
        faults = result.Faults;
        return result.Outcome;
    }
}
