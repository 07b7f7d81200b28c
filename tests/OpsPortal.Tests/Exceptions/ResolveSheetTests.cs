using AngleSharp.Dom;
using Bunit;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Features.Exceptions;
using OpsPortal.Tests.Components;

namespace OpsPortal.Tests.Exceptions;

public sealed class ResolveSheetTests : Drawing
{
    private static readonly EntryId Entry = new(Guid.Parse("0190a6d2-0000-7000-8000-000000000077"));
    private CaseClosing? closing;

    /// <summary>"No money moved" can be said only where the type's row leaves room for it.</summary>
    [Theory]
    [InlineData(ResolvingPosting.EntryDemanded, false, "choose the entry that posted it")]
    [InlineData(ResolvingPosting.EntryOrReason, true, "or say why no money moved")]
    [InlineData(ResolvingPosting.NotAsked, false, "need not move")]
    [Trait("Requirement", "EXC-2")]
    public void Draw_AsksForTheMoneyAnswerOfTheType(ResolvingPosting posting, bool asksForReason, string words)
    {
        var sheet = Draw(posting);

        Assert.Equal(asksForReason, sheet.FindAll("#no-money").Count == 1);
        Assert.Contains(words, sheet.Find(".sheet-sentence").TextContent, StringComparison.Ordinal);
        Assert.Equal(["None", "2026-03-02, Cash applied, EUR 40.00"], sheet.FindAll("#entry option").Select(o => o.Text()));
    }

    [Fact]
    [Trait("Requirement", "EXC-2")]
    public void Confirm_HandsOverWhatWasChosen()
    {
        var sheet = Draw(ResolvingPosting.EntryOrReason);
        sheet.Find("#cause").Change("Wrong reference");
        sheet.Find("#resolution").Change("Applied by hand");
        sheet.Find("#entry").Change(Entry.ToString());

        sheet.Find("form").Submit();

        Assert.Equal(new CaseClosing("Wrong reference", "Applied by hand", Entry), closing);
    }

    private IRenderedComponent<ResolveSheet> Draw(ResolvingPosting posting) => Render<ResolveSheet>(with => with
        .Add(sheet => sheet.Open, true)
        .Add(sheet => sheet.Posting, posting)
        .Add(sheet => sheet.Entries, [(Entry, "2026-03-02, Cash applied, EUR 40.00")])
        .Add(sheet => sheet.OnResolve, given => closing = given)
        .Add(sheet => sheet.OnCancel, () => { }));
}
