using System.Collections.ObjectModel;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Flows;

/// <summary>A balance is kept apart by everything that its lines name.</summary>
internal readonly record struct SubAccount(
    LegalEntityId Entity, Currency Currency, Account Account, InvoiceId? Invoice, PayeeId? Payee, ReceiptId? Receipt,
    BatchId? Batch);

/// <summary>A journal in memory that does what the store does: one entry for each posting key, and balances of its
/// lines.</summary>
internal sealed class Books
{
    private readonly Dictionary<(LegalEntityId, string), JournalEntry> entries = [];
    private readonly Dictionary<SubAccount, long> balances = [];
    private readonly Dictionary<Account, Dictionary<SubAccount, long>> byAccount = [];
    private readonly Dictionary<(PayeeId? Payee, InvoiceId? Invoice, ReceiptId? Receipt), long> funded = [];
    private int lastId;

    public IReadOnlyDictionary<SubAccount, long> Balances => balances;

    public IReadOnlyCollection<JournalEntry> Entries => entries.Values;

    /// <summary>True where this economic event was new.</summary>
    public bool Post(EntryDraft draft)
    {
        if (entries.ContainsKey((draft.LegalEntityId, draft.PostingKey)))
            return false;
        var at = draft.EffectiveAt;
        var entry = JournalEntry.Of(draft, NewId<EntryId>(), at.InUtc().Date, at, false, NewId<LineId>);
        entries.Add((draft.LegalEntityId, draft.PostingKey), entry);
        foreach (var line in entry.Lines)
        {
            var key = new SubAccount(
                line.LegalEntityId, line.Currency, line.Account, line.InvoiceId, line.PayeeId, line.ReceiptId, line.BatchId);
            balances[key] = balances.GetValueOrDefault(key) + line.AmountMinor;
            if (!byAccount.TryGetValue(line.Account, out var account))
                byAccount[line.Account] = account = [];
            account[key] = balances[key];
            Fund(entry.Family, line);
        }

        return true;
    }

    public JournalEntry Entry(LegalEntityId entity, string key) => entries[(entity, key)];

    /// <summary>The sub-accounts of an account.</summary>
    public IReadOnlyDictionary<SubAccount, long> In(Account account) =>
        byAccount.GetValueOrDefault(account) ?? (IReadOnlyDictionary<SubAccount, long>)ReadOnlyDictionary<SubAccount, long>.Empty;

    /// <summary>Debits less credits of an account, over all sub-accounts that match.</summary>
    public long Of(Account account, Func<SubAccount, bool> matches) =>
        In(account).Where(row => matches(row.Key)).Sum(row => row.Value);

    /// <summary>What each payment has given a payee on an invoice, less what was taken back, wherever it is now.</summary>
    public List<PayeePart> Funded(PayeeId payee, InvoiceId? invoice) =>
    [
        .. funded.Where(row => row.Key.Payee == payee && row.Key.Invoice == invoice && row.Value > 0)
            .Select(row => new PayeePart(payee, row.Value, invoice, row.Key.Receipt)),
    ];

    public T NewId<T>()
        where T : struct, IId<T> => T.From(new Guid(++lastId, 0, 0, new byte[8]));

    private void Fund(EventFamily family, JournalLine line)
    {
        var key = (line.PayeeId, line.InvoiceId, line.ReceiptId);
        if (PostingRules.Funding.Contains(family) && ChartOfAccounts.PayeePositions.Contains(line.Account))
            funded[key] = funded.GetValueOrDefault(key) - line.AmountMinor;
    }
}
