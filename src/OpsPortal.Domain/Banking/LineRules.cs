using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Banking;

/// <summary>A transfer of a provider to our bank, or a payout, that a bank line may be.</summary>
/// <param name="IsDone">A bank line was it before.</param>
public sealed record KnownTransfer(string Provider, string Reference, LegalEntityId LegalEntityId, Money Amount,
    bool IsDone = false);

/// <summary>What is known of the outside world when lines are classified.</summary>
public sealed record LineWorld
{
    /// <summary>By the provider's reference.</summary>
    public IReadOnlyDictionary<string, KnownTransfer> Sweeps { get; init; } = new Dictionary<string, KnownTransfer>();

    public IReadOnlyDictionary<string, KnownTransfer> Payouts { get; init; } = new Dictionary<string, KnownTransfer>();

    /// <summary>Words by which a provider is known as a payer, such as STRIPE.</summary>
    public IReadOnlySet<string> ProviderNames { get; init; } = new HashSet<string>();

    /// <summary>Our own account numbers, as they are compared.</summary>
    public IReadOnlySet<string> OwnAccounts { get; init; } = new HashSet<string>();
}

/// <summary>
/// Gives each bank line its one class. The first rule that fits decides, and what could be a provider's transfer or a payout is
/// never taken for a customer's money.
/// </summary>
public static class LineRules
{
    private static readonly string[] FeeCodes = ["CHRG", "FEES", "COMM", "NCHG", "FCHG", "NCOM", "698", "-805", "-808", "-809"];
    private static readonly string[] InterestCodes = ["INTR", "NINT", "354", "654", "-814"];
    private static readonly string[] TaxCodes = ["TAXE", "STAM", "NTAX"];
    private static readonly string[] ReturnCodes = ["RRTN", "RPCR", "RIMB", "NRTI", "555", "-159", "-109", "UPDD", "PRDD"];

    private static readonly Func<LegalEntityId, StatementLine, LineWorld, LineVerdict?>[] Rules =
    [
        NamedSweep, NamedPayout, BetweenOwnAccounts, ByProvider, Fee, Interest, Tax, Return,
        (_, line, _) => line.AmountMinor > 0
            ? new LineVerdict(LineClass.CustomerReceipt, "credit of a payer", true)
            : new LineVerdict(LineClass.UnclassifiedDebit, "debit that no rule knows", false),
    ];

    public static LineVerdict Classify(LegalEntityId entity, StatementLine line, LineWorld world) =>
        Rules.Select(rule => rule(entity, line, world)).First(verdict => verdict is not null)!;

    private static LineVerdict? NamedSweep(LegalEntityId entity, StatementLine line, LineWorld world)
    {
        if (line.AmountMinor <= 0 || Named(line, world.Sweeps) is not { } sweep)
            return null;
        if (sweep.IsDone)
            return new LineVerdict(LineClass.ProviderSweepIn, "names a transfer that arrived before", false, sweep.Reference);
        return sweep.LegalEntityId == entity && sweep.Amount == new Money(line.AmountMinor, line.Currency)
            ? new LineVerdict(LineClass.ProviderSweepIn, "names a provider's transfer", true, sweep.Reference)
            : new LineVerdict(LineClass.ProviderSweepIn, "names a transfer of another amount", false, sweep.Reference);
    }

    private static LineVerdict? NamedPayout(LegalEntityId entity, StatementLine line, LineWorld world) =>
        Named(line, world.Payouts) is not { } payout ? null
            : new LineVerdict(line.AmountMinor < 0 ? LineClass.PayoutLeaving : LineClass.PayoutReturned, "names a payout", false,
                payout.Reference);

    private static LineVerdict? BetweenOwnAccounts(LegalEntityId entity, StatementLine line, LineWorld world) =>
        world.OwnAccounts.Contains(BankWords.Plain(line.PartyAccount))
            ? new LineVerdict(LineClass.InternalTransfer, "the other side is an account of ours", false)
            : null;

    private static LineVerdict? ByProvider(LegalEntityId entity, StatementLine line, LineWorld world)
    {
        var names = Tokens(line.PartyName).Where(world.ProviderNames.Contains).ToList();
        if (names.Count == 0)
            return null;
        if (line.AmountMinor < 0)
            return new LineVerdict(LineClass.TopUpOut, "the payee is a provider", false);
        var like = world.Sweeps.Values.Where(sweep => !sweep.IsDone && sweep.LegalEntityId == entity
            && sweep.Amount == new Money(line.AmountMinor, line.Currency)
            && names.Contains(sweep.Provider, StringComparer.OrdinalIgnoreCase)).Take(2).ToList();
        return like.Count == 1
            ? new LineVerdict(LineClass.ProviderSweepIn, "provider and amount of one transfer", true, like[0].Reference)
            : new LineVerdict(LineClass.ProviderSweepIn, "the payer is a provider, the transfer is not known", false);
    }

    private static LineVerdict? Fee(LegalEntityId entity, StatementLine line, LineWorld world) =>
        line.AmountMinor < 0 && !line.IsReversal && Coded(line, FeeCodes)
            ? new LineVerdict(LineClass.BankFee, "the bank's code is a fee", true)
            : null;

    private static LineVerdict? Interest(LegalEntityId entity, StatementLine line, LineWorld world) =>
        Coded(line, InterestCodes) ? new LineVerdict(LineClass.Interest, "the bank's code is interest", false) : null;

    private static LineVerdict? Tax(LegalEntityId entity, StatementLine line, LineWorld world) =>
        line.AmountMinor < 0 && Coded(line, TaxCodes)
            ? new LineVerdict(LineClass.TaxOrSupplierPayment, "the bank's code is a tax", false)
            : null;

    // A credit that takes something back may be a payout that returns; it is never a customer's payment by itself.
    private static LineVerdict? Return(LegalEntityId entity, StatementLine line, LineWorld world) =>
        !line.IsReversal && !Coded(line, ReturnCodes) ? null
            : new LineVerdict(line.AmountMinor < 0 ? LineClass.ReceiptReturned : LineClass.PayoutReturned,
                "the bank says that it takes something back", false);

    private static bool Coded(StatementLine line, string[] codes) => line.Code is { } code
        && codes.Any(known => char.IsAsciiDigit(known[0]) ? code == known : code.Contains(known, StringComparison.Ordinal));

    private static KnownTransfer? Named(StatementLine line, IReadOnlyDictionary<string, KnownTransfer> known)
    {
        if (known.Count == 0)
            return null;
        string?[] texts =
            [line.BankReference, line.CustomerReference, line.EndToEndId, line.StructuredReference, line.Remittance];
        return texts.SelectMany(Tokens).Select(word => known.GetValueOrDefault(word)).FirstOrDefault(found => found is not null);
    }

    /// <summary>The words of a text: letters, digits, and what stands inside references.</summary>
    private static IEnumerable<string> Tokens(string? text)
    {
        for (var at = 0; at < text?.Length;)
        {
            var end = at;
            while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '_' or '-'))
                end++;
            if (end > at)
                yield return text[at..end];
            at = end + 1;
        }
    }
}
