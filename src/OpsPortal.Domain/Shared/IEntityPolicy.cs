using NodaTime;

namespace OpsPortal.Domain.Shared;

/// <summary>One version of what a legal entity decides about something; what is done under it names its number.</summary>
public interface IEntityPolicy<out TRules>
{
    PolicyId Id { get; }

    LegalEntityId LegalEntityId { get; }

    /// <summary>From 1; what no version says is as delivered.</summary>
    int Number { get; }

    Instant EffectiveFrom { get; }

    string Reason { get; }

    TRules Rules { get; }
}
