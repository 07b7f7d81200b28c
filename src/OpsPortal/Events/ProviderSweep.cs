using OpsPortal.Domain.Events;

namespace OpsPortal.Events;

/// <summary>A transfer of our own balance from the provider to our bank, as far as the provider has told.</summary>
internal sealed class ProviderSweep
{
    private ProviderSweep()
    {
    }

    public ProviderSweep(LegalEntityId entity, ProviderEvent first)
    {
        Id = Guid.CreateVersion7();
        LegalEntityId = entity;
        Provider = first.Provider;
        Reference = first.Reference;
        AmountMinor = first.AmountMinor;
        Currency = first.Currency!.Value;
        Kind = first.Kind;
        OccurredAt = first.OccurredAt;
    }

    public Guid Id { get; private set; }

    public LegalEntityId LegalEntityId { get; private set; }

    public string Provider { get; private set; } = "";

    public string Reference { get; private set; } = "";

    public long AmountMinor { get; private set; }

    public Currency Currency { get; private set; }

    public ProviderEventKind Kind { get; private set; }

    public Instant OccurredAt { get; private set; }

    /// <summary>The money stands in transit in the ledger.</summary>
    public bool IsSent { get; private set; }

    public int Revision { get; private set; }

    public bool Learn(ProviderEvent happened)
    {
        if (!OccurrenceOrder.Supersedes(happened.Kind, happened.OccurredAt, Kind, OccurredAt))
            return false;
        Kind = happened.Kind;
        OccurredAt = happened.OccurredAt;
        return true;
    }

    public void Send() => IsSent = true;

    public void ComeBack() => IsSent = false;
}
