using Bunit;
using OpsPortal.Components;

namespace OpsPortal.Tests.Components;

public sealed class StepUpSheetTests : Drawing
{
    private static readonly Guid Batch = Guid.Parse("0190a6d2-0000-7000-8000-000000000001");
    private int confirmed;
    private int cancelled;

    [Fact]
    public void Draw_WhenClosed_IsEmpty() => Assert.Empty(Draw(open: false).Markup.Trim());

    [Fact]
    public void Draw_SaysWhatWillHappenAndBindsTheProofToTheContent()
    {
        var sheet = Draw();

        Assert.Equal("Approves 42 payouts, EUR 18,200.00.", sheet.Find(".sheet-sentence").TextContent);
        Assert.Equal("hash-1", sheet.Find("input[name=ContentHash]").GetAttribute("value"));
        Assert.Equal(Batch.ToString(), sheet.Find("input[name=ObjectId]").GetAttribute("value"));
        Assert.Equal("Confirm password", sheet.Find("label").TextContent);
        Assert.Equal("password", sheet.Find($"#{sheet.Find("label").GetAttribute("for")}").GetAttribute("type"));
        Assert.Equal("Confirm", sheet.Find("button[type=submit]").TextContent);
    }

    [Fact]
    public void Draw_NeverBindsThePasswordToTheCircuit()
    {
        var field = Draw().Find("input[type=password]");

        Assert.DoesNotContain(field.Attributes, attribute => attribute.Name.StartsWith("blazor:", StringComparison.Ordinal));
    }

    [Fact]
    public void Confirm_WhenTheServerTakesTheProof_RunsTheCommand()
    {
        JSInterop.Setup<string>("opsportal.stepUp", _ => true).SetResult("ok");

        Draw().Find("form").Submit();

        Assert.Equal(1, confirmed);
    }

    [Fact]
    public void Confirm_WhenTheServerRefuses_SaysWhyAndRunsNothing()
    {
        JSInterop.Setup<string>("opsportal.stepUp", _ => true).SetResult("Not confirmed. The password or code is wrong.");
        var sheet = Draw();

        sheet.Find("form").Submit();

        Assert.Equal(0, confirmed);
        Assert.Contains("The password or code is wrong.", sheet.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancel_TellsThePage()
    {
        Draw().Find("[data-cancel]").Click();

        Assert.Equal(1, cancelled);
    }

    private IRenderedComponent<StepUpSheet> Draw(bool open = true) => Render<StepUpSheet>(with => with
        .Add(sheet => sheet.Open, open)
        .Add(sheet => sheet.Title, "Approve batch")
        .Add(sheet => sheet.Sentence, "Approves 42 payouts, EUR 18,200.00.")
        .Add(sheet => sheet.Action, "ApproveBatch")
        .Add(sheet => sheet.ObjectId, Batch)
        .Add(sheet => sheet.ContentHash, "hash-1")
        .Add(sheet => sheet.OnConfirmed, () => confirmed++)
        .Add(sheet => sheet.OnCancel, () => cancelled++));
}
