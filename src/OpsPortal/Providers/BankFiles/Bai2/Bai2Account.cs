using OpsPortal.Domain.Banking;

namespace OpsPortal.Providers.BankFiles.Bai2;

/// <summary>One account of a group: its balances, its transactions, its trailer.</summary>
internal sealed class Bai2Account(int line, Bai2Group group)
{
    private const string UsualCurrency = "USD";
    private readonly Dictionary<string, long> summary = new(StringComparer.Ordinal);
    private Currency? currency;
    private long credits;
    private long debits;

    public Bai2Level Level { get; } = new();

    public IEnumerable<StatementItem> Begin(Bai2Record record, Bai2Fields fields)
    {
        Level.Count(record.Physical);
        var (number, letters) = (fields.Next(), fields.Next());
        var known = Currency.Parse(letters.Length > 0 ? letters : group.Currency ?? UsualCurrency);
        if (known.IsRefused)
            return [new FileFault(record.Line, known.Refusal.Why)];
        currency = known.Value;
        if (number.Length == 0)
            return [new FileFault(record.Line, "The account (03) has no number.")];
        return Summaries(record, fields, known.Value).Append(new StatementBegins(record.Line, new StatementHead
        {
            Kind = group.IsInterim ? StatementKind.Interim : StatementKind.Statement,
            Account = number,
            Currency = known.Value,
            Number = group.AsOf?.ToString("uuuu-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        }));
    }

    public IEnumerable<StatementItem> Transaction(Bai2Record record, Bai2Fields fields)
    {
        Level.Count(record.Physical);
        if (currency is not { } money)
            return [];
        var (code, text) = (fields.Next(), fields.Next());
        var amount = BankAmount.Parse(text.Length == 0 ? "0" : text, AmountStyle.Implied, money);
        if (amount.IsRefused)
            return [new FileFault(record.Line, amount.Refusal.Why)];
        Level.Add(amount.Value);
        var effect = Bai2Codes.Of(code);
        if (effect == Bai2Effect.Unknown || (amount.Value < 0 && effect != Bai2Effect.Information))
            return [new FileFault(record.Line, effect == Bai2Effect.Unknown 
                ? $"'{code}' is not a type code of a transaction."
                : "The amount of a transaction has no sign: its type code says the direction.")];
        if (effect == Bai2Effect.Information || amount.Value == 0)
            return [new LineSkipped(record.Line, effect == Bai2Effect.Information
                ? $"Type {code} tells something and moves no money."
                : "Its amount is zero.")];
        if (group.Status is "2" or "4")
            return [new LineSkipped(record.Line, group.Status == "2" ? "The group is a deletion." : "The group is a test.")];
        var value = fields.Availability();
        if (value.IsRefused)
            return [new FileFault(record.Line, value.Refusal.Why)];
        return group.AsOf is { } day ? [Line(record, fields, code, effect, amount.Value, day, value.Value)] : [];
    }

    public IEnumerable<StatementItem> End(Bai2Record record, Bai2Fields fields)
    {
        foreach (var item in Level.Check(record, fields, "account", null))
            yield return item;
        var partial = Misses(Bai2Codes.TotalCredits, credits) || Misses(Bai2Codes.TotalDebits, debits);
        if (partial)
            yield return new FileNote(record.Line,
                "The transactions are not all that the totals speak of: balances were not compared.");
        yield return partial || group.IsInterim || credits + debits == 0
            ? new StatementEnds(record.Line, null, null)
            : new StatementEnds(record.Line, Balance(Bai2Codes.OpeningLedger), Balance(Bai2Codes.ClosingLedger));
    }

    /// <summary>Another account begins before this one has ended.</summary>
    public IEnumerable<StatementItem> CutOff(int at) =>
        [new FileFault(at, $"The account of line {line} has no trailer (49).")];

    private LineRead Line(Bai2Record record, Bai2Fields fields, string code, Bai2Effect effect, long amount, LocalDate day,
        LocalDate? value)
    {
        _ = effect == Bai2Effect.Credit ? credits += amount : debits += amount;
        var (bank, customer, text) = (fields.Next(), fields.Next(), Bai2Text.Of(fields.Rest()));
        return new LineRead(record.Line, new StatementLine
        {
            AmountMinor = effect == Bai2Effect.Credit ? amount : -amount,
            Currency = currency!.Value,
            BookedOn = day,
            ValueOn = value,
            BankReference = bank.Length > 0 ? bank : null,
            CustomerReference = customer.Length > 0 ? customer : null,
            EndToEndId = text.EndToEndId,
            Code = code,
            PartyName = effect == Bai2Effect.Credit ? text.Debtor : text.Creditor,
            Remittance = text.Remittance,
        });
    }

    private IEnumerable<StatementItem> Summaries(Bai2Record record, Bai2Fields fields, Currency money)
    {
        while (!fields.IsAtEnd)
        {
            var (code, text) = (fields.Next(), fields.Next());
            if (CountAndAvailability(fields) is { } fault)
                return [new FileFault(record.Line, fault.Why)];
            if (code.Length == 0 || text.Length == 0)
                continue;
            var amount = BankAmount.Parse(text, AmountStyle.Implied, money);
            if (amount.IsRefused)
                return [new FileFault(record.Line, $"The summary {code}: {amount.Refusal.Why}")];
            Level.Add(amount.Value);
            summary.TryAdd(code, amount.Value);
        }

        return [];
    }

    // Banks leave the two out where the next summary stands on a line of its own.
    private static Refusal? CountAndAvailability(Bai2Fields fields)
    {
        if (fields.BeginsSummary)
            return null;
        fields.Next();
        return fields.BeginsSummary ? null : fields.Availability() is { IsRefused: true } refused ? refused.Refusal : null;
    }

    private bool Misses(string total, long found) => summary.TryGetValue(total, out var said) && said != found;

    private StatementBalance? Balance(string code) =>
        summary.TryGetValue(code, out var minor) ? new StatementBalance(minor, currency!.Value, group.AsOf) : null;
}
