using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Parties;

public sealed record BuyerParticulars(string Name, string Email, string Country, string Address, string VatNumber);

/// <summary>The customer of contracts and invoices, of one legal entity. It is never deleted: deactivated, or merged into
/// another.</summary>
public sealed class Buyer : IOfCompany
{
    private Buyer()
    {
    }

    public BuyerId Id { get; private set; }

    public LegalEntityId LegalEntityId { get; private set; }

    public string Name { get; private set; } = "";

    public string Email { get; private set; } = "";

    public string Country { get; private set; } = "";

    public string Address { get; private set; } = "";

    public string VatNumber { get; private set; } = "";

    public bool IsActive { get; private set; }

    /// <summary>The buyer that stayed, where this one was a duplicate.</summary>
    public BuyerId? MergedInto { get; private set; }

    public int Revision { get; private set; }

    public static Outcome<Buyer> Create(BuyerId id, LegalEntityId legalEntity, BuyerParticulars particulars)
    {
        if (Check(particulars) is { } refusal)
            return refusal;
        var buyer = new Buyer { Id = id, LegalEntityId = legalEntity, IsActive = true };
        buyer.Take(particulars);
        return buyer;
    }

    public Outcome Mend(BuyerParticulars particulars)
    {
        var refusal = MergedInto is not null ? PartiesRefusals.AlreadyMerged(Name) : Check(particulars);
        if (refusal is not null)
            return refusal;
        Take(particulars);
        return Outcome.Done;
    }

    /// <summary>No new contract; what runs goes on.</summary>
    public Outcome Deactivate()
    {
        if (!IsActive)
            return PartiesRefusals.Inactive("buyer", Name);
        IsActive = false;
        return Outcome.Done;
    }

    public Outcome Activate()
    {
        if (MergedInto is not null)
            return PartiesRefusals.AlreadyMerged(Name);
        IsActive = true;
        return Outcome.Done;
    }

    /// <summary>Marks this buyer as a duplicate of another of the same legal entity. Its contracts and invoices keep its
    /// name.</summary>
    public Outcome MergeInto(Buyer staying)
    {
        if (staying.Id == Id)
            return PartiesRefusals.MergeWithItself;
        if (staying.LegalEntityId != LegalEntityId)
            return PartiesRefusals.MergeAcross;
        if (MergedInto is not null)
            return PartiesRefusals.AlreadyMerged(Name);
        if (staying.MergedInto is not null)
            return PartiesRefusals.AlreadyMerged(staying.Name);
        if (!staying.IsActive)
            return PartiesRefusals.Inactive("buyer", staying.Name);
        MergedInto = staying.Id;
        IsActive = false;
        return Outcome.Done;
    }

    private static Refusal? Check(BuyerParticulars particulars) =>
        FieldRules.Text(particulars.Name, "name", 200)
        ?? FieldRules.Email(particulars.Email, "email")
        ?? FieldRules.Country(particulars.Country, "country")
        ?? FieldRules.Text(particulars.Address, "address", 500)
        ?? FieldRules.AtMost(particulars.VatNumber, "vatNumber", 20);

    private void Take(BuyerParticulars particulars)
    {
        Name = particulars.Name.Trim();
        Email = particulars.Email.Trim();
        Country = particulars.Country;
        Address = particulars.Address.Trim();
        VatNumber = particulars.VatNumber?.Trim() ?? "";
    }
}
