using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Parties;

/// <summary>The bank details as typed, with the number already encrypted; the plain number never enters the entity.</summary>
public sealed record PayeeAccountDetails(
    string Holder, AccountNumber Number, string AccountProtected, string Bic, string Country, Currency Currency);

/// <summary>
/// One version of a payee's bank details. A new version starts a cooling-off period and needs a call-back by a second
/// person before anything is paid to it; the version before it can no longer be paid.
/// </summary>
public sealed class PayeeAccount
{
    public static readonly Duration CoolingOff = Duration.FromHours(48);

    private PayeeAccount()
    {
    }

    public PayeeAccountId Id { get; private set; }

    public PayeeId PayeeId { get; private set; }

    public int Version { get; private set; }

    public string Holder { get; private set; } = "";

    /// <summary>The number, encrypted; opened only to build a payout instruction.</summary>
    public string AccountProtected { get; private set; } = "";

    public string AccountMasked { get; private set; } = "";

    public string Bic { get; private set; } = "";

    public string Country { get; private set; } = "";

    public Currency Currency { get; private set; }

    public PersonId AddedBy { get; private set; }

    public Instant AddedAt { get; private set; }

    /// <summary>The end of the cooling-off period.</summary>
    public Instant UsableFrom { get; private set; }

    public PersonId? CallBackBy { get; private set; }

    public Instant? CallBackAt { get; private set; }

    public string? CallBackNote { get; private set; }

    public Instant? ReplacedAt { get; private set; }

    public int Revision { get; private set; }

    /// <param name="current">The version that this one replaces, if there is one; it is marked as replaced.</param>
    public static Outcome<PayeeAccount> Add(
        PayeeAccountId id, PayeeId payee, PayeeAccountDetails details, PayeeAccount? current, PersonId by, Instant now)
    {
        if (Check(details) is { } refusal)
            return refusal;
        if (current is not null)
            current.ReplacedAt = now;
        return new PayeeAccount
        {
            Id = id,
            PayeeId = payee,
            Version = (current?.Version ?? 0) + 1,
            Holder = details.Holder.Trim(),
            AccountProtected = details.AccountProtected,
            AccountMasked = details.Number.Masked,
            Bic = details.Bic,
            Country = details.Country,
            Currency = details.Currency,
            AddedBy = by,
            AddedAt = now,
            UsableFrom = now + CoolingOff,
        };
    }

    /// <summary>A second person has called the payee on a number known before this change, and the payee confirmed the
    /// details.</summary>
    public Outcome RecordCallBack(PersonId by, string note, Instant now)
    {
        if (ReplacedAt is not null)
            return PartiesRefusals.AccountReplaced(Version);
        if (CallBackBy is not null)
            return PartiesRefusals.AlreadyCalledBack;
        if (by == AddedBy)
            return PartiesRefusals.CallBackBySamePerson;
        if (FieldRules.Text(note, "note", 500) is { } refusal)
            return refusal;
        CallBackBy = by;
        CallBackAt = now;
        CallBackNote = note.Trim();
        return Outcome.Done;
    }

    public Outcome CanBePaidTo(Instant now)
    {
        if (ReplacedAt is not null)
            return PartiesRefusals.AccountReplaced(Version);
        if (CallBackBy is null)
            return PartiesRefusals.NoCallBack(Version);
        return now < UsableFrom ? PartiesRefusals.CoolingOff(Version, UsableFrom) : Outcome.Done;
    }

    private static Refusal? Check(PayeeAccountDetails details) =>
        FieldRules.Text(details.Holder, "holder", 140)
        ?? FieldRules.Country(details.Country, "country")
        ?? (details.Bic.Length is 0 or 8 or 11 && details.Bic.All(char.IsAsciiLetterOrDigit) ? null : PartiesRefusals.NotABic);
}
