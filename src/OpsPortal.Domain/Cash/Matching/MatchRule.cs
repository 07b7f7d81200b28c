namespace OpsPortal.Domain.Cash.Matching;

/// <summary>The rule that a match rests on: one per stage of the engine.</summary>
public enum MatchRule
{
    None,
    ExactReference,
    ReferencesListed,
    SeveralPaymentsOneInvoice,
    SeveralPaymentsSeveralInvoices,
    ZeroAmount,
    ContractReference,
    VirtualAccount,
    RepairedReference,
    PayerAndAmount,
    PayerAndSum,
    Ranking,
}

/// <summary>The rules in words, for people and documents.</summary>
public static class MatchRules
{
    private static readonly Dictionary<MatchRule, (string Name, string Says)> Table = new()
    {
        [MatchRule.None] = ("No rule", "Nothing points at an open invoice."),
        [MatchRule.ExactReference] = ("Exact reference", "The payment names one invoice and pays exactly what is open."),
        [MatchRule.ReferencesListed] = ("References listed", "The payment names several invoices and pays exactly their sum."),
        [MatchRule.SeveralPaymentsOneInvoice] =
            ("Several payments, one invoice", "All payments that name the invoice make up exactly what is open."),
        [MatchRule.SeveralPaymentsSeveralInvoices] =
            ("Several payments, several invoices", "The payments and the invoices that they name come to the same sum."),
        [MatchRule.ZeroAmount] = ("Zero amount", "The invoices and credit notes that are named cancel each other out."),
        [MatchRule.ContractReference] =
            ("Contract reference", "The payment names the contract or order, of which one invoice has this amount."),
        [MatchRule.VirtualAccount] = ("Virtual account", "The account was given to one buyer, whose invoice has this amount."),
        [MatchRule.RepairedReference] =
            ("Repaired reference", "One invoice has this amount and a number that was misread or mistyped."),
        [MatchRule.PayerAndAmount] = ("Payer and amount", "The payer is known and owes this amount on one invoice only."),
        [MatchRule.PayerAndSum] = ("Payer and sum", "The payer is known and only one set of its invoices comes to this sum."),
        [MatchRule.Ranking] = ("Ranking", "No rule is certain; the evidence is weighed and a person decides."),
    };

    public static IReadOnlyCollection<MatchRule> All => Table.Keys;

    public static string Name(MatchRule rule) => Table[rule].Name;

    public static string Says(MatchRule rule) => Table[rule].Says;
}
