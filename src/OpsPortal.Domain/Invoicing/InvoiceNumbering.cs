using System.Globalization;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Invoicing;

/// <summary>Which run of numbers a document belongs to.</summary>
public enum NumberSeries
{
    Invoice,
    CreditNote,
}

/// <summary>
/// The last number given in one series of one legal entity. It is raised in the transaction of the issue, so that no number is
/// lost or given twice.
/// </summary>
public sealed class InvoiceNumbering
{
    private InvoiceNumbering()
    {
    }

    public LegalEntityId LegalEntityId { get; private set; }

    public NumberSeries Series { get; private set; }

    public long LastNumber { get; private set; }

    public int Revision { get; private set; }

    public static InvoiceNumbering Start(LegalEntityId entity, NumberSeries series) => new() { LegalEntityId = entity,
        Series = series };

    /// <summary>The next number, such as <c>NL-000042</c> or <c>NL-CN-000007</c>.</summary>
    public Outcome<string> Take(string prefix)
    {
        var kept = (prefix ?? "").Trim().TrimEnd('-');
        if (kept.Length is 0 or > 20)
            return InvoicingRefusals.NumberTooLong;
        LastNumber = checked(LastNumber + 1);
        var middle = Series == NumberSeries.CreditNote ? "CN-" : "";
        return $"{kept}-{middle}{LastNumber.ToString("D6", CultureInfo.InvariantCulture)}";
    }
}
