using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Cash;

/// <summary>What the exact-reference rule must know of an invoice.</summary>
public readonly record struct InvoiceToPay(string Number, LegalEntityId LegalEntityId, Currency Currency, long OpenMinor,
    bool TakesCash);

/// <summary>
/// The exact-reference rule. A payment pays the invoice whose number it names, up to what is open; more stays unapplied.
/// Whatever is not exact is never guessed: it stays unapplied with the reason.
/// </summary>
public static class CashApplication
{
    public static Outcome<long> ToApply(LegalEntityId entity, Money unapplied, string? named, InvoiceToPay? invoice)
    {
        if (string.IsNullOrWhiteSpace(named))
            return CashRefusals.NoReference;
        if (invoice is not { } owed || !string.Equals(owed.Number, named, StringComparison.Ordinal))
            return CashRefusals.UnknownInvoice(named);
        if (owed.LegalEntityId != entity)
            return CashRefusals.OtherEntity;
        if (owed.Currency != unapplied.Currency)
            return CashRefusals.OtherCurrency(unapplied.Currency, owed.Currency);
        if (!owed.TakesCash || owed.OpenMinor <= 0)
            return CashRefusals.InvoiceClosed(owed.Number);
        return Math.Min(unapplied.Minor, owed.OpenMinor);
    }
}
