using OpsPortal.Features.Dunning;

namespace OpsPortal.Tests.Dunning;

/// <summary>A provider with a journal of its own: one payment per key.</summary>
internal sealed class FakeCollector : ICollectionProvider
{
    public List<CollectionOrder> Asked { get; } = [];

    /// <summary>The answer gets lost on the way back.</summary>
    public bool LoseAnswers { get; set; }

    public string Name => "sandbox";

    public Task<CollectionAnswer> CollectAsync(CollectionOrder order, CancellationToken ct)
    {
        Asked.Add(order);
        return Task.FromResult(LoseAnswers
            ? new CollectionAnswer(null, null, "time-out")
            : new CollectionAnswer(true, $"pay_{Asked.FindIndex(known => known.Key == order.Key)}", null));
    }
}
