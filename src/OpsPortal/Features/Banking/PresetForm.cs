using System.Globalization;
using OpsPortal.Domain.Banking;

namespace OpsPortal.Features.Banking;

/// <summary>One text that is typed.</summary>
internal sealed class PresetText(string id, string label, string value = "")
{
    public string Id => id;

    public string Label => label;

    public string Value { get; set; } = value;
}

/// <summary>What is typed on the page of presets, and the mapping that it makes.</summary>
internal sealed class PresetForm
{
    private readonly Dictionary<string, PresetText> byId;

    public PresetForm()
    {
        Texts =
        [
            new("name", "Name of the preset"), new("delimiter", "Delimiter (tab: \\t)", ";"),
            new("booked", "Column of the booking date"),
            new("value", "Column of the value date"), new("pattern", "Dates written as", "dd.MM.yyyy"),
            new("amount", "Column of the amount"), new("debit", "Column of debits"), new("credit", "Column of credits"),
            new("indicator", "Column of the indicator"), new("debit-word", "Its word for money out"),
            new("credit-word", "Its word for money in"),
            new("decimal", "Decimal mark", ","), new("thousands", "Thousands mark", "."),
            new("currency-column", "Column of the currency"), new("currency", "Or one currency", "EUR"),
            new("account-column", "Column of the account"), new("status", "Column of the status"),
            new("booked-word", "Its word for booked"), new("party", "Column of the other side"),
            new("party-account", "Column of its account"), new("remittance", "Column of what for"),
            new("structured", "Column of the creditor reference"), new("end-to-end", "Column of the end-to-end id"),
            new("reference", "Column of the bank's reference"), new("preamble", "Rows before the table", "0"),
            new("footer", "Rows behind the table", "0"), new("encoding", "Encoding, such as windows-1252"),
        ];
        byId = Texts.ToDictionary(text => text.Id, StringComparer.Ordinal);
    }

    public IReadOnlyList<PresetText> Texts { get; }

    public CsvSign Sign { get; set; }

    public const string Names = "names";
    public const string ALine = "line";

    /// <summary>What the first row holds. Words, since a list on a page shows nothing chosen for true and false.</summary>
    public string FirstRow { get; set; } = Names;

    public Guid Account { get; set; }

    public string Name => byId["name"].Value;

    public CsvMapping Mapping() => new()
    {
        Delimiter = Mark("delimiter") ?? ',',
        Encoding = Text("encoding"),
        PreambleRows = Rows("preamble"),
        FooterRows = Rows("footer"),
        HasHeader = FirstRow == Names,
        Sign = Sign,
        Amount = Text("amount"),
        Debit = Text("debit"),
        Credit = Text("credit"),
        Indicator = Text("indicator"),
        DebitWord = Text("debit-word"),
        CreditWord = Text("credit-word"),
        DecimalMark = Mark("decimal") ?? '.',
        ThousandsMark = Mark("thousands"),
        DatePattern = Text("pattern") ?? "",
        BookedOn = Text("booked"),
        ValueOn = Text("value"),
        CurrencyColumn = Text("currency-column"),
        FixedCurrency = Text("currency"),
        AccountColumn = Text("account-column"),
        StatusColumn = Text("status"),
        BookedWord = Text("booked-word"),
        BankReference = Text("reference"),
        EndToEndId = Text("end-to-end"),
        PartyName = Text("party"),
        PartyAccount = Text("party-account"),
        StructuredReference = Text("structured"),
        Remittance = Text("remittance"),
    };

    /// <summary>Fills in what is known of a bank's usual table; the name stays to be given.</summary>
    public void Take(CsvMapping known)
    {
        (Sign, FirstRow) = (known.Sign, known.HasHeader ? Names : ALine);
        var texts = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["delimiter"] = known.Delimiter == '\t' ? "\\t" : known.Delimiter.ToString(), ["booked"] = known.BookedOn,
            ["value"] = known.ValueOn, ["pattern"] = known.DatePattern, ["amount"] = known.Amount, ["debit"] = known.Debit,
            ["credit"] = known.Credit, ["indicator"] = known.Indicator, ["debit-word"] = known.DebitWord,
            ["credit-word"] = known.CreditWord,
            ["decimal"] = known.DecimalMark.ToString(), ["thousands"] = known.ThousandsMark?.ToString(),
            ["currency-column"] = known.CurrencyColumn, ["currency"] = known.FixedCurrency,
            ["account-column"] = known.AccountColumn, ["status"] = known.StatusColumn, ["booked-word"] = known.BookedWord,
            ["party"] = known.PartyName, ["party-account"] = known.PartyAccount, ["remittance"] = known.Remittance,
            ["structured"] = known.StructuredReference, ["end-to-end"] = known.EndToEndId,
            ["reference"] = known.BankReference, ["encoding"] = known.Encoding,
            ["preamble"] = known.PreambleRows.ToString(CultureInfo.InvariantCulture),
            ["footer"] = known.FooterRows.ToString(CultureInfo.InvariantCulture),
        };
        foreach (var (id, text) in texts)
            byId[id].Value = text ?? "";
    }

    private string? Text(string id) => byId[id].Value.Trim() is { Length: > 0 } text ? text : null;

    private char? Mark(string id) => byId[id].Value is { Length: > 0 } text ? text == "\\t" ? '\t' : text[0] : null;

    private int Rows(string id) =>
        int.TryParse(byId[id].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var rows) ? Math.Min(rows, 1_000) : 0;
}
