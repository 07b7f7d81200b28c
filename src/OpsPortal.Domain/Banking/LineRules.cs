using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Banking;

/// <summary>A transfer of a provider to our bank, or a payout, that a bank line may be.</summary>
public sealed record KnownTransfer(string Provider, string Reference, LegalEntityId LegalEntityId, Money Amount);

/// <summary>What is known of the outside world when lines are classified.</summary>
public sealed record LineWorld
{
    public IReadOnlyList<KnownTransfer> Sweeps { get; init; } = [];

    public IReadOnlyList<KnownTransfer> Payouts { get; init; } = [];

    /// <summary>Words by which a provider's transfers are known, such as STRIPE.</summary>
    public IReadOnlyList<string> ProviderNames { get; init; } = [];

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
        var same = sweep.LegalEntityId == entity && sweep.Amount == new Money(line.AmountMinor, line.Currency);
        return new LineVerdict(LineClass.ProviderSweepIn, same ? "names a provider's transfer"
            : "names a provider's transfer of another amount", same, sweep.Reference);
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
        var words = $"{line.PartyName} {line.Remittance}";
        if (!world.ProviderNames.Any(name => words.Contains(name, StringComparison.OrdinalIgnoreCase)))
            return null;
        if (line.AmountMinor < 0)
            return new LineVerdict(LineClass.TopUpOut, "the payee is a provider", false);
        var like = world.Sweeps.Where(sweep => sweep.LegalEntityId == entity
            && sweep.Amount == new Money(line.AmountMinor, line.Currency)
            && words.Contains(sweep.Provider, StringComparison.OrdinalIgnoreCase)).Take(2).ToList();
        return like.Count == 1
            ? new LineVerdict(LineClass.ProviderSweepIn, "provider and amount of one transfer", true, like[0].Reference)
            : new LineVerdict(LineClass.ProviderSweepIn, "the payer is a provider, the transfer is not known", false);
    }

    private static LineVerdict? Fee(LegalEntityId entity, StatementLine line, LineWorld world) =>
        line.AmountMinor < 0 && Coded(line, FeeCodes) ? new LineVerdict(LineClass.BankFee, "the bank's code is a fee", true) : null;

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

    private static KnownTransfer? Named(StatementLine line, IReadOnlyList<KnownTransfer> known)
    {
        string?[] texts =
            [line.BankReference, line.CustomerReference, line.EndToEndId, line.StructuredReference, line.Remittance];
        return known.FirstOrDefault(transfer => texts.Any(text => Says(text, transfer.Reference)));
    }

    /// <summary>Whether the reference stands in the text as a word of its own.</summary>
    private static bool Says(string? text, string reference)
    {
        if (text is null || reference.Length < 6)
            return false;
        for (var at = text.IndexOf(reference, StringComparison.OrdinalIgnoreCase); at >= 0;
            at = text.IndexOf(reference, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + reference.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])))
                return true;
        }

        return false;
    }
}
