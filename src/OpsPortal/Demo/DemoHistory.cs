namespace OpsPortal.Demo;

/// <summary>Three months of believable business, told through the real use cases and real provider events.</summary>
[Part]
internal sealed class DemoHistory
{
    public Task TellAsync(DemoCast cast, Instant until, CancellationToken ct) => Task.CompletedTask;
}
