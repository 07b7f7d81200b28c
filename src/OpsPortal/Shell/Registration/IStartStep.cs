namespace OpsPortal;

/// <summary>Something that must be done before the first request is served; found by scanning, lowest order first.</summary>
internal interface IStartStep
{
    /// <summary>The database is made at 0, what checks it runs from 10 on, what fills it from 100 on.</summary>
    int Order { get; }

    Task RunAsync(CancellationToken ct);
}
