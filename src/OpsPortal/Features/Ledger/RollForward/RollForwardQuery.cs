using NodaTime.Text;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Ledger.RollForward;

/// <summary>The range, company, currency and account as an address carries them.</summary>
internal static class RollForwardQuery
{
    private static readonly YearMonthPattern Months = YearMonthPattern.Iso;

    /// <summary>The filter of an address, or the refusal of what is not a date.</summary>
    public static Outcome<RollForwardSheets.Filter> Parse(
        string? month, string? from, string? to, Guid? entity, string? currency)
    {
        LocalDate? first = null, last = null;
        if (!string.IsNullOrEmpty(month))
        {
            if (Months.Parse(month) is not { Success: true } parsed)
                return LedgerPageRefusals.NotAMonth(month);
            first = parsed.Value.OnDayOfMonth(1);
        }

        foreach (var (text, isFirst) in new[] { (from, true), (to, false) })
        {
            if (string.IsNullOrEmpty(text))
                continue;
            if (LocalDatePattern.Iso.Parse(text) is not { Success: true } parsed)
                return LedgerPageRefusals.NotADay(text);
            if (isFirst)
                first = parsed.Value;
            else
                last = parsed.Value;
        }

        return new RollForwardSheets.Filter(
            first, last, entity is { } id ? new LegalEntityId(id) : null, Currency.Find(currency));
    }

    public static string LinesHref(
        RollForwardSheets.Sheet sheet, Account account, LocalDate first, LocalDate last, MovementKind? kind) =>
        $"/ledger/roll-forward/lines?entity={sheet.Entity.Id}&currency={sheet.Currency}&account={(int)account}"
            + $"&from={WhenIso(first)}&to={WhenIso(last)}{(kind is null ? "" : $"&kind={kind}")}";

    public static string BalanceHref(RollForwardSheets.Sheet sheet, Account account, LocalDate asOf) =>
        $"/ledger/accounts/{(int)account}?entity={sheet.Entity.Id}&currency={sheet.Currency}&asOf={WhenIso(asOf)}";

    public static string WhenIso(LocalDate day) => LocalDatePattern.Iso.Format(day);
}
