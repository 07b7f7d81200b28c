using System.Net;
using OpsPortal.Domain.Milestones;

namespace OpsPortal.EndToEnd.Milestones;

[Collection("browser")]
public sealed class MilestoneTests(Browser browser)
{
    private const int PhoneWidth = 390;
    private static readonly byte[] TooMuch = [.. AMilestone.Pdf, .. new byte[21 * 1024 * 1024]];

    [BrowserFact]
    [Trait("Requirement", "MIL-3")]
    public async Task Approve_OnAPhone_SignsEveryCriterion()
    {
        await using var host = await PortalHost.NewAsync();
        var address = host.Listen();
        var id = await AMilestone.SubmittedInAsync(host);
        await using var approver = await browser.SignedInAsync(address, "approver", $"/milestones/{id}", PhoneWidth);
        var wide = await approver.WidthAsync();
        Assert.True(wide <= PhoneWidth, $"The page is {wide} wide.");

        await approver.PressAsync("Approve milestone");
        await Assertions.Expect(approver.Refusal).ToContainTextAsync("not every criterion is ticked");
        foreach (var box in await approver.Page.Locator(".checklist input").AllAsync())
            await box.CheckAsync();
        await approver.Page.GetByLabel("Comment").FillAsync("Seen on site");
        await approver.PressAsync("Approve milestone");

        await approver.Page.Locator("h1").GetByText("Approved").WaitForAsync();
        Assert.Equal(MilestoneState.Approved, (await AMilestone.ReadAsync(host, id)).State);
        Assert.Empty(await approver.BarriersAsync());
    }

    [BrowserFact]
    [Trait("Requirement", "SEC-5")]
    public async Task Evidence_InTheBrowser_TakesGoodFilesAndRefusesDisguisedAndLargeOnes()
    {
        await using var host = await PortalHost.NewAsync();
        var address = host.Listen();
        var id = await AMilestone.InAsync(host);
        await using var ops = await browser.SignedInAsync(address, "ops", $"/milestones/{id}");

        await AddAsync(ops, host, "plan.pdf", AMilestone.Pdf);
        await ops.Page.GetByRole(AriaRole.Link, new() { Name = "plan.pdf" }).WaitForAsync();
        await ops.LiveAsync();
        await AddAsync(ops, host, "photo.png", AMilestone.Pdf);
        await Assertions.Expect(ops.Refusal).ToContainTextAsync("the file is not what its name says");
        await ops.LiveAsync();
        await AddAsync(ops, host, "film.pdf", TooMuch);
        var words = await ops.Page.GetByLabel("Evidence file").EvaluateAsync<string>("field => field.validationMessage");

        Assert.Contains("at most 20 MB", words, StringComparison.Ordinal);
        Assert.Equal(["plan.pdf"], (await AMilestone.ReadAsync(host, id)).Evidence.Select(file => file.FileName));
    }

    [BrowserFact]
    [Trait("Requirement", "SEC-5")]
    public async Task Evidence_OverHttp_AnswersWithTheStatusOfEachRefusal()
    {
        await using var host = await PortalHost.NewAsync();
        var address = host.Listen();
        var id = await AMilestone.InAsync(host);
        await using var ops = await browser.SignedInAsync(address, "ops", $"/milestones/{id}");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, await PostAsync(ops, id, "photo.png", AMilestone.Pdf));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await PostAsync(ops, id, "run.exe", AMilestone.Pdf));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync(ops, id, "film.pdf", TooMuch));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(ops, new(Guid.CreateVersion7()), "plan.pdf", AMilestone.Pdf));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(ops, id, "plan.pdf", AMilestone.Pdf, token: "forged"));
        Assert.Empty((await AMilestone.ReadAsync(host, id)).Evidence);
        Assert.Equal(HttpStatusCode.Redirect, await PostAsync(ops, id, "plan.pdf", AMilestone.Pdf));
        Assert.Single((await AMilestone.ReadAsync(host, id)).Evidence);
    }

    // From a file, as people do it: the browser reads it by itself. It goes with the store.
    private static async Task AddAsync(Visitor visitor, PortalHost host, string name, byte[] content)
    {
        var path = Path.Combine(host.Store.Folder, name);
        await File.WriteAllBytesAsync(path, content);
        await visitor.Page.GetByLabel("Evidence file").SetInputFilesAsync(path);
        await visitor.PressAsync("Add evidence");
    }

    // The same cookie and token as the browser's, without the browser's wish for a page.
    private static async Task<HttpStatusCode> PostAsync(Visitor visitor, MilestoneId id, string name, byte[] content,
        string? token = null)
    {
        token ??= await visitor.Page.Locator("form[enctype] input[name=__RequestVerificationToken]").GetAttributeAsync("value");
        var cookies = await visitor.Context.CookiesAsync();
        using var client = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false });
        using var form = new MultipartFormDataContent();
        form.Add(new StringContent(token!), "__RequestVerificationToken");
        form.Add(new ByteArrayContent(content), "file", name);
        var address = new Uri(new Uri(visitor.Page.Url), $"/milestones/{id}/evidence");
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = form };
        request.Headers.Add("Cookie", string.Join("; ", cookies.Select(cookie => $"{cookie.Name}={cookie.Value}")));
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }
}
