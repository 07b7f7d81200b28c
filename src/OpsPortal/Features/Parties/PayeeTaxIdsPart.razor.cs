using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Parties;

/// <summary>A payee's tax numbers, masked, with what they replaced; a sheet for a new one, and one to see a number
/// whole.</summary>
public sealed partial class PayeeTaxIdsPart
{
    private PayeeTaxIds.Answer? answer;
    private bool adding;
    private TaxIdId? showing;
    private OpenNumber? shown;
    private TaxNumberKind kind;
    private TaxCheckResult result;
    private DateOnly? checkedOn;
    private string country = "", number = "", source = "", fallback = "";

    [Parameter, EditorRequired]
    public PayeeId Payee { get; set; }

    [Parameter]
    public EventCallback Changed { get; set; }

    [Inject]
    private PayeeTaxIds TaxIds { get; set; } = default!;

    [Inject]
    private AddTaxId Add { get; set; } = default!;

    [Inject]
    private RevealTaxId Reveal { get; set; } = default!;

    private static string ShowSentence => "Who looked, when and why stands in the audit log. "
        + $"{RevealPace.MostInAnHour} account and tax numbers in an hour, no more.";

    private string EarlierWords => answer!.Replaced.Count == 1 ? "1 earlier version"
        : $"{answer.Replaced.Count} earlier versions";

    protected override async Task LoadAsync() => answer = Shown(await TaxIds.RunAsync(Payee, Actor, Ct)) ?? answer;

    private static string NameOf(PayeeTaxIds.Row row) => $"{TaxNumberWords.Name(row.Kind)}, {row.Country}";

    private static Tone ToneOf(TaxCheckResult result) => result switch
    {
        TaxCheckResult.Confirmed => Tone.Good,
        TaxCheckResult.NotConfirmed => Tone.Bad,
        TaxCheckResult.NoAnswer => Tone.Warn,
        _ => Tone.Neutral,
    };

    private void Open()
    {
        (adding, kind, result, checkedOn, Refusal) = (true, default, default, answer!.Today.ToDateOnly(), null);
        (country, number, source, fallback) = ("", "", "", "");
    }

    private void Ask(TaxIdId taxId) => (showing, Refusal) = (taxId, null);

    private void Close() => (adding, showing, number, Refusal) = (false, null, "", null);

    private void Hide() => shown = null;

    private async Task AddAsync()
    {
        var checkedAt = result == TaxCheckResult.NotChecked || checkedOn is not { } day ? (Instant?)null
            : LocalDate.FromDateOnly(day).AtStartOfDayInZone(DateTimeZone.Utc).ToInstant();
        var check = new TaxCheck(source, result, checkedAt, result == TaxCheckResult.Confirmed ? null : fallback);
        if (!await RunAsync(() => Add.RunAsync(new(Payee, kind, country, number, check), Actor, Ct)))
            return;
        Close();
        await Changed.InvokeAsync();
    }

    private async Task ShowAsync(string reason)
    {
        var taxId = showing!.Value;
        if (!await RunAsync(() => Reveal.RunAsync(taxId, reason, Actor, Ct), whole => shown = new(taxId, whole)))
            return;
        showing = null;
        await Changed.InvokeAsync();
    }

    /// <summary>A number while it is on screen; it is forgotten with the page.</summary>
    private sealed record OpenNumber(TaxIdId TaxId, string Number);
}
