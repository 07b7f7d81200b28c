namespace OpsPortal.Domain.Banking;

/// <summary>What the columns of tables mean that banks and wallets let their customers download: a start for a preset of one's
/// own.</summary>
public static class KnownTables
{
    private const string Booked = "Completed";

    public static IReadOnlyList<(string Name, CsvMapping Mapping)> All { get; } =
    [
        ("Revolut Business", new CsvMapping
        {
            BookedOn = "Date completed (UTC)", Amount = "Amount", CurrencyColumn = "Payment currency", StatusColumn = "State",
            BookedWord = Booked, BankReference = "ID", PartyName = "Payer", Remittance = "Reference",
        }),
        ("Wise", new CsvMapping
        {
            BookedOn = "Date", DatePattern = "dd-MM-uuuu", Amount = "Amount", CurrencyColumn = "Currency",
            BankReference = "TransferWise ID", PartyName = "Payer Name",
            Remittance = "Payment Reference",
        }),
        ("PayPal", new CsvMapping
        {
            BookedOn = "Date", DatePattern = "dd/MM/uuuu", Amount = "Net", ThousandsMark = ',', CurrencyColumn = "Currency",
            StatusColumn = "Status", BookedWord = Booked, BankReference = "Transaction ID", PartyName = "Name",
            PartyAccount = "From Email Address", Remittance = "Invoice Number",
        }),
        ("N26", new CsvMapping
        {
            BookedOn = "Booking Date", ValueOn = "Value Date", Amount = "Amount (EUR)", FixedCurrency = "EUR",
            PartyName = "Partner Name", PartyAccount = "Partner Iban", Remittance = "Payment Reference",
        }),
        ("Chase", new CsvMapping
        {
            BookedOn = "Posting Date", DatePattern = "MM/dd/uuuu", Amount = "Amount", FixedCurrency = "USD",
            Remittance = "Description",
        }),
        ("HSBC UK", new CsvMapping
        {
            HasHeader = false, BookedOn = "1", DatePattern = "dd/MM/uuuu", Remittance = "2", Amount = "3", ThousandsMark = ',',
            FixedCurrency = "GBP",
        }),
        ("Barclays", new CsvMapping
        {
            BookedOn = "Date", DatePattern = "dd/MM/uuuu", Amount = "Amount", FixedCurrency = "GBP", AccountColumn = "Account",
            Remittance = "Memo",
        }),
        ("Stripe balance", new CsvMapping
        {
            BookedOn = "Created (UTC)", Amount = "Net", CurrencyColumn = "Currency", BankReference = "id",
            Remittance = "Description",
        }),
        ("Sparkasse (CAMT table)", new CsvMapping
        {
            Delimiter = ';', BookedOn = "Buchungstag", DatePattern = "dd.MM.uu", ValueOn = "Valutadatum", Amount = "Betrag",
            DecimalMark = ',', ThousandsMark = '.', CurrencyColumn = "Waehrung", AccountColumn = "Auftragskonto",
            PartyName = "Beguenstigter/Zahlungspflichtiger", PartyAccount = "Kontonummer/IBAN",
            EndToEndId = "Kundenreferenz (End-to-End)", Remittance = "Verwendungszweck", StatusColumn = "Info",
            BookedWord = "Umsatz gebucht",
        }),
        ("ING Netherlands", new CsvMapping
        {
            Delimiter = ';', BookedOn = "Datum", DatePattern = "uuuuMMdd", Sign = CsvSign.Indicator, Amount = "Bedrag (EUR)",
            Indicator = "Af Bij", DebitWord = "Af", CreditWord = "Bij", DecimalMark = ',', FixedCurrency = "EUR",
            AccountColumn = "Rekening", PartyName = "Naam / Omschrijving", PartyAccount = "Tegenrekening",
            Remittance = "Mededelingen",
        }),
    ];
}
