using System.Reflection;
using OpsPortal.Domain.Audit;
using OpsPortal.Domain.Shared;
using OpsPortal.Domain.Tests.Ledger;

namespace OpsPortal.Domain.Tests.Audit;

[Trait("Requirement", "LED-10")]
public sealed class AuditChainTests
{
    [Fact]
    public void Verify_OfAnUntouchedChain_CountsEveryLink()
    {
        var links = Chain(5);
        var verdict = AuditChain.Verify(links);
        Assert.True(verdict.IsIntact);
        Assert.Equal((5, links[^1].Seal.Hash), (verdict.Links, verdict.HeadHash));
    }

    [Theory]
    [InlineData(nameof(AuditRow.Who), "mallory")]
    [InlineData(nameof(AuditRow.Action), "other")]
    [InlineData(nameof(AuditRow.Before), "")]
    [InlineData(nameof(AuditRow.After), null)]
    [InlineData(nameof(AuditRow.Reason), "other")]
    [InlineData(nameof(AuditRow.RequestId), "other")]
    public void Verify_WhenAFieldWasChanged_NamesTheLink(string field, string? value)
    {
        var links = Chain(5);
        typeof(AuditRow).GetProperty(field, BindingFlags.Public | BindingFlags.Instance)!.SetValue(links[2].Row, value);
        var verdict = AuditChain.Verify(links);
        Assert.Equal(3, verdict.FirstBroken);
    }

    [Fact]
    public void Verify_WhenARowIsGone_NamesTheLink()
    {
        var links = Chain(5);
        links[1] = (links[1].Seal, null);
        Assert.Equal(2, AuditChain.Verify(links).FirstBroken);
    }

    [Fact]
    public void Verify_WhenALinkIsGone_NamesTheGap()
    {
        var links = Chain(5);
        links.RemoveAt(2);
        Assert.Equal(3, AuditChain.Verify(links).FirstBroken);
    }

    [Fact]
    public void Verify_WhenTwoRowsAreSwapped_NamesTheFirst()
    {
        var links = Chain(5);
        (links[1], links[2]) = ((links[1].Seal, links[2].Row), (links[2].Seal, links[1].Row));
        Assert.Equal(2, AuditChain.Verify(links).FirstBroken);
    }

    private static List<(AuditSeal Seal, AuditRow? Row)> Chain(int length)
    {
        var links = new List<(AuditSeal, AuditRow?)>();
        AuditSeal? head = null;
        for (var i = 0; i < length; i++)
        {
            var row = AuditRow.Of(
                new AuditId(SomeFacts.Id(i)), SomeFacts.Now, null, "Ann", "ApproveBatch", "batch", SomeFacts.Id(9), "request",
                null, "Approved", "ok");
            head = AuditSeal.After(head, row);
            links.Add((head, row));
        }

        return links;
    }
}
