using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Ledger.CutOvers;

/// <summary>What a document became here.</summary>
public sealed record OpenedDocument(ContractId Contract, PlanItemId PlanItem, InvoiceId Invoice);

/// <summary>
/// The entries of a cut-over, one for each item and one for the rest of each currency. All go against 3900, which ends at zero
/// because the trial balance is zero and every control account equals its items.
/// </summary>
/// <param name="cutOver">Whose entries they are.</param>
/// <param name="zone">The company's, in which its books count their days.</param>
/// <param name="requestId">The request that approved it.</param>
public sealed class OpeningEntries(CutOver cutOver, DateTimeZone zone, string requestId)
{
    /// <summary>The families of these entries, the only ones that are booked on the day of the cut-over.</summary>
    public static readonly IReadOnlyList<EventFamily> Families =
    [
        EventFamily.OpeningBalance, EventFamily.OpeningReceivable, EventFamily.OpeningPayeeShare, EventFamily.OpeningHeldFunds,
        EventFamily.OpeningUnappliedCash, EventFamily.OpeningPayable,
    ];

    private readonly Instant at = zone.AtStartOfDay(cutOver.Day).ToInstant();

    /// <summary>The accounts that come over in one sum, with bank cash by bank account: one entry for each currency.</summary>
    public IEnumerable<Outcome<EntryDraft>> Balances(CutOverBook book)
    {
        var plain = book.Balances.Where(row => OpeningRules.Of(row.Account).Treatment
            is OpeningTreatment.InOneSum or OpeningTreatment.ByBankAccount);
        foreach (var currency in plain.GroupBy(row => row.Currency))
        {
            EntryLeg[] legs =
            [
                .. currency.GroupBy(row => (row.Account, row.BankAccount)).OrderBy(group => group.Key.Account)
                    .Select(group => new EntryLeg(group.Key.Account, group.Sum(row => row.Minor))
                    {
                        BankAccountId = group.Key.BankAccount,
                    }),
            ];
            if (legs.Any(leg => leg.AmountMinor != 0))
                yield return ByHand(PostingKeys.Opening("balance", currency.Key.Code), currency.Key, "balances", legs);
        }
    }

    public Outcome<EntryDraft> Receivable(OpeningReceivable one, OpenedDocument made) =>
        PostingRules.Draft(EventFamily.OpeningReceivable, Of("receivable", one.Number, one.Currency, made) with
        {
            Amounts = new PostingAmounts { A = one.OpenMinor },
        });

    /// <summary>What the payees of an open document get when it is collected.</summary>
    public Outcome<EntryDraft> Shares(
        OpeningReceivable one, IEnumerable<OpeningPayeeItem> shares, OpenedDocument made) =>
        PostingRules.Draft(EventFamily.OpeningPayeeShare, Of("share", one.Number, one.Currency, made) with
        {
            Amounts = new PostingAmounts(),
            Parts = [.. shares.Select(share => new PayeePart(share.Payee, share.Minor, made.Invoice))],
        });

    /// <summary>What is collected for the payees of a document and not paid out.</summary>
    public Outcome<EntryDraft> Held(IGrouping<string, OpeningPayeeItem> held, OpenedDocument made, ReceiptId receipt)
    {
        var facts = Of("held", held.Key, held.First().Currency, made);
        return PostingRules.Draft(EventFamily.OpeningHeldFunds, facts with
        {
            Trace = facts.Trace with { ReceiptId = receipt },
            Amounts = new PostingAmounts(),
            Parts = [.. held.Select(item => new PayeePart(item.Payee, item.Minor, made.Invoice, receipt))],
        });
    }

    /// <summary>What a payee owes us. No payment of theirs explains it here, so only the payee stands on the line.</summary>
    public Outcome<EntryDraft> Recoverable(OpeningPayeeItem item) => ByHand(
        PostingKeys.Opening("recoverable", $"{item.Payee}:{item.Document}"), item.Currency, item.Document,
        [new EntryLeg(Account.RecoverableFromPayees, item.Minor) { PayeeId = item.Payee }]);

    public Outcome<EntryDraft> UnappliedCash(OpeningReceipt one, ReceiptId receipt)
    {
        var facts = Of("unapplied", one.Reference, one.Currency, null);
        return PostingRules.Draft(EventFamily.OpeningUnappliedCash, facts with
        {
            Trace = facts.Trace with { ReceiptId = receipt },
            Amounts = new PostingAmounts { A = one.Minor },
        });
    }

    public Outcome<EntryDraft> Payable(OpeningPayable one) => PostingRules.Draft(
        EventFamily.OpeningPayable, Of("payable", $"{one.Supplier}:{one.Reference}", one.Currency, null) with
        {
            Amounts = new PostingAmounts { A = one.Minor },
        });

    private Outcome<EntryDraft> ByHand(string key, Currency currency, string reference, IReadOnlyList<EntryLeg> legs) =>
        EntryDraft.Of(
            PostingRules.Of(EventFamily.OpeningBalance),
            Of("", reference, currency, null) with { PostingKey = key },
            [.. legs, new EntryLeg(Account.OpeningClearing, -legs.Sum(leg => leg.AmountMinor))]);

    private PostingFacts Of(string what, string reference, Currency currency, OpenedDocument? made) => new()
    {
        LegalEntityId = cutOver.LegalEntityId,
        Currency = currency,
        PostingKey = PostingKeys.Opening(what, reference),
        EffectiveAt = at,
        Amounts = new PostingAmounts(),
        Trace = new TraceKeys
        {
            ContractId = made?.Contract,
            PlanItemId = made?.PlanItem,
            InvoiceId = made?.Invoice,
            ProviderObject = reference,
            EventId = cutOver.Id.ToString(),
            RequestId = requestId,
            Memo = $"Brought over from the former system as of {cutOver.Day:uuuu'-'MM'-'dd}",
        },
    };
}
