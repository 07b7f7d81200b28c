using System.Text.RegularExpressions;
using OpsPortal.Domain.Banking;

namespace OpsPortal.Providers.BankFiles.Mt940;

/// <summary>One message: a statement, or a page of one whose balances carry over.</summary>
internal sealed partial class Mt940Statement(int line, Dictionary<string, StatementBalance> pages)
{
    private string? account;
    private string? reference;
    private string? number;
    private Currency? currency;
    private StatementBalance? opening;
    private StatementBalance? closing;
    private bool begun;
    private bool interim;
    private bool carriesIn;
    private bool carriesOut;
    private Mt940Line? pending;

    public int Line => line;

    public IEnumerable<StatementItem> Take(SwiftField field)
    {
        switch (field.Tag)
        {
            case "86" when pending is not null:
                pending.Explain(field.Lines);
                return [];
            case "NS" when pending is not null:
                pending.Lists.AddRange(field.Lines);
                return [];
            case "61":
                return Flush().Concat(Begin()).Concat(Movement(field));
            case "60F" or "60M":
                carriesIn = field.Tag == "60M";
                return Balance(field, balance => opening = balance);
            case "62F" or "62M":
                carriesOut = field.Tag == "62M";
                return Flush().Concat(Balance(field, balance => closing = balance));
            case "64" or "65" or "90C" or "90D":
                return Flush();
            default:
                Learn(field);
                return [];
        }
    }

    public IEnumerable<StatementItem> End(int at)
    {
        foreach (var item in Flush().Concat(Begin()))
            yield return item;
        if (account is null)
            yield return new FileFault(line, "The statement names no account (:25:).");
        if (!interim && opening is null)
            yield return new FileFault(line, "The statement has no opening balance (:60F: or :60M:) that can be read.");
        if (!interim && closing is null)
            yield return new FileFault(at,
                "The statement has no closing balance (:62F: or :62M:) that can be read: it may be cut off.");
        if (carriesIn && account is not null && opening is not null && pages.TryGetValue(account, out var before)
            && (before.Minor, before.Currency) != (opening.Minor, opening.Currency))
            yield return new FileFault(line, "The page's opening balance (:60M:) is not the closing balance of the page before.");
        if (account is not null && closing is not null && carriesOut)
            pages[account] = closing;
        yield return new StatementEnds(at, opening, closing);
    }

    private void Learn(SwiftField field)
    {
        var text = field.Lines[0].Trim();
        switch (field.Tag)
        {
            case "20":
                reference = text;
                break;
            case "25" or "25P":
                (account, var letters) = AccountOf(text);
                currency ??= letters;
                break;
            case "28" or "28C":
                number = text;
                break;
            case "34F":
                interim = opening is null;
                currency ??= text.Length >= 3 && Currency.Parse(text[..3]) is { IsRefused: false } known ? known.Value : null;
                break;
            case "13" or "13D":
                interim = opening is null;
                break;
        }
    }

    private IEnumerable<StatementItem> Begin()
    {
        if (begun)
            yield break;
        begun = true;
        yield return new StatementBegins(line, new StatementHead
        {
            Kind = interim ? StatementKind.Interim : StatementKind.Statement,
            Account = account,
            Currency = opening?.Currency ?? currency,
            Reference = reference,
            Number = number,
        });
    }

    private IEnumerable<StatementItem> Movement(SwiftField field)
    {
        if (interim)
            return [new LineSkipped(field.Line,
                "MT942 reports movements during the day: they are taken from the statement that books them.")];
        if ((opening?.Currency ?? currency) is not { } money)
            return [new FileFault(field.Line, "The movement's currency is not known: no balance before it can be read.")];
        var read = Mt940Line.Read(field, money);
        if (read.IsRefused)
            return [new FileFault(field.Line, read.Refusal.Why)];
        pending = read.Value;
        return pending.Note is { } note ? [new FileNote(field.Line, note)] : [];
    }

    private IEnumerable<StatementItem> Flush()
    {
        if (pending is not { } read)
            return [];
        pending = null;
        return read.AmountMinor == 0
            ? [new LineSkipped(read.Line, "Its amount is zero.")]
            : [new LineRead(read.Line, read.Whole())];
    }

    private IEnumerable<StatementItem> Balance(SwiftField field, Action<StatementBalance> keep)
    {
        var match = BalanceShape().Match(field.Joined.Trim());
        if (!match.Success)
            return [new FileFault(field.Line, $"The balance :{field.Tag}: is not written as sign, date, currency and amount.")];
        var letters = match.Groups["currency"];
        if (letters.Success && Currency.Parse(letters.Value).Refusal is { } unknown)
            return [new FileFault(field.Line, unknown.Why)];
        if ((letters.Success ? Currency.Of(letters.Value) : opening?.Currency ?? currency) is not { } money)
            return [new FileFault(field.Line, "The balance names no currency.")];
        var amount = BankAmount.Parse(match.Groups["amount"].Value, AmountStyle.Comma, money);
        if (amount.IsRefused)
            return [new FileFault(field.Line, amount.Refusal.Why)];
        var minor = match.Groups["sign"].Value == "D" ? -amount.Value : amount.Value;
        keep(new StatementBalance(minor, money, SwiftDates.Read(match.Groups["date"].Value)?.Day));
        return [];
    }

    // Some banks write the currency behind the number, with or without a blank.
    private static (string Account, Currency? Currency) AccountOf(string text) =>
        text.Length > 6 && text[..^3].TrimEnd(' ', '/') is var number && char.IsAsciiDigit(number[^1])
            && Currency.Parse(text[^3..]) is { IsRefused: false } known
            ? (number, known.Value)
            : (text, null);

    [GeneratedRegex(@"^(?<sign>[CD])(?<date>\d{6})(?<currency>[A-Z]{3})?\s*(?<amount>[\d,]+)\s*$")]
    private static partial Regex BalanceShape();
}
