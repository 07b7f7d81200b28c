using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Ledger;

/// <summary>What happened, in the words of the posting rules: who, when, which references, which amounts.</summary>
public sealed record PostingFacts
{
    public required LegalEntityId LegalEntityId { get; init; }

    public required Currency Currency { get; init; }

    /// <summary>Names the economic event, not its delivery; see <see cref="PostingKeys"/>.</summary>
    public required string PostingKey { get; init; }

    /// <summary>When it happened in the world; the writer chooses the booked date from it.</summary>
    public required Instant EffectiveAt { get; init; }

    public required TraceKeys Trace { get; init; }

    public required PostingAmounts Amounts { get; init; }

    /// <summary>The payees' parts; their sum is P where P is not given.</summary>
    public IReadOnlyList<PayeePart> Parts { get; init; } = [];

    /// <summary>What the payees owe us (1250), where an event meets it from other money than the debt arose on; empty where the
    /// debt is of the parts themselves.</summary>
    public IReadOnlyList<PayeePart> Debts { get; init; } = [];

    /// <summary>What <c>held</c> means here: 2110 while the cash is pending, 2120 once settled. A part's own account
    /// wins.</summary>
    public Account? Held { get; init; }

    /// <summary>What <c>cash</c> means here: 1010, 1020, 1030 or, for a fee that is billed, 2400.</summary>
    public Account? Cash { get; init; }

    /// <summary>The bank account of lines on 1010.</summary>
    public BankAccountId? BankAccountId { get; init; }

    /// <summary>The down-payment invoices whose deposits on 2010 are cleared, net of tax; empty where it is the invoice's
    /// own.</summary>
    public IReadOnlyList<DepositPart> Deposits { get; init; } = [];

    public EntryId? ReversalOf { get; init; }
}

/// <summary>One payee's part of an event, with the payment it came from and, where the rule asks, the account where it
/// sits.</summary>
public sealed record PayeePart(
    PayeeId PayeeId, long Minor, InvoiceId? InvoiceId = null, ReceiptId? ReceiptId = null, Account? Sits = null);

/// <summary>What is taken from the deposit of one down payment.</summary>
public sealed record DepositPart(InvoiceId Invoice, long Minor);

/// <summary>The amounts of an event in minor units; a rule refuses when one that it speaks of is missing.</summary>
public sealed record PostingAmounts
{
    public long? G { get; init; }

    public long? P { get; init; }

    public long? F { get; init; }

    public long? V { get; init; }

    public long? A { get; init; }

    public long? D { get; init; }

    public long? N { get; init; }

    public long C { get; init; }

    public long Vd { get; init; }

    public long Vc { get; init; }

    public long Vf { get; init; }

    public long U { get; init; }

    public bool Has(Symbol symbol) => Find(symbol) is not null;

    public long Of(Symbol symbol) => Find(symbol) ?? throw new InvalidOperationException($"The amount {symbol} is not given.");

    private long? Find(Symbol symbol) => symbol switch
    {
        Symbol.G => G,
        Symbol.P => P,
        Symbol.F => F,
        Symbol.V => V,
        Symbol.A => A,
        Symbol.D => D,
        Symbol.N => N,
        Symbol.C => C,
        Symbol.Vd => Vd,
        Symbol.Vc => Vc,
        Symbol.Vf => Vf,
        Symbol.U => U,
        _ => null,
    };
}
