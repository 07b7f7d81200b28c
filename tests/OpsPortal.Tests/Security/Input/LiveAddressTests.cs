namespace OpsPortal.Tests.Security.Input;

/// <summary>Bad addresses of pages as a browser opens them: over a circuit, not by GET alone.</summary>
[Trait("Requirement", "SEC-5")]
public sealed class LiveAddressTests
{
    [Fact]
    public async Task Page_OfABadAddress_LivesAndSaysSo()
    {
        await using var host = await PortalHost.NewAsync();
        host.Listen();
        await using var pages = new OpenPages();
        await pages.SignInAsync(host, "finance");
        foreach (var path in new[]
        {
            "/cash?page=-1", "/cash?page=2147483647", "/cash?search=a%00b", "/cash?receipt=garbage", "/invoices?page=99999999999",
            "/invoices?find=%27;DROP--", "/payees?page=2147483647", "/contracts?text=%00", "/ledger/owner-changes?month=9999-12",
            "/exceptions?page=2147483647", "/close?month=0001-01", "/trace?id=%3Cscript%3E%00",
        })
        {
            var page = await pages.OpenAsync(0, path);
            Assert.False(page.Heard("page.unexpected"), path);
            Assert.False(page.Heard("JS.Error"), path);
        }
    }
}
