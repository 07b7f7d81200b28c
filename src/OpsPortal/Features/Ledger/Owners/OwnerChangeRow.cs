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
        return
            from line in lines
            join entry in entries on line.EntryId equals entry.Id
            join invoice in db.Set<Invoice>() on entry.InvoiceId equals (InvoiceId?)invoice.Id
            where accounts.Contains(line.Account) && (families.Contains(entry.Family)
                || db.Set<JournalEntry>().Any(first => first.Id == entry.ReversalOf && families.Contains(first.Family)))
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
