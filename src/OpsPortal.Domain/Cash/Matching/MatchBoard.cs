using System.Collections.Immutable;

namespace OpsPortal.Domain.Cash.Matching;

/// <summary>How an amount stands to what is open on an invoice.</summary>
internal enum Fit
{
    Nothing,
    Equal,
    WithFee,
    WithinTolerance,
    Short,
    Over,
}

/// <summary>
/// The table on which the stages work: all payments and invoices of a run, what was found, and what is decided. Nothing on it
/// depends on the order in which payments or invoices were given.
/// </summary>
internal sealed class MatchBoard
{
    private readonly MatchResult?[] results;
    private readonly PaymentFinding?[] findings;
    private readonly int[] onlyHit;
    private readonly Claim[] claims;
    private readonly Dictionary<int, List<string>> notes = [];
    private readonly Lazy<ILookup<(string, long), int>> byAmount;
    private readonly Lazy<PayerIndex> payers;

    public MatchBoard(IReadOnlyList<IncomingPayment> payments, IReadOnlyList<OpenInvoice> invoices, MatchPolicy policy)
    {
        (Payments, Invoices, Policy) = ([.. payments], [.. invoices], policy);
        References = new ReferenceIndex(Invoices);
        payers = new(() => new PayerIndex(invoices));
        results = new MatchResult?[payments.Count];
        findings = new PaymentFinding?[payments.Count];
        onlyHit = new int[payments.Count];
        claims = new Claim[invoices.Count];
        byAmount = new(() => Enumerable.Range(0, invoices.Count)
            .ToLookup(i => (invoices[i].Currency.Code, invoices[i].OpenMinor)));
        Work.EachRun(payments.Count, Look);
    }

    public ImmutableArray<IncomingPayment> Payments { get; }

    public ImmutableArray<OpenInvoice> Invoices { get; }

    public MatchPolicy Policy { get; }

    public ReferenceIndex References { get; }

    /// <summary>Made when the first payer is asked for.</summary>
    public PayerIndex Payers => payers.Value;

    public IEnumerable<int> Undecided => Enumerable.Range(0, Payments.Length).Where(p => results[p] is null);

    /// <summary>One for each payment, once all are decided.</summary>
    public IReadOnlyList<MatchResult> Results => results!;

    public bool IsDone => !results.AsSpan().Contains(null);

    public MatchResult? Result(int payment) => results[payment];

    /// <summary>The one invoice that the payment names, if it names one for certain and nothing else; else -1.</summary>
    public int OnlyHit(int payment) => onlyHit[payment];

    public PaymentFinding Finding(int payment) => findings[payment] ??= PaymentFinding.OfOne(onlyHit[payment]);

    public bool IsTaken(int invoice) => claims[invoice].IsTaken;

    public IEnumerable<int> OfAmount(string currency, long minor) => byAmount.Value[(currency, minor)];

    public IReadOnlyList<string> NotesOf(int payment) => notes.TryGetValue(payment, out var said) ? said : [];

    public void Note(int payment, string note)
    {
        lock (notes)
        {
            if (!notes.TryGetValue(payment, out var said))
                notes[payment] = said = [];
            if (!said.Contains(note))
                said.Add(note);
        }
    }

    /// <summary>Only this payment names the invoice, or none does, and nobody else has a claim on it.</summary>
    public bool IsFree(int payment, int invoice) => claims[invoice] is { IsTaken: false, IsContested: false }
        && claims[invoice].Mentions <= (onlyHit[payment] == invoice || Finding(payment).HitOn(invoice) is not null ? 1 : 0);

    public bool IsNamedOnce(int invoice) => claims[invoice] is { Mentions: 1, IsTaken: false };

    public bool IsClaimedElsewhere(int payment, int invoice) => !IsFree(payment, invoice);

    public void Contest(int invoice) => claims[invoice].IsContested = true;

    public bool SameMoney(int payment, int invoice) => Payments[payment].Currency == Invoices[invoice].Currency
        && IsOurs(payment, invoice);

    public bool IsOurs(int payment, int invoice) => Payments[payment].LegalEntity.Length == 0
        || Invoices[invoice].LegalEntity.Length == 0 || Payments[payment].LegalEntity == Invoices[invoice].LegalEntity;

    public PayerStance Stance(int payment, int invoice)
    {
        var from = Payments[payment];
        return from.PayerAccount is null && from.PayerName is null ? PayerStance.Unknown
            : Payers.Stance(Payers.Of(from), from, invoice);
    }

