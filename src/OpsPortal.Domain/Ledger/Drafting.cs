using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Ledger;

/// <summary>Applies one rule to facts: checks what the rule needs, resolves its words to accounts, splits payee legs by
/// part.</summary>
internal static class Drafting
{
    private static readonly Account[] HeldAccounts = [Account.HeldPending, Account.HeldSettled];

    private static readonly Account[] CashAccounts =
        [Account.BankCash, Account.ProviderPending, Account.ProviderAvailable, Account.PayablesAndFees];

    private static readonly Account[] SittingAccounts =
    [
        Account.HeldPending,
        Account.HeldSettled,
        Account.RiskReserves,
        Account.BlockedByCompliance,
        Account.RecoverableFromPayees,
    ];

    internal static Outcome<EntryDraft> Draft(PostingRule rule, PostingFacts given)
    {
        var facts = WithPayeeSum(rule, given);
        if (Missing(rule, facts) is { } refusal)
            return refusal;
        var legs = new List<EntryLeg>();
        foreach (var (leg, sign) in rule.Debits.Select(leg => (leg, 1)).Concat(rule.Credits.Select(leg => (leg, -1))))
        {
            var added = leg.Target is LegTarget.Account or LegTarget.Cash
                ? AddToAccount(rule, facts, leg, sign, legs)
                : AddPerPart(rule, facts, leg, sign, legs);
            if (added is not null)
                return added;
        }

        return EntryDraft.Of(rule, facts, legs);
    }

    private static PostingFacts WithPayeeSum(PostingRule rule, PostingFacts facts) => facts.Amounts.Has(Symbol.P)
        ? facts
        : facts with { Amounts = facts.Amounts with { P = facts.Parts.Aggregate(0L, (sum, part) => checked(sum + part.Minor)) } };

    private static Refusal? Missing(PostingRule rule, PostingFacts facts)
    {
        if (rule.IsExactReversal)
            return LedgerRefusals.OnlyByReversal(rule);
        if (rule.IsByHand)
            return LedgerRefusals.OnlyByHand(rule);
        if (string.IsNullOrWhiteSpace(facts.PostingKey))
            return LedgerRefusals.MissingReference(rule, "posting key");
        foreach (var key in rule.Needs)
        {
            if (!key.IsGiven(facts))
                return LedgerRefusals.MissingReference(rule, key.Words());
        }

        foreach (var term in rule.Debits.Concat(rule.Credits).SelectMany(leg => leg.Sum.Terms))
        {
            if (!facts.Amounts.Has(term.Symbol))
                return LedgerRefusals.MissingReference(rule, $"amount {term.Symbol}");
        }

        return facts.Parts.Any(part => part.Minor < 0) ? LedgerRefusals.NegativeLeg(rule, "P") : null;
    }

    private static Refusal? AddToAccount(PostingRule rule, PostingFacts facts, RuleLeg leg, int sign, List<EntryLeg> legs)
    {
        var minor = leg.Sum.Of(facts.Amounts);
        if (minor == 0)
            return null;
        if (minor < 0 && !MayTurn(leg))
            return LedgerRefusals.NegativeLeg(rule, leg.Sum.Text);
        if ((leg.Account ?? facts.Cash) is not { } account || (leg.Account is null && !CashAccounts.Contains(account)))
            return LedgerRefusals.MissingReference(rule, "account where the cash stands");
        var row = ChartOfAccounts.Of(account);
        if (account == Account.BankCash && facts.BankAccountId is null)
            return LedgerRefusals.MissingReference(rule, TraceKey.BankAccount.Words());
        if (row.IsPerPayee)
            return AddPerPart(rule, facts, leg, sign, legs);
        if (account == Account.CustomerDeposits && facts.Deposits.Count > 0)
            return AddPerDeposit(rule, facts, minor, sign, legs);
        legs.Add(Dimensioned(row, facts, sign * minor, null));
        return null;
    }

    // Tax on an advance was rounded on the advance: what an invoice still owes of its own tax may be a cent on either side.
    private static bool MayTurn(RuleLeg leg) => leg.Account == Account.SalesTaxPayable && leg.Sum.Terms.Count > 1;

    private static Refusal? AddPerDeposit(PostingRule rule, PostingFacts facts, long minor, int sign, List<EntryLeg> legs)
    {
        if (minor != facts.Deposits.Sum(deposit => deposit.Minor))
            return LedgerRefusals.PartsDiffer(rule, new Money(minor, facts.Currency));
        legs.AddRange(facts.Deposits.Where(deposit => deposit.Minor != 0).Select(deposit =>
            new EntryLeg(Account.CustomerDeposits, sign * deposit.Minor) { InvoiceId = deposit.Invoice }));
        return null;
    }

    private static Refusal? AddPerPart(PostingRule rule, PostingFacts facts, RuleLeg leg, int sign, List<EntryLeg> legs)
    {
        var minor = leg.Sum.Of(facts.Amounts);
        var ofDebts = leg.Account == Account.RecoverableFromPayees && facts.Debts.Count > 0;
        var parts = ofDebts ? facts.Debts : facts.Parts;
        if (minor != parts.Sum(part => part.Minor))
            return LedgerRefusals.PartsDiffer(rule, new Money(minor, facts.Currency));
        foreach (var part in parts.Where(part => part.Minor != 0))
        {
            if (AccountOf(leg, facts, part) is not { } account)
                return LedgerRefusals.MissingReference(rule, WordsFor(leg.Target));
            var row = ChartOfAccounts.Of(account);
            if (row.KeptBy.HasFlag(KeptBy.Receipt) && account != Account.RecoverableFromPayees
                && (part.ReceiptId ?? facts.Trace.ReceiptId) is null)
                return LedgerRefusals.MissingReference(rule, "payment that the payee's money came from");
            legs.Add(Dimensioned(row, ofDebts ? WhereItArose(facts) : facts, sign * part.Minor, part));
        }

        return null;
    }

    // A debt is met on the invoice and payment that it has, or on none: never on those of the money that meets it.
    private static PostingFacts WhereItArose(PostingFacts facts) =>
        facts with { Trace = facts.Trace with { InvoiceId = null, ReceiptId = null } };

    private static Account? AccountOf(RuleLeg leg, PostingFacts facts, PayeePart part) => leg.Target switch
    {
        LegTarget.Held when part.Sits is { } sits && HeldAccounts.Contains(sits) => sits,
        LegTarget.Held when facts.Held is { } held && HeldAccounts.Contains(held) => held,
        LegTarget.WhereItSits when part.Sits is { } sits && SittingAccounts.Contains(sits) => sits,
        LegTarget.Account => leg.Account,
        _ => null,
    };

    private static string WordsFor(LegTarget target) =>
        target == LegTarget.Held ? "settlement state of the funds" : "account where the money sits";

    private static EntryLeg Dimensioned(ChartRow row, PostingFacts facts, long minor, PayeePart? part) =>
        new(row.Account, minor)
        {
            InvoiceId = row.KeptBy.HasFlag(KeptBy.Invoice) ? part?.InvoiceId ?? facts.Trace.InvoiceId : null,
            PayeeId = row.IsPerPayee ? part?.PayeeId : null,
            ReceiptId = row.KeptBy.HasFlag(KeptBy.Receipt) ? part?.ReceiptId ?? facts.Trace.ReceiptId : null,
            BatchId = row.KeptBy.HasFlag(KeptBy.Batch) ? facts.Trace.BatchId : null,
            BankAccountId = row.KeptBy.HasFlag(KeptBy.BankAccount) ? facts.BankAccountId : null,
        };
}
