using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Parties;

/// <summary>A tax number as typed, and the same encrypted: only the second is kept.</summary>
public sealed record PayeeTaxIdDetails(TaxNumber Number, string NumberProtected, TaxCheck Check);

/// <summary>
/// One version of a payee's number at a tax office. Of each kind and country one is in force; a new version takes over at once,
/// and the older one stays as it was.
/// </summary>
public sealed class PayeeTaxId
{
    private PayeeTaxId()
    {
    }

    public TaxIdId Id { get; private set; }

    public PayeeId PayeeId { get; private set; }

    public TaxNumberKind Kind { get; private set; }

    public string Country { get; private set; } = "";

    /// <summary>Counted from one for each kind and country.</summary>
    public int Version { get; private set; }

    /// <summary>The number, encrypted; opened only to show it to whoever may see it, and to compare it.</summary>
    public string NumberProtected { get; private set; } = "";

    public string NumberMasked { get; private set; } = "";

    /// <summary>The form or registry from which the number was taken, such as W-9 or VIES.</summary>
    public string Source { get; private set; } = "";

    public TaxCheckResult Result { get; private set; }

    public Instant? CheckedAt { get; private set; }

    /// <summary>Why the number is taken although no registry confirmed it.</summary>
    public string? FallbackReason { get; private set; }

    public PersonId AddedBy { get; private set; }

    public Instant AddedAt { get; private set; }

    public Instant? ReplacedAt { get; private set; }

    public int Revision { get; private set; }

    /// <param name="current">The version of this kind and country that is in force, if there is one; it is marked as
    /// replaced.</param>
    public static Outcome<PayeeTaxId> Add(
        TaxIdId id, PayeeId payee, PayeeTaxIdDetails details, PayeeTaxId? current, PersonId by, Instant now)
    {
        var (number, check) = (details.Number, details.Check);
        if (check.Flaw(number, now) is { } refusal)
            return refusal;
        if (current is not null)
            current.ReplacedAt = now;
        return new PayeeTaxId
        {
            Id = id,
            PayeeId = payee,
            Kind = number.Kind,
            Country = number.Country,
            Version = (current?.Version ?? 0) + 1,
            NumberProtected = details.NumberProtected,
            NumberMasked = number.Masked,
            Source = check.Source.Trim(),
            Result = check.Result,
            CheckedAt = check.CheckedAt,
            FallbackReason = string.IsNullOrWhiteSpace(check.FallbackReason) ? null : check.FallbackReason.Trim(),
            AddedBy = by,
            AddedAt = now,
        };
    }
}
