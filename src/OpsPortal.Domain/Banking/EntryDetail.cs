using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Banking;

/// <summary>
/// A payment that a later file tells of an entry which is in the books as one line: evidence of who paid what. It moves no money.
/// </summary>
public sealed class EntryDetail : IOfCompany
{
    private EntryDetail()
    {
    }

    /// <param name="line">The line that is in the books.</param>
    /// <param name="told">The detail, as a line that is not taken.</param>
    public EntryDetail(EntryDetailId id, BankLineId line, BankLine told)
    {
        (Id, LineId, FileId, LegalEntityId) = (id, line, told.FileId, told.LegalEntityId);
        (Identity, FileLine, Place) = (told.Identity, told.FileLine, told.EntryPlace);
        (AmountMinor, Currency, BankReference) = (told.AmountMinor, told.Currency, told.BankReference);
        (PartyName, PartyAccount, EndToEndId) = (told.PartyName, told.PartyAccount, told.EndToEndId);
        (StructuredReference, Remittance) = (told.StructuredReference, told.Remittance);
    }

    public EntryDetailId Id { get; private set; }

    public BankLineId LineId { get; private set; }

    /// <summary>The file that tells it.</summary>
    public BankFileId FileId { get; private set; }

    public LegalEntityId LegalEntityId { get; private set; }

    /// <summary>The same for the same detail in every file; unique.</summary>
    public string Identity { get; private set; } = "";

    public int FileLine { get; private set; }

    /// <summary>Its place in the entry, counted from one.</summary>
    public int Place { get; private set; }

    public long AmountMinor { get; private set; }

    public Currency Currency { get; private set; }

    public string? BankReference { get; private set; }

    public string? PartyName { get; private set; }

    /// <summary>Shown masked, never logged.</summary>
    public string? PartyAccount { get; private set; }

    public string? EndToEndId { get; private set; }

    public string? StructuredReference { get; private set; }

    public string? Remittance { get; private set; }
}
