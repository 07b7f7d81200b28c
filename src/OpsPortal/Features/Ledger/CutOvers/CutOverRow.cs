using System.Globalization;
using NodaTime.Text;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Ledger.CutOvers;
using OpsPortal.Providers.BankFiles.Csv;

namespace OpsPortal.Features.Ledger.CutOvers;

/// <summary>One row while it is read: a cell that cannot be taken becomes a fault with its row and column.</summary>
internal sealed class CutOverRow(CutOverTable table, CsvRow row, CutOverWorld world)
{
    private static readonly Currency Unread = Domain.Shared.Currency.Of("EUR");

    public int Number => row.Line;

    public bool IsBroken { get; private set; }

    public string Text(string column, int longest = CutOverFiles.NameLength)
    {
        var text = table.Text(row, column);
        if (text.Length > longest)
            Fault(column, $"It is longer than {longest} characters.", "Shorten it.");
        return text;
    }

    public string Needed(string column, int longest = CutOverFiles.NameLength)
    {
        var text = Text(column, longest);
        if (text.Length == 0)
            Fault(column, "It is empty.", "Fill it in, or take the row out.");
        return text;
    }

    public LocalDate Day(string column)
    {
        var text = Needed(column);
        var read = LocalDatePattern.Iso.Parse(text);
        if (!read.Success && text.Length > 0)
            Fault(column, $"'{Short(text)}' is not a date that reads one way only.", "Write it as 2026-03-31.");
        return read.Success ? read.Value : default;
    }

    public Currency Currency()
    {
        var text = Needed("currency");
        var read = Domain.Shared.Currency.Parse(text.ToUpperInvariant());
        if (read.IsRefused && text.Length > 0)
            Fault("currency", read.Refusal!.Why, "Write the three letters of ISO 4217, such as EUR.");
        return read.IsRefused ? Unread : read.Value;
    }

    /// <summary>An amount above zero; null where an optional cell is empty.</summary>
    public long? Amount(string column, Currency currency)
    {
        var text = Text(column);
        if (text.Length == 0)
            return null;
        if (text.Contains(',', StringComparison.Ordinal) || text.Any(char.IsWhiteSpace) || text.Contains('\'',
            StringComparison.Ordinal))
            return No(column, $"'{Short(text)}' can be read in more than one way.",
                "Write 1234.50: a point before the decimals and no mark between thousands.");
        if (text.StartsWith('-') || text.StartsWith('('))
            return No(column, $"'{Short(text)}' is below zero.", "Give it on the other side, or in the file that it belongs to.");
        var read = Money.Parse(text, currency);
        if (read.IsRefused)
            return No(column, read.Refusal.Why, $"Write it with a point and at most {currency.Decimals} decimals.");
        return read.Value.Minor > 0 ? read.Value.Minor : No(column, "It is zero.", "Leave a row out in which nothing is open.");
    }

    public long NeededAmount(string column, Currency currency)
    {
        Needed(column);
        return Amount(column, currency) ?? 0;
    }

    public Account AccountOf(string column)
    {
        var text = Needed(column);
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code)
            && Enum.IsDefined(typeof(Account), code))
            return (Account)code;
        var mapped = world.Mapped[text].ToList();
        if (mapped.Count == 1)
            return mapped[0];
        if (text.Length > 0)
            Fault(column, mapped.Count == 0 ? $"'{Short(text)}' is no account of ours and no mapping names it."
                : $"'{Short(text)}' is the counterpart of {string.Join(" and ", mapped.Select(one => (int)one))}.",
                "Write the number of our account, or map the account under ERP, Mapping.");
        return Account.OpeningClearing;
    }

    public BankAccountId? BankAccount(Currency currency)
    {
        var text = Text("bank_account", 100);
        var plain = text.Replace(" ", "", StringComparison.Ordinal);
        var found = world.BankAccounts.Where(account => account.Currency == currency
            && (account.Name.Equals(text, StringComparison.OrdinalIgnoreCase)
                || account.Iban.Equals(plain, StringComparison.OrdinalIgnoreCase))).ToList();
        if (found.Count == 1)
            return found[0].Id;
        Fault("bank_account", text.Length == 0 ? "Bank cash names its bank account."
            : $"'{Short(text)}' is not the name or IBAN of one {currency} account of {world.Entity.Code}.",
            "Write the account's name or IBAN as it stands under Legal entities.");
        return null;
    }

    public PayeeId Payee()
    {
        var text = Needed("payee", 200);
        return text.Length == 0 ? default : One(world.Payees[text].ToList(), "payee", text, "Payees");
    }

    public BuyerId Buyer()
    {
        var text = Needed("buyer", 200);
        return text.Length == 0 ? default : One(world.Buyers[text].ToList(), "buyer", text, "Buyers");
    }

    /// <summary>Buyer, program and market; the only program or market there is need not be named.</summary>
    public OpeningPlace Place(string contract)
    {
        var buyer = Buyer();
        var program = Choice("program", world.Programs.ToDictionary(pair => pair.Key, pair => pair.Value.Value));
        var market = Choice("market", world.Markets.ToDictionary(pair => pair.Key, pair => pair.Value.Id.Value));
        return new OpeningPlace(buyer, new(program), new(market), contract);
    }

    public void Fault(string column, string why, string next)
    {
        IsBroken = true;
        table.Fault(row.Line, column, why, next);
    }

    private Guid Choice(string column, Dictionary<string, Guid> known)
    {
        var text = Text(column);
        if (text.Length == 0 && known.Count == 1)
            return known.Values.Single();
        foreach (var (code, id) in known)
        {
            if (code.Equals(text, StringComparison.OrdinalIgnoreCase))
                return id;
        }

        Fault(column, text.Length == 0 ? $"There is more than one {column}, or none." : $"'{Short(text)}' is no {column}.",
            $"Write the code of the {column} as it stands under Programs, markets, tax.");
        return default;
    }

    private T One<T>(List<T> found, string column, string text, string room)
        where T : struct
    {
        if (found.Count == 1)
            return found[0];
        Fault(column, found.Count == 0 ? $"{world.Entity.Code} has no active {column} '{Short(text)}'."
            : $"{found.Count} {column}s are called '{Short(text)}'.",
            $"Write the name as it stands under {room}, where it can be entered or mended.");
        return default;
    }

    private long? No(string column, string why, string next)
    {
        Fault(column, why, next);
        return null;
    }

    private static string Short(string text) => text.Length > 40 ? text[..40] + "…" : text;
}
