using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace OpsPortal.Tests.Hosting;

/// <summary>Every line that the app logs while it listens.</summary>
internal sealed class Lines : ILoggerProvider
{
    private readonly ConcurrentQueue<(string Category, string Text)> kept = new();

    public IEnumerable<string> All => kept.Select(line => line.Text);

    public IReadOnlyList<string> Of<T>() =>
        [.. kept.Where(line => line.Category == typeof(T).FullName).Select(line => line.Text)];

    public ILogger CreateLogger(string categoryName) => new Writer(categoryName, kept);

    public void Dispose()
    {
    }

    private sealed class Writer(string category, ConcurrentQueue<(string Category, string Text)> kept) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            kept.Enqueue((category, $"{logLevel}: {formatter(state, exception)}{exception}"));
    }
}
