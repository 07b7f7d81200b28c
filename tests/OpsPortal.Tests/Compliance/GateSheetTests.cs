using AngleSharp.Dom;
using Bunit;
using OpsPortal.Domain.Compliance;
using OpsPortal.Features.Compliance;
using OpsPortal.Tests.Components;

namespace OpsPortal.Tests.Compliance;

/// <summary>The sheet chooses nothing by itself and says what it comes to.</summary>
[Trait("Requirement", "CMP-2")]
public sealed class GateSheetTests : Drawing
{
    private (GateOutcome Outcome, string Evidence, Instant? ExpiresAt)? decided;

    [Fact]
    public void Draw_ChoosesNoOutcome_AndSaysWhatItComesTo()
    {
        var sheet = Draw();

        Assert.Equal(["Choose what is decided", "Unknown", "Pending", "Clear", "Failed"],
            sheet.FindAll("#gate-outcome option").Select(option => option.Text().Trim()));
        Assert.True(sheet.Find("#gate-outcome").HasAttribute("required"));
        Assert.Equal("EUR 600.00 waits.", sheet.Find(".sheet-sentence").TextContent);
        sheet.Find("form").Submit();
        Assert.Null(decided);
    }

    [Fact]
    public void Decide_HandsOverWhatWasChosen_AndForgetsItForTheNextGate()
    {
        var sheet = Draw();
        sheet.Find("#gate-outcome").Change("Clear");
        sheet.Find("#gate-evidence").Change("case 7");
        sheet.Find("#gate-expires").Change("2026-12-31");

        sheet.Find("form").Submit();

        Assert.Equal((GateOutcome.Clear, "case 7", (Instant?)Instant.FromUtc(2026, 12, 31, 0, 0)), decided);
        decided = null;
        sheet.Render(with => with.Add(one => one.Open, false));
        sheet.Render(with => with.Add(one => one.Open, true));
        sheet.Find("form").Submit();
        Assert.Null(decided);
    }

    private IRenderedComponent<GateSheet> Draw() => Render<GateSheet>(with => with
        .Add(sheet => sheet.Open, true)
        .Add(sheet => sheet.Title, "Decide: AML check of Lena")
        .Add(sheet => sheet.Sentence, "EUR 600.00 waits.")
        .Add(sheet => sheet.OnDecide, given => decided = given)
        .Add(sheet => sheet.OnCancel, () => { }));
}
