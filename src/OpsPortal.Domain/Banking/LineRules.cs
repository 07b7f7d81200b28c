using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Banking;

/// <summary>A transfer of a provider to our bank, or a payout, that a bank line may be.</summary>
/// <param name="IsDone">A bank line was it before.</param>
public sealed record KnownTransfer(string Provider, string Reference, LegalEntityId LegalEntityId, Money Amount,
    bool IsDone = false)
{
    /// <summary>Several things go by this name, so that it proves none of them.</summary>
    public bool IsShared { get; init; }
}

/// <summary>A bank account of ours.</summary>
public sealed record OwnAccount(BankAccountId Id, LegalEntityId LegalEntityId, Currency Currency);

/// <summary>The side of a transfer between accounts of ours that is not in the books yet.</summary>
/// <param name="Into">The account on which it is awaited.</param>
/// <param name="Amount">As that account will show it: money in is positive.</param>
/// <param name="Reference">The end-to-end reference that both sides carry.</param>
public sealed record OpenLeg(BankAccountId Into, Money Amount, LocalDate On, string Reference)
{
    /// <summary>Both sides of a transfer are booked within so many days.</summary>
    public const int DaysApart = 5;
}

/// <summary>What is known of the outside world when lines are classified.</summary>
public sealed record LineWorld
{
    /// <summary>By the provider's reference.</summary>
    public IReadOnlyDictionary<string, KnownTransfer> Sweeps { get; init; } = new Dictionary<string, KnownTransfer>();

    public IReadOnlyDictionary<string, KnownTransfer> Payouts { get; init; } = new Dictionary<string, KnownTransfer>();

    /// <summary>Refunds of ours by bank, by the reference of the transfer, which is each company's own.</summary>
    public ILookup<string, KnownTransfer> Refunds { get; init; } = Array.Empty<KnownTransfer>().ToLookup(_ => "");

    /// <summary>Words by which a provider is known as a payer, such as STRIPE.</summary>
    public IReadOnlySet<string> ProviderNames { get; init; } = new HashSet<string>();

    /// <summary>By our own account numbers, as they are compared; one number may stand for several currencies.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<OwnAccount>> OwnAccounts { get; init; } =
        new Dictionary<string, IReadOnlyList<OwnAccount>>();

    public IReadOnlyList<OpenLeg> OpenLegs { get; init; } = [];
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

    private static readonly Func<Asked, StatementLine, LineWorld, LineVerdict?>[] Rules =
    [
        NamedSweep, NamedPayout, NamedRefund, BetweenOwnAccounts, OtherLeg, ByProvider, Fee, Interest, Tax, Return,
        (_, line, _) => line.AmountMinor > 0
            ? new LineVerdict(LineClass.CustomerReceipt, "credit of a payer", true)
            : new LineVerdict(LineClass.UnclassifiedDebit, "debit that no rule knows", false),
    ];

    /// <param name="account">The account of ours on whose statement the line stands.</param>
    public static LineVerdict Classify(
        LegalEntityId entity, StatementLine line, LineWorld world, BankAccountId? account = null) =>
        Rules.Select(rule => rule(new Asked(entity, account), line, world)).First(verdict => verdict is not null)!;

    /// <summary>Every word of a line that may be the name of something.</summary>
    public static IEnumerable<string> Names(StatementLine line) => Texts(line).SelectMany(Tokens);

    /// <summary>Whether a word or a whole text of the line is that reference.</summary>
    public static bool IsNamed(StatementLine line, string reference) =>
        Names(line).Concat(Texts(line)).Contains(reference, StringComparer.OrdinalIgnoreCase);

    private readonly record struct Asked(LegalEntityId Entity, BankAccountId? Account);

    private static LineVerdict? NamedSweep(Asked asked, StatementLine line, LineWorld world)
    {
        if (line.AmountMinor <= 0 || Named(line, world.Sweeps) is not { } sweep)
            return null;
        if (sweep.IsDone)
            return new LineVerdict(LineClass.ProviderSweepIn, "names a transfer that arrived before", false, sweep.Reference);
        return sweep.LegalEntityId == asked.Entity && sweep.Amount == new Money(line.AmountMinor, line.Currency)
            ? new LineVerdict(LineClass.ProviderSweepIn, "names a provider's transfer", true, sweep.Reference)
            : new LineVerdict(LineClass.ProviderSweepIn, "names a transfer of another amount", false, sweep.Reference);
    }

    private static LineVerdict? NamedPayout(Asked asked, StatementLine line, LineWorld world)
    {
        var named = AllNamed(line, world.Payouts).DistinctBy(payout => payout.Reference).Take(2).ToList();
        if (named.Count == 0)
            return null;
        var kind = line.AmountMinor < 0 ? LineClass.PayoutLeaving : LineClass.PayoutReturned;
        if (named.Count > 1 || named[0].IsShared)
            return new LineVerdict(kind, "names several payouts", false);
        var same = named[0].LegalEntityId == asked.Entity
            && named[0].Amount == new Money(Math.Abs(line.AmountMinor), line.Currency);
        return same
            ? new LineVerdict(kind, "names a payout", false, named[0].Reference)
            : new LineVerdict(kind, "names a payout of another amount", false);
    }

