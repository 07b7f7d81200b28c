using System.Net;
using Microsoft.AspNetCore.Components;

namespace OpsPortal.Components;

/// <summary>
/// Moments, amounts and states as they look on every page. Each is one piece of markup and no component: a list of fifty rows
/// holds hundreds of them for each open page.
/// </summary>
[Part]
public sealed class Draw(IClock clock)
{
    /// <summary>A moment, relative to now, with the exact instant and its zone on hover; that of UTC is made in the browser
    /// (<c>app.js</c>) from what is there anyway.</summary>
    /// <param name="instant">The moment, or null.</param>
    /// <param name="zone">The IANA zone of the exact instant; UTC when none is given.</param>
    /// <param name="none">What stands there when there is no moment.</param>
    public MarkupString When(Instant? instant, string? zone = null, string none = "—") => new(instant is { } moment
        ? $"<time datetime=\"{moment}\"{(zone is null ? "" : $" title=\"{WhenWords.Exact(moment, zone)}\"")}>{
            WhenWords.Relative(moment, clock.GetCurrentInstant())}</time>"
        : Nothing(none));

    /// <summary>A calendar date.</summary>
    public static MarkupString Day(LocalDate? date, string none = "—") => new(date is { } day
        ? $"<time datetime=\"{WhenWords.Iso(day)}\" title=\"{WhenWords.Iso(day)}, a date in the legal entity's zone\">{
            DayWords.Of(day)}</time>"
        : Nothing(none));

    /// <summary>An amount with its currency, in tabular figures, negative in parentheses.</summary>
    public static MarkupString Amount(Money? amount) => new(amount switch
    {
        null => "<span class=\"money money-none\">—</span>",
        { IsNegative: true } => $"<span class=\"money money-negative\">{amount}</span>",
        { Minor: 0 } => $"<span class=\"money money-zero\">{amount}</span>",
        _ => $"<span class=\"money\">{amount}</span>",
    });

    /// <summary>An amount in minor units with its currency; a dash where either is unknown.</summary>
    public static MarkupString Amount(long? minor, Currency? currency) =>
        Amount(minor is { } known && currency is { } unit ? new Money(known, unit) : null);

    /// <summary>A state in words, with a shape and a colour; never colour alone.</summary>
    /// <param name="state">The words; a name from code such as <c>PendingApproval</c> is split into words.</param>
    /// <param name="tone">Good, bad, or between.</param>
    /// <param name="title">What is said of it on hover.</param>
    public static MarkupString State(string state, Tone tone = Tone.Neutral, string? title = null) => new(
        $"<span class=\"chip chip-{tone.Css()}\"{
            (title is null ? "" : $" title=\"{WebUtility.HtmlEncode(title)}\"")}>{
            WebUtility.HtmlEncode(Words.Of(state))}</span>");

    private static string Nothing(string none) => none.Length == 0 ? ""
        : $"<span class=\"quiet\">{WebUtility.HtmlEncode(none)}</span>";
}
