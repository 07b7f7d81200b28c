using OpsPortal.Features.Audit;

namespace OpsPortal.Tests.Audit;

public sealed class AuditWordsTests
{
    private static readonly string Id = Guid.Empty.ToString();

    [Theory]
    [InlineData("ApproveBatch refused", "Approve batch refused")]
    [InlineData("close-signed, a missed one stops nothing", "Close signed, a missed one stops nothing")]
    [InlineData("QuickBooks Online, NetSuite, FedNow", "QuickBooks Online, NetSuite, FedNow")]
    [InlineData("Changed exception type AmlHold", "Changed exception type AML hold")]
    [InlineData("MarketTerms { Seller = Payee, TaxOnAdvances = True }", "Seller: Payee, Tax on advances: True")]
    [InlineData(null, "")]
    public void Of_SaysNamesOfTheCodeInWords(string? kept, string shown) => Assert.Equal(shown, AuditWords.Of(kept));

    [Fact]
    public void Of_LeavesOutKeysAndShortensHashes_ButNeverSaysNothing()
    {
        Assert.Equal("step 1, Reminder", AuditWords.Of($"step 1, Reminder, dunning:{Id}:1:1"));
        Assert.Equal($"dunning:{Id}:1:1", AuditWords.Of($"dunning:{Id}:1:1"));
        Assert.Equal("Prepared, abababababab…", AuditWords.Of($"Prepared, {string.Concat(Enumerable.Repeat("ab", 32))}"));
    }

    [Fact]
    public void Change_SaysFromWhatToWhat()
    {
        Assert.Equal("Pending → Waits for signature", AuditWords.Change("Pending", "WaitsForSignature"));
        Assert.Equal("Was: Draft", AuditWords.Change("Draft", null));
        Assert.Equal("Draft", AuditWords.Change(null, "Draft"));
    }

    [Fact]
    public void ActionsLike_WordsOfTheScreen_FindsTheNameInTheLog() =>
        Assert.Contains("ApproveBatch refused", AuditWords.ActionsLike("Approve batch refused"));
}
