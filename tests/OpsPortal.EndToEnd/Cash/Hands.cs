using System.Diagnostics;

namespace OpsPortal.EndToEnd.Cash;

/// <summary>A person's hands on a keyboard and nothing else: what they press, decide and wait for is counted.</summary>
internal sealed class Hands(IPage page)
{
    private const int SecondsPerKey = 1;
    private const int SecondsPerDecision = 3;
    private readonly Stopwatch waiting = new();

    public int Keys { get; private set; }

    public int Decisions { get; private set; }

    public TimeSpan Waited => waiting.Elapsed;

    /// <summary>How long a newcomer takes: a second a key, three to read and decide, and the app's own time.</summary>
    public double Seconds => (SecondsPerKey * Keys) + (SecondsPerDecision * Decisions) + Waited.TotalSeconds;

    /// <summary>Reads so many rows and makes up their mind about each.</summary>
    public void Decide(int rows = 1) => Decisions += rows;

    public async Task PressAsync(params IReadOnlyList<string> keys)
    {
        foreach (var key in keys)
        {
            Keys += key.Split('+').Length;
            await page.Keyboard.PressAsync(key);
        }
    }

    public async Task TypeAsync(string text)
    {
        Keys += text.Length;
        await page.Keyboard.TypeAsync(text);
    }

    /// <summary>Waits for what the app does on its own.</summary>
    public async Task UntilAsync(ILocator shown, WaitForSelectorState state = WaitForSelectorState.Visible)
    {
        waiting.Start();
        await shown.First.WaitForAsync(new() { State = state });
        waiting.Stop();
    }

    public async Task UntilAsync(string script, object? argument = null)
    {
        waiting.Start();
        await page.SaysAsync(script, argument);
        waiting.Stop();
    }
}
