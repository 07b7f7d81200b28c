using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Cash;

namespace OpsPortal.Features.Banking;

/// <summary>The receipt of a line that brings a buyer's payment: settled at once, since the money is at our bank.</summary>
internal static class LineReceipt
{
    public static Receipt Of(BankLine line, StatementLine told, Instant at)
    {
        var receipt = Receipt.Take(
            new ReceiptId(Guid.CreateVersion7()), line.LegalEntityId, LineBooks.Provider, line.Identity, RailOf(line),
            new Money(line.AmountMinor, line.Currency), null, at).Value.With(new PaymentWords
        {
            PayerName = told.PartyName,
            PayerAccount = line.PartyAccount,
            Remittance = told.Remittance,
            StructuredReference = told.StructuredReference,
            EndToEndId = told.EndToEndId,
            VirtualAccount = line.VirtualAccount,
            ValueDate = told.ValueOn,
            BankLineId = line.Id,
            BankReference = BankWords.Telling(line.BankReference) ?? BankWords.Telling(line.CustomerReference),
        });
        receipt.Settle(at);
        return receipt;
    }

    private static Rail RailOf(BankLine line) => line.Currency.Code switch
    {
        "EUR" => Rail.SepaCredit,
        "USD" when line.Code is "142" or "165" or "169" => Rail.Ach,
        _ => Rail.Wire,
    };
}