    // It may have come back, or be a buyer's payment that quotes it: a person says which.
    private static LineVerdict? NamedRefund(Asked asked, StatementLine line, LineWorld world) =>
        world.Refunds.Count > 0 && Names(line).SelectMany(word => world.Refunds[word]).Any(
            refund => refund.LegalEntityId == asked.Entity && refund.Amount == new Money(line.AmountMinor, line.Currency))
            ? new LineVerdict(LineClass.CameBack, "brings the amount of a refund that it names", false) : null;

    private static LineVerdict? BetweenOwnAccounts(Asked asked, StatementLine line, LineWorld world)
    {
        if (!world.OwnAccounts.TryGetValue(BankWords.Plain(line.PartyAccount), out var named))
            return null;
        var other = asked.Account is not null && !line.IsReversal && named.Any(account => account.Id != asked.Account
            && account.LegalEntityId == asked.Entity && account.Currency == line.Currency);
        return other
            ? new LineVerdict(LineClass.InternalTransfer, "the other side is an account of ours", true)
            : new LineVerdict(LineClass.InternalTransfer, "the other side is ours, in another company or currency", false);
    }

    private static LineVerdict? OtherLeg(Asked asked, StatementLine line, LineWorld world) =>
        world.OpenLegs.Count > 0 && world.OpenLegs.Any(leg => leg.Into == asked.Account
            && leg.Amount == new Money(line.AmountMinor, line.Currency)
            && Math.Abs(Period.Between(leg.On, line.BookedOn, PeriodUnits.Days).Days) <= OpenLeg.DaysApart
            && string.Equals(leg.Reference, line.EndToEndId, StringComparison.OrdinalIgnoreCase))
            ? new LineVerdict(LineClass.InternalTransfer, "the other side of a transfer of ours", true)
            : null;

    private static LineVerdict? ByProvider(Asked asked, StatementLine line, LineWorld world)
    {
        var names = Tokens(line.PartyName).Where(world.ProviderNames.Contains).ToList();
        if (names.Count == 0)
            return null;
        if (line.AmountMinor < 0)
            return new LineVerdict(LineClass.TopUpOut, "the payee is a provider", false);
        var like = world.Sweeps.Values.Where(sweep => !sweep.IsDone && sweep.LegalEntityId == asked.Entity
            && sweep.Amount == new Money(line.AmountMinor, line.Currency)
            && names.Contains(sweep.Provider, StringComparer.OrdinalIgnoreCase)).Take(2).ToList();
        return like.Count == 1
            ? new LineVerdict(LineClass.ProviderSweepIn, "provider and amount of one transfer", true, like[0].Reference)
            : new LineVerdict(LineClass.ProviderSweepIn, "the payer is a provider, the transfer is not known", false);
    }

    private static LineVerdict? Fee(Asked asked, StatementLine line, LineWorld world) =>
        !Coded(line, FeeCodes) ? null
            : line.AmountMinor < 0 && !line.IsReversal ? new LineVerdict(LineClass.BankFee, "the bank's code is a fee", true)
            : new LineVerdict(LineClass.BankFee, "the bank's code is a fee, and it is given back", false);

    private static LineVerdict? Interest(Asked asked, StatementLine line, LineWorld world) =>
        Coded(line, InterestCodes) ? new LineVerdict(LineClass.Interest, "the bank's code is interest", !line.IsReversal) : null;

    private static LineVerdict? Tax(Asked asked, StatementLine line, LineWorld world) =>
        line.AmountMinor < 0 && Coded(line, TaxCodes)
            ? new LineVerdict(LineClass.TaxOrSupplierPayment, "the bank's code is a tax", false)
            : null;

    // A credit that takes something back may be a payout that returns; it is never a customer's payment by itself.
    private static LineVerdict? Return(Asked asked, StatementLine line, LineWorld world) =>
        !line.IsReversal && !Coded(line, ReturnCodes) ? null
            : new LineVerdict(line.AmountMinor < 0 ? LineClass.ReceiptReturned : LineClass.PayoutReturned,
                "the bank says that it takes something back", false);

    private static bool Coded(StatementLine line, string[] codes) => line.Code is { } code
        && codes.Any(known => char.IsAsciiDigit(known[0]) ? code == known : code.Contains(known, StringComparison.Ordinal));

    private static KnownTransfer? Named(StatementLine line, IReadOnlyDictionary<string, KnownTransfer> known) =>
        AllNamed(line, known).FirstOrDefault();

    private static IEnumerable<KnownTransfer> AllNamed(StatementLine line, IReadOnlyDictionary<string, KnownTransfer> known) =>
        known.Count == 0 ? [] : Names(line).Select(word => known.GetValueOrDefault(word)).OfType<KnownTransfer>();

    private static string?[] Texts(StatementLine line) =>
        [line.BankReference, line.CustomerReference, line.EndToEndId, line.StructuredReference, line.Remittance];

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
