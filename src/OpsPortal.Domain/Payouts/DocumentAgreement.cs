using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Payouts;

/// <summary>A document beneath a payout, and what the ledger says of it.</summary>
/// <param name="Name">What people call it: <c>Invoice IE-2026-00007</c>.</param>
public sealed record DocumentFact(string Name, Currency Currency)
{
    /// <summary>Where an invoice of ours stands; null for a payee's invoice.</summary>
    public InvoiceState? Invoice { get; init; }

    /// <summary>What the invoice itself says is still owed.</summary>
    public long OpenMinor { get; init; }

    /// <summary>What its lines on 1200 come to.</summary>
    public long ReceivableMinor { get; init; }

    /// <summary>An entry of its issue stands in the ledger.</summary>
    public bool IsBooked { get; init; }

    /// <summary>Where a payee's invoice stands; null for an invoice of ours.</summary>
    public PayeeInvoiceState? Payee { get; init; }

    /// <summary>What was ever credited to that payee on 2100 for the work that it bills.</summary>
    public long AccruedMinor { get; init; }
}

/// <summary>One way in which a document and the ledger contradict each other.</summary>
/// <param name="Next">What a person does about it.</param>
public sealed record DocumentRule(
    string Code, Func<DocumentFact, bool> Contradicts, Func<DocumentFact, string> Says, string Next);

/// <summary>
/// Which states of receivable and payable documents the ledger must bear out before money leaves on them. The whole table; what
/// it does not name is compatible.
/// </summary>
public static class DocumentAgreement
{
    public static readonly IReadOnlyList<DocumentRule> Rules =
    [
        new("draft-booked", fact => fact.Invoice == InvoiceState.Draft && (fact.IsBooked || fact.ReceivableMinor != 0),
            _ => "is a draft, and the ledger has entries of it", "Issue it, or reverse its entries"),
        new("not-booked", fact => IsIssued(fact.Invoice) && !fact.IsBooked,
            fact => $"is {Words(fact)}, and the ledger has no entry of its issue",
            "Have the missing entry posted from the invoice"),
        new("covered-open", fact => IsCovered(fact.Invoice) && fact.IsBooked && fact.ReceivableMinor != 0,
            fact => $"is {Words(fact)}, and the ledger still has {Owed(fact)} of it on 1200",
            "Find the cash, credit or write-off that was not posted"),
        new("open-differs",
            fact => IsOpen(fact.Invoice) && fact.IsBooked && fact.ReceivableMinor != fact.OpenMinor,
            fact => $"says that {new Money(fact.OpenMinor, fact.Currency)} is open, and the ledger has {Owed(fact)} on 1200",
            "Compare its applications and credits with its entries"),
        new("void-balance", fact => fact.Invoice == InvoiceState.Void && fact.ReceivableMinor != 0,
            fact => $"is void, and the ledger still has {Owed(fact)} of it on 1200", "Have the reversal of its entries posted"),
        new("payee-not-accrued",
            fact => fact.Payee is PayeeInvoiceState.Matched or PayeeInvoiceState.Released && fact.AccruedMinor == 0,
            fact => $"is {fact.Payee.ToString()!.ToLowerInvariant()}, and nothing was accrued for it on 2100",
            "Bill the accepted work, which books what the payee is owed"),
    ];

    /// <summary>The first contradiction of a document; null where the ledger bears it out.</summary>
    public static DocumentRule? Of(DocumentFact fact) => Rules.FirstOrDefault(rule => rule.Contradicts(fact));

    /// <summary>Refuses with the documents that the ledger contradicts.</summary>
    public static Refusal? Check(IEnumerable<DocumentFact> facts)
    {
        var bad = facts.Select(fact => (Fact: fact, Rule: Of(fact))).Where(one => one.Rule is not null)
            .OrderBy(one => one.Fact.Name, StringComparer.Ordinal).ToList();
        return bad.Count == 0 ? null : PayoutRefusals.DocumentsDisagree(
            [.. bad.Select(one => $"{one.Fact.Name} {one.Rule!.Says(one.Fact)}")],
            [.. bad.Select(one => one.Rule!.Next).Distinct(StringComparer.Ordinal)]);
    }

    private static bool IsIssued(InvoiceState? state) => state is not (null or InvoiceState.Draft or InvoiceState.Void);

    private static bool IsCovered(InvoiceState? state) =>
        state is InvoiceState.Paid or InvoiceState.Closed or InvoiceState.Uncollectible;

    private static bool IsOpen(InvoiceState? state) => state is InvoiceState.Open or InvoiceState.PartiallyPaid;

    private static Money Owed(DocumentFact fact) => new(fact.ReceivableMinor, fact.Currency);

    private static string Words(DocumentFact fact) => fact.Invoice switch
    {
        InvoiceState.PartiallyPaid => "partly paid",
        { } state => state.ToString().ToLowerInvariant(),
        null => "",
    };
}
