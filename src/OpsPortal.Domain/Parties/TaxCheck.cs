using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Parties;

/// <summary>What a registry said of a tax number.</summary>
public enum TaxCheckResult
{
    NotChecked,
    Confirmed,
    NotConfirmed,
    NoAnswer,
}

/// <summary>Where a tax number was taken from, what a registry said of it and when, and why it is taken if that was not a
/// yes.</summary>
public sealed record TaxCheck(string Source, TaxCheckResult Result, Instant? CheckedAt, string? FallbackReason)
{
    public const int SourceLimit = 60;
    public const int FallbackLimit = 500;

    /// <summary>What keeps the number from being taken with this check, or null. A VAT number can be asked of a registry, so
    /// that one which was not confirmed needs its reason.</summary>
    public Refusal? Flaw(TaxNumber number, Instant now) =>
        FieldRules.Text(Source, "source", SourceLimit)
        ?? FieldRules.AtMost(FallbackReason, "fallback", FallbackLimit)
        ?? When(now)
        ?? (NeedsReason(number.Kind) && string.IsNullOrWhiteSpace(FallbackReason) ? PartiesRefusals.NotConfirmed : null)
        ?? (number.IsIn(Source) ? PartiesRefusals.TaxNumberInWords.On("source") : null)
        ?? (number.IsIn(FallbackReason) ? PartiesRefusals.TaxNumberInWords.On("fallback") : null);

    private bool NeedsReason(TaxNumberKind kind) => Result switch
    {
        TaxCheckResult.Confirmed => false,
        TaxCheckResult.NotChecked => kind == TaxNumberKind.Vat,
        _ => true,
    };

    private Refusal? When(Instant now) => (Result, CheckedAt) switch
    {
        (TaxCheckResult.NotChecked, null) => null,
        (TaxCheckResult.NotChecked, _) => PartiesRefusals.CheckWithoutResult,
        (_, null) => SharedRefusals.Required("checked at"),
        var (_, at) => at > now ? PartiesRefusals.CheckedLater : null,
    };
}