    public Fit FitOf(int payment, int invoice)
    {
        var (paid, open) = (Payments[payment], Invoices[invoice].OpenMinor);
        if (open <= 0 || paid.GrossMinor <= 0)
            return Fit.Nothing;
        if (paid.GrossMinor == open)
            return Fit.Equal;
        if (paid.FeeMinor > 0 && paid.GrossMinor + paid.FeeMinor == open)
            return Fit.WithFee;
        if (paid.GrossMinor > open)
            return Fit.Over;
        return open - paid.GrossMinor <= Policy.ToleranceOf(paid.Currency) ? Fit.WithinTolerance : Fit.Short;
    }

    /// <summary>Open invoices of a buyer that the payment could pay: same currency and company, not taken.</summary>
    public List<int> Payable(int payment, IEnumerable<int> invoices) =>
        [.. invoices.Where(i => !claims[i].IsTaken && Invoices[i].OpenMinor != 0 && SameMoney(payment, i))];

    /// <summary>Fixes a match. What the data contract, the policy or an earlier undoing holds back is kept as a
    /// suggestion.</summary>
    public void Decide(int payment, MatchRule rule, double score, IReadOnlyList<MatchAllocation> allocations,
        IReadOnlyList<string> reasons)
    {
        var held = WhyHeld(payment, rule, allocations);
        if (held is not null)
            reasons = [.. reasons, held];
        var decision = held is null ? MatchDecision.Automatic : MatchDecision.Suggested;
        results[payment] = new MatchResult(Payments[payment].Id, decision, rule, score)
        {
            Allocations = allocations,
            Reasons = reasons,
            Candidates = decision == MatchDecision.Automatic ? [] : [new MatchCandidate(allocations, rule, score, [])],
        };
    }

    public void Take(int invoice) => claims[invoice].IsTaken = true;

    public void Keep(int payment, MatchResult result) => results[payment] = result;

    private string? WhyHeld(int payment, MatchRule rule, IReadOnlyList<MatchAllocation> allocations)
    {
        var missing = DataContract.Missing(Payments[payment]);
        if (missing.Count > 0)
            return $"Not posted by itself: {string.Join(", ", missing)} is missing.";
        if (Policy.ReviewedFirst.Contains(rule))
            return "The policy wants a person to look at matches of this rule.";
        var before = Payments[payment].TakenBackFrom;
        var again = before.Count == 0 ? [] : allocations.Select(part => part.InvoiceId).Where(before.Contains).ToHashSet();
        return again.Count == 0 ? null
            : $"It was applied to {string.Join(", ", Invoices.Where(invoice => again.Contains(invoice.Id))
                .Select(invoice => invoice.Number))} before and taken back: a person decides whether it pays it after all.";
    }

    private void Look(int from, int end)
    {
        // Many look-ups one after another, with nothing between them, wait for the memory together.
        var keys = new ulong?[end - from];
        for (var p = from; p < end; p++)
            keys[p - from] = KeyOf(Payments[p]);
        for (var p = from; p < end; p++)
            onlyHit[p] = keys[p - from] is { } key ? References.Only(key) : -1;
        for (var p = from; p < end; p++)
            Look(p);
    }

    private void Look(int p)
    {
        if (onlyHit[p] >= 0 && IsNamed(p, onlyHit[p]) && IsOurs(p, onlyHit[p]))
        {
            Interlocked.Increment(ref claims[onlyHit[p]].Mentions);
            return;
        }

        onlyHit[p] = -1;
        var found = PaymentFinding.Of(Payments[p], Invoices, References);
        foreach (var hit in found.Hits)
            Interlocked.Increment(ref claims[hit.Invoice].Mentions);
        if (found.Hits.Count == 1 && found.IsClear && found.Hits.First().Invoice is var only
            && (found.Contracts.Count == 0 || found.Contracts.Contains(only)))
            onlyHit[p] = only;
        findings[p] = found;
    }

    /// <summary>The key of the first text that the payment has; the others are compared with the invoice it leads to.</summary>
    private static ulong? KeyOf(IncomingPayment payment)
    {
        foreach (var text in (ReadOnlySpan<string?>)[payment.StructuredReference, payment.RemittanceText, payment.EndToEndId])
            if (!string.IsNullOrWhiteSpace(text))
                return ReferenceText.CompactKey(text);
        return null;
    }

    private bool IsNamed(int payment, int invoice) => Says(Payments[payment].StructuredReference, invoice)
        && Says(Payments[payment].RemittanceText, invoice) && Says(Payments[payment].EndToEndId, invoice);

    private bool Says(string? text, int invoice) => string.IsNullOrWhiteSpace(text) || References.IsNumber(text, invoice);

    /// <summary>What payments want of an invoice; together in memory, since it is asked for together.</summary>
    private struct Claim
    {
        public int Mentions;
        public bool IsTaken;
        public bool IsContested;
    }
}
