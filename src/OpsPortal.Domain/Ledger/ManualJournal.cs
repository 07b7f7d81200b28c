using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Ledger;

public readonly record struct ManualJournalId(Guid Value) : IId<ManualJournalId>
{
    public static ManualJournalId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

/// <summary>One line of a manual journal: debit positive, credit negative, in minor units.</summary>
public sealed class ManualLine
{
    private ManualLine()
    {
    }

    public ManualLine(int number, Account account, long amountMinor, BankAccountId? bankAccount)
    {
        Number = number;
        Account = account;
        AmountMinor = amountMinor;
        BankAccountId = bankAccount;
    }

    public int Number { get; private set; }

    public Account Account { get; private set; }

    public long AmountMinor { get; private set; }

    /// <summary>Only on bank cash, and there always.</summary>
    public BankAccountId? BankAccountId { get; private set; }
}

/// <summary>What a person asks to be posted.</summary>
public sealed record ManualJournalAsk(
    LegalEntityId Entity, Currency Currency, LocalDate EffectiveOn, string Reason, string Evidence,
    IReadOnlyList<ManualLine> Lines)
{
    /// <summary>How the obligation ends that the lines lower, or that it lives on; null where they lower none.</summary>
    public ObligationEnd? Ends { get; init; }

    /// <summary>The lines lower what is owed on an account of the roll-forward.</summary>
    public bool LowersAnObligation => Lines.GroupBy(line => line.Account)
        .Any(group => RollForward.Accounts.Contains(group.Key) && group.Sum(line => line.AmountMinor) > 0);
}

/// <summary>
/// An accrual, a correction or an opening balance that no event brings: prepared by one person, posted when another approves it.
/// It never touches an account that invoices, payments, payees or batches explain; those move by their own events alone.
/// </summary>
public sealed class ManualJournal : IOfCompany
{
    private const int LongestText = 500;
    private const int MostLines = 50;

    private readonly List<ManualLine> lines = [];

    private ManualJournal()
    {
    }

    /// <summary>The accounts that a manual journal may touch.</summary>
    public static IReadOnlyList<Account> Allowed { get; } =
    [
        Account.BankCash, Account.TransfersInTransit, Account.ProviderReserve, Account.ExchangePosition, Account.DeferredRevenue,
        Account.PayablesAndFees, Account.TaxWithheld, Account.SalesTaxPayable, Account.PlatformFees, Account.SalesRevenue,
        Account.SubscriptionRevenue, Account.ProviderAndBankFees, Account.BadDebt, Account.Tolerances, Account.DisputeLosses,
        Account.ExchangeDifferences, Account.CostOfPayeeServices,
    ];

    /// <summary>The event families of manual journals, by how the obligation that they lower ends.</summary>
    public static IReadOnlyDictionary<ObligationEnd, EventFamily> Families { get; } = new Dictionary<ObligationEnd, EventFamily>
    {
        [ObligationEnd.LivesOn] = EventFamily.PostedByHand,
        [ObligationEnd.Discharged] = EventFamily.DischargedByHand,
        [ObligationEnd.Cancelled] = EventFamily.CancelledByHand,
        [ObligationEnd.Expired] = EventFamily.ExpiredByHand,
    };

    public ManualJournalId Id { get; private set; }

    public LegalEntityId LegalEntityId { get; private set; }

    public Currency Currency { get; private set; }

    public LocalDate EffectiveOn { get; private set; }

    public string Reason { get; private set; } = "";

    /// <summary>Where the document that proves it is found.</summary>
    public string Evidence { get; private set; } = "";

    /// <summary>How the obligation ends that it lowers, or that it lives on; null where it lowers none.</summary>
    public ObligationEnd? Ends { get; private set; }

    public ManualJournalState State { get; private set; }

    public PersonId PreparedBy { get; private set; }

    public Instant PreparedAt { get; private set; }

    public PersonId? DecidedBy { get; private set; }

    public Instant? DecidedAt { get; private set; }

    public string? Note { get; private set; }

    public int Revision { get; private set; }

    public IReadOnlyList<ManualLine> Lines => lines;

    /// <summary>The sum of the debits, in minor units.</summary>
    public long DebitMinor => lines.Where(line => line.AmountMinor > 0).Sum(line => line.AmountMinor);

    /// <param name="today">In the entity's zone: nothing is booked ahead of it.</param>
    public static Outcome<ManualJournal> Prepare(ManualJournalId id, ManualJournalAsk ask, LocalDate today, PersonId by,
        Instant now)
    {
        if (Check(ask, today) is { } refusal)
            return refusal;
        var journal = new ManualJournal
        {
            Id = id, LegalEntityId = ask.Entity, Currency = ask.Currency, EffectiveOn = ask.EffectiveOn,
            Reason = ask.Reason.Trim(), Evidence = ask.Evidence.Trim(), Ends = ask.Ends, State = ManualJournalState.Prepared,
            PreparedBy = by, PreparedAt = now,
        };
        journal.lines.AddRange(ask.Lines);
        return journal;
    }

    /// <summary>A second person approves; gives the entry to post.</summary>
    /// <param name="zone">The entity's, in which its books count their days.</param>
    public Outcome<EntryDraft> Approve(PersonId by, Instant now, DateTimeZone zone)
    {
        if (by == PreparedBy)
            return LedgerRefusals.PreparedByYou;
        if (Move(ManualJournalAction.Approve, by, now, null) is { } refusal)
            return refusal;
        var rule = PostingRules.Of(Families[Ends ?? ObligationEnd.LivesOn]);
        var facts = new PostingFacts
        {
            LegalEntityId = LegalEntityId,
            Currency = Currency,
            PostingKey = PostingKeys.ManualJournal(Id),
            EffectiveAt = zone.AtStartOfDay(EffectiveOn).ToInstant(),
            Amounts = new PostingAmounts(),
            Trace = new TraceKeys { ProviderObject = Id.ToString(), Memo = Reason },
        };
        return EntryDraft.Of(rule, facts, lines.Select(line => new EntryLeg(line.Account, line.AmountMinor)
        {
            BankAccountId = line.BankAccountId,
        }));
    }

    public Outcome Refuse(PersonId by, Instant now, string note)
    {
        if (Reasons.WhyNot(note) is { } wrong)
            return wrong;
        return Move(ManualJournalAction.Refuse, by, now, note.Trim()) is { } refusal ? refusal : Outcome.Done;
    }

    /// <summary>Its preparer takes it back.</summary>
    public Outcome Withdraw(PersonId by, Instant now) => by != PreparedBy
        ? LedgerRefusals.NotYourJournal
        : Move(ManualJournalAction.Withdraw, by, now, null) is { } refusal ? refusal : Outcome.Done;

    private static Refusal? Check(ManualJournalAsk ask, LocalDate today)
    {
        if (Reasons.WhyNot(ask.Reason) is { } wrong)
            return wrong;
        if (string.IsNullOrWhiteSpace(ask.Evidence))
            return SharedRefusals.Required("Evidence");
        if (ask.Evidence.Length > LongestText)
            return SharedRefusals.TooLong("evidence", LongestText);
        if (ask.EffectiveOn > today)
            return LedgerRefusals.AheadOfTime(today);
        if (ask.Lines.Count is < 2 or > MostLines)
            return LedgerRefusals.LineCount(MostLines);
        return ask.Lines.Select(CheckLine).FirstOrDefault(refusal => refusal is not null) ?? Balance(ask)
            ?? CheckEnd(ask);
    }

    private static Refusal? CheckEnd(ManualJournalAsk ask) => (ask.LowersAnObligation, ask.Ends) switch
    {
        (true, null) => LedgerRefusals.NameTheEnd,
        (false, not null) => LedgerRefusals.NothingEnds,
        _ => null,
    };

    private static Refusal? CheckLine(ManualLine line)
    {
        if (!Allowed.Contains(line.Account))
            return LedgerRefusals.NotByHand(ChartOfAccounts.Of(line.Account));
        if (line.AmountMinor == 0)
            return LedgerRefusals.EmptyLine(line.Number);
        return (line.Account == Account.BankCash) != (line.BankAccountId is not null)
            ? LedgerRefusals.BankAccountOnBankCash(line.Number) : null;
    }

    private static Refusal? Balance(ManualJournalAsk ask)
    {
        var sum = ask.Lines.Aggregate(0L, (total, line) => checked(total + line.AmountMinor));
        return sum == 0 ? null : LedgerRefusals.JournalUnbalanced(new Money(sum, ask.Currency));
    }

    private Refusal? Move(ManualJournalAction action, PersonId by, Instant now, string? note)
    {
        if (!ManualJournalLifecycle.Table.TryGetValue((State, action), out var move))
            return LedgerRefusals.JournalDecided(State);
        (State, DecidedBy, DecidedAt, Note) = (move.To, by, now, note);
        return null;
    }
}
