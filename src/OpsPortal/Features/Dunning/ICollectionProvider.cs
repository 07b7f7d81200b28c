using OpsPortal.Domain.Cash;

namespace OpsPortal.Features.Dunning;

/// <summary>What a provider is asked to collect from a payer's way of paying that it has on file.</summary>
internal sealed record CollectionOrder(string Key, Money Amount, Rail Rail, string InvoiceNumber);

/// <summary>What it said. Null for <see cref="IsTaken"/> means that nothing is known: the same key may be asked again.</summary>
internal sealed record CollectionAnswer(bool? IsTaken, string? Reference, string? Why);

/// <summary>Collects through the outside world. Each implementation honours the key: the same key is one payment, for
/// ever.</summary>
internal interface ICollectionProvider
{
    string Name { get; }

    Task<CollectionAnswer> CollectAsync(CollectionOrder order, CancellationToken ct);
}
