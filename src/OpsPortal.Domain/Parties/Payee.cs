using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Parties;

public enum PayeeKind
{
    Individual,
    Company,
}

public sealed record PayeeParticulars(string Name, string Country, PayeeKind Kind, string Email);

/// <summary>Somebody who is paid out for work. Paused payees stay in every total but leave no batch.</summary>
public sealed class Payee : IOfCompany
{
    private Payee()
    {
    }

    public PayeeId Id { get; private set; }

    public LegalEntityId LegalEntityId { get; private set; }

    public string Name { get; private set; } = "";

    public string Country { get; private set; } = "";

    public PayeeKind Kind { get; private set; }

    public string Email { get; private set; } = "";

    public bool IsActive { get; private set; }

    /// <summary>Why nothing may be paid out now; null where the payee is not paused.</summary>
    public string? PausedReason { get; private set; }

    public int Revision { get; private set; }

    public static Outcome<Payee> Create(PayeeId id, LegalEntityId legalEntity, PayeeParticulars particulars)
    {
        if (Check(particulars) is { } refusal)
            return refusal;
        var payee = new Payee { Id = id, LegalEntityId = legalEntity, IsActive = true };
        payee.Take(particulars);
        return payee;
    }

    public Outcome Mend(PayeeParticulars particulars)
    {
        if (Check(particulars) is { } refusal)
            return refusal;
        Take(particulars);
        return Outcome.Done;
    }

    public Outcome Pause(string reason)
    {
        if (PausedReason is not null)
            return PartiesRefusals.AlreadyPaused(PausedReason);
        if (Reasons.WhyNot(reason) is { } refusal)
            return refusal;
        PausedReason = reason.Trim();
        return Outcome.Done;
    }

    /// <summary>Adds a reason that has to be looked into before the payee is resumed. It stands first: what paused the payee
    /// until now may end by itself, this does not.</summary>
    public Outcome PauseFurther(string reason)
    {
        if (PausedReason is not { } before)
            return Pause(reason);
        if (Reasons.WhyNot(reason) is { } refusal)
            return refusal;
        if (before.Contains(reason.Trim(), StringComparison.Ordinal))
            return Outcome.Done;
        var both = $"{reason.Trim()} Before: {before}";
        PausedReason = both.Length > Reasons.Limit ? both[..Reasons.Limit] : both;
        return Outcome.Done;
    }

    public Outcome Resume()
    {
        if (PausedReason is null)
            return PartiesRefusals.NotPaused;
        PausedReason = null;
        return Outcome.Done;
    }

    public Outcome Deactivate()
    {
        if (!IsActive)
            return PartiesRefusals.Inactive("payee", Name);
        IsActive = false;
        return Outcome.Done;
    }

    public Outcome Activate()
    {
        IsActive = true;
        return Outcome.Done;
    }

    public PayeeParticulars ToParticulars() => new(Name, Country, Kind, Email);

    private static Refusal? Check(PayeeParticulars particulars) =>
        FieldRules.Text(particulars.Name, "name", 200)
        ?? LookAlikes.Disguise(particulars.Name)?.On("name")
        ?? FieldRules.Country(particulars.Country, "country")
        ?? FieldRules.Email(particulars.Email, "email");

    private void Take(PayeeParticulars particulars)
    {
        Name = particulars.Name.Trim();
        Country = particulars.Country;
        Kind = particulars.Kind;
        Email = particulars.Email.Trim();
    }
}
