using System.Diagnostics;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using OpsPortal.Components;

namespace OpsPortal.Tests.Components;

/// <summary>What a page shows while it reads what was asked for.</summary>
public sealed class SlowReadTests : Drawing
{
    [Fact]
    public async Task AskForAnother_WhileItIsRead_DrawsNothingUntilItHasCome()
    {
        var page = Render<Letters>(with => with.Add(letters => letters.Asked, "a"));
        await page.InvokeAsync(() => page.Instance.Come("a"));
        page.WaitForAssertion(() => page.MarkupMatches("asked a, shows a"));
        var (drawn, clock) = (page.RenderCount, Stopwatch.StartNew());

        page.Render(with => with.Add(letters => letters.Asked, "b"));
        await page.InvokeAsync(() => page.Instance.Come("b"));

        page.WaitForAssertion(() => page.MarkupMatches("asked b, shows b"));
        // A machine that paused made it a read that took long.
        var most = clock.ElapsedMilliseconds < 200 ? 1 : 2;
        Assert.InRange(page.RenderCount - drawn, 1, most);
    }

    [Fact]
    public async Task AskForAnother_ThatTakesLong_ShowsThatItWasAskedFor()
    {
        var page = Render<Letters>(with => with.Add(letters => letters.Asked, "a"));
        Assert.Equal("asked a, shows nothing", page.Markup);
        await page.InvokeAsync(() => page.Instance.Come("a"));
        page.WaitForAssertion(() => page.MarkupMatches("asked a, shows a"));

        page.Render(with => with.Add(letters => letters.Asked, "b"));

        page.WaitForAssertion(() => page.MarkupMatches("asked b, shows a"), TimeSpan.FromSeconds(10));
        await page.InvokeAsync(() => page.Instance.Come("b"));
        page.WaitForAssertion(() => page.MarkupMatches("asked b, shows b"));
    }

    private sealed class Letters : OpsPage
    {
        private TaskCompletionSource<string> coming = new();
        private string shown = "nothing";

        [Parameter]
        public string Asked { get; set; } = "";

        public void Come(string letter) => coming.SetResult(letter);

        protected override async Task LoadAsync()
        {
            coming = new TaskCompletionSource<string>();
            shown = await coming.Task;
        }

        protected override void BuildRenderTree(RenderTreeBuilder builder) =>
            builder.AddContent(0, $"asked {Asked}, shows {shown}");
    }
}
