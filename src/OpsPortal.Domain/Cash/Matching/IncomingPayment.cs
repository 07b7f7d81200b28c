using System.Collections.Frozen;
using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Cash.Matching;

/// <summary>Money that came in, with everything that the payer and the banks said about it.</summary>
public sealed record IncomingPayment
{
    public required string Id { get; init; }

    /// <summary>Which of our companies received it; empty where that is not known.</summary>
    public string LegalEntity { get; init; } = "";

    public required Currency Currency { get; init; }

    /// <summary>What arrived and can be used, in minor units.</summary>
    public required long GrossMinor { get; init; }

    /// <summary>What banks are known to have kept on the way, in minor units: the payer sent that much more.</summary>
    public long FeeMinor { get; init; }

    public string? PayerName { get; init; }

    public string? PayerAccount { get; init; }

    public string? VirtualAccount { get; init; }

    public string? EndToEndId { get; init; }

    public string? StructuredReference { get; init; }

    public string? RemittanceText { get; init; }

    public LocalDate? ValueDate { get; init; }

    /// <summary>Ids of invoices to which it was applied before and from which it was taken back.</summary>
    public IReadOnlySet<string> TakenBackFrom { get; init; } = FrozenSet<string>.Empty;
}
