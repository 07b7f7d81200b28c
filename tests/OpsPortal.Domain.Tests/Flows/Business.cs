using NodaTime;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Flows;

/// <summary>A whole business in memory, out of the domain's own types: what was agreed, billed, paid, kept back and paid
/// out.</summary>
internal sealed class Business
{
    private readonly List<EntryDraft> told = [];

    public Business(Dice dice)
    {
        Entities = [NewId<LegalEntityId>(), NewId<LegalEntityId>()];
        Payees = [NewId<PayeeId>(), NewId<PayeeId>(), NewId<PayeeId>(), NewId<PayeeId>()];
        for (var deals = 1 + dice.Throw(3); deals > 0; deals--)
            Deals.Add(Deal.Throw(this, dice));
    }

    public Books Books { get; } = new();

    public Instant Now { get; private set; } = Instant.FromUtc(2026, 3, 2, 9, 0);

    public IReadOnlyList<LegalEntityId> Entities { get; }

    public IReadOnlyList<PayeeId> Payees { get; }

    public List<Deal> Deals { get; } = [];

    public List<Receipt> Receipts { get; } = [];

    public List<Application> Applications { get; } = [];

    public List<CreditNote> Notes { get; } = [];

    public List<Refund> Refunds { get; } = [];

    public RiskDesk Risk { get; } = new();

    public PayoutDesk Payouts { get; } = new();

    public RepaymentDesk Repayments { get; } = new();

    /// <summary>What the events say that each payee must own, apart from the ledger.</summary>
    public Dictionary<(LegalEntityId, Currency, PayeeId), long> Owned { get; } = [];

    public IReadOnlyList<EntryDraft> Told => told;

    public IEnumerable<Invoice> Invoices => Deals.SelectMany(deal => deal.Invoices);

    public T NewId<T>()
        where T : struct, IId<T> => Books.NewId<T>();

    public void Tick() => Now += Duration.FromMinutes(1);

    public Deal DealOf(Invoice invoice) => Deals.Single(deal => deal.Contract.Id == invoice.ContractId);

    public Invoice InvoiceOf(InvoiceId id) => Invoices.Single(invoice => invoice.Id == id);

    public void Post(EventFamily family, PostingFacts facts) => Post(Must(PostingRules.Draft(family, facts)));

    public void Post(EntryDraft draft)
    {
        told.Add(draft);
        if (!Books.Post(draft))
            throw new InvalidOperationException($"{draft.PostingKey} names two economic events.");
    }

    /// <summary>Counts what came to a payee, or left it where below zero, for the equation of the payee.</summary>
    public void Count(LegalEntityId entity, Currency currency, IEnumerable<PayeePart> parts, int sign)
    {
        foreach (var part in parts)
            Owned[(entity, currency, part.PayeeId)] = Owned.GetValueOrDefault((entity, currency, part.PayeeId))
                + (sign * part.Minor);
    }

    public PostingFacts Facts(LegalEntityId entity, Currency currency, string key, TraceKeys trace) => new()
    {
        LegalEntityId = entity, Currency = currency, PostingKey = key, EffectiveAt = Now, Trace = trace, Amounts = new(),
    };

    public static T Must<T>(Outcome<T> outcome) =>
        outcome.IsRefused ? throw new InvalidOperationException(outcome.Refusal.Text) : outcome.Value;

    public static void Must(Outcome outcome)
    {
        if (outcome.Refusal is { } refusal)
            throw new InvalidOperationException(refusal.Text);
    }
}
