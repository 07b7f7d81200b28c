using OpsPortal.Data;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Ledger.Owners;

/// <summary>One change of owner as the books tell it: the line, the entry it stands in, and who was on either side.</summary>
internal sealed record OwnerChangeRow
{
    public required EntryId Entry { get; init; }

    public required string PostingKey { get; init; }

    public required EventFamily Family { get; init; }

    public required bool IsReversal { get; init; }

    public required LegalEntityId Company { get; init; }

    public required LocalDate BookedOn { get; init; }

    /// <summary>The line's number in its entry.</summary>
    public required int Line { get; init; }

    public required Account Account { get; init; }

    public required Currency Currency { get; init; }

    public required long AmountMinor { get; init; }

    public required InvoiceId Invoice { get; init; }

    public required string InvoiceNumber { get; init; }

    public required BuyerId Buyer { get; init; }

    public required PayeeId? Payee { get; init; }

    public OwnerChange Change => OwnerChanges.Of(Account, AmountMinor);

    /// <summary>The event that changed the owner, in business words.</summary>
    public string Event => IsReversal ? PostingRules.Of(EventFamily.InvoiceVoided).Name : PostingRules.Of(Family).Name;

    /// <summary>The rows of chosen entries and their lines.</summary>
    public static IQueryable<OwnerChangeRow> Read(
        OpsDbContext db, IQueryable<JournalEntry> entries, IQueryable<JournalLine> lines)
    {
        var (families, accounts) = (OwnerChanges.Families, OwnerChanges.Accounts);
        // The few entries first, then their lines: the other way round every payee's line is asked for its entry.
        var changing = entries.Where(entry => families.Contains(entry.Family)).Concat(
            from entry in entries
            join first in db.Set<JournalEntry>() on entry.ReversalOf equals (EntryId?)first.Id
            where families.Contains(first.Family) && !families.Contains(entry.Family)
            select entry);
        return
            from entry in changing
            join line in lines on entry.Id equals line.EntryId
            join invoice in db.Set<Invoice>() on entry.InvoiceId equals (InvoiceId?)invoice.Id
            where accounts.Contains(line.Account)
            select new OwnerChangeRow
            {
                Entry = entry.Id, PostingKey = entry.PostingKey, Family = entry.Family, IsReversal = entry.ReversalOf != null,
                Company = entry.LegalEntityId, BookedOn = line.BookedOn, Line = line.Number, Account = line.Account,
                Currency = line.Currency, AmountMinor = line.AmountMinor, Invoice = invoice.Id,
                InvoiceNumber = invoice.Number ?? "", Buyer = invoice.BuyerId, Payee = line.PayeeId,
            };
    }

    /// <summary>The name of an owner of this row.</summary>
    public string NameOf(
        Owner owner, string company, IReadOnlyDictionary<BuyerId, string> buyers, IReadOnlyDictionary<PayeeId, string> payees) =>
        owner switch
        {
            Owner.Payee => Payee is { } payee ? payees.GetValueOrDefault(payee, "") : "",
            Owner.Company => company,
            Owner.Buyer => buyers.GetValueOrDefault(Buyer, ""),
            _ => throw new ArgumentOutOfRangeException(nameof(owner)),
        };
}
