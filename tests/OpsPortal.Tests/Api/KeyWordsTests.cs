using OpsPortal.Api;
using OpsPortal.Features.Keys;

namespace OpsPortal.Tests.Api;

public sealed class KeyWordsTests
{
    [Fact]
    public void Of_EveryScope_IsWordsAndNotItsName()
    {
        var words = ApiScope.All.Select(KeyWords.Of).ToList();

        Assert.All(words, word => Assert.DoesNotContain('.', word));
        Assert.Equal(words.Count, words.Distinct().Count());
    }

    [Fact]
    public void Scopes_ShowWordsWithTheNameBeside_AndWhatIsNotKnownByItsNameAlone()
    {
        Assert.Equal(
            "<div>Read receipts <code class=\"quiet\">cash.read</code></div>"
                + "<div>&lt;old&gt; <code class=\"quiet\">&lt;old&gt;</code></div>",
            KeyWords.Scopes("cash.read <old>").Value);
        Assert.Equal("read receipts, trace any id", KeyWords.Sentence("cash.read trace.read"));
    }
}
