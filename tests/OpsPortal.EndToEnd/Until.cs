namespace OpsPortal.EndToEnd;

/// <summary>Waits for what a page says of itself. The browser's own waiting compiles its script in the page, which the portal's
/// content policy forbids; a question from outside is not bound by it.</summary>
internal static class Until
{
    private const int MostQuestions = 1200;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    /// <param name="question">A function that answers true when it is so.</param>
    public static async Task SaysAsync(this IPage page, string question, object? argument = null)
    {
        for (var asked = 1; !await page.EvaluateAsync<bool>(question, argument); asked++)
        {
            if (asked == MostQuestions)
                throw new TimeoutException($"The page at {page.Url} never said: {question}");
            await Task.Delay(Pause);
        }
    }
}
