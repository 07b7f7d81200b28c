using Bunit;
using OpsPortal.Components;

namespace OpsPortal.Tests.Components;

public sealed class RefusalNoticeTests : Drawing
{
    private static readonly Refusal FourEyes = new(
        "payouts.four-eyes", "Refused: you built this batch.", "Four eyes need two people.",
        "Another controller must approve it.");

    [Fact]
    public void Draw_WhenRefused_SaysWhatWhyAndNextAsAnAlert()
    {
        var notice = Render<RefusalNotice>(with => with.Add(n => n.Refusal, FourEyes)).Find("[role=alert]");

        Assert.Equal("payouts.four-eyes", notice.GetAttribute("data-code"));
        Assert.Equal([FourEyes.What, FourEyes.Why, FourEyes.Next], notice.QuerySelectorAll("p").Select(part => part.TextContent));
    }

    [Fact]
    public void Draw_WhenNothingIsRefused_IsEmpty() =>
        Assert.Empty(Render<RefusalNotice>(with => with.Add(n => n.Refusal, null)).Markup);

    [Fact]
    public void Draw_WhenSignedOut_LeadsToSignInAndBack()
    {
        var link = Render<RefusalNotice>(with => with.Add(n => n.Refusal, SharedRefusals.SignedOut)).Find("a");

        Assert.StartsWith("/account/sign-in?returnUrl=", link.GetAttribute("href"), StringComparison.Ordinal);
    }
}
