using OpsPortal.Tests.Payouts;

namespace OpsPortal.EndToEnd.Payouts;

[Collection("browser")]
public sealed class BatchTests(Browser browser)
{
    private const int PhoneWidth = 390;

    [BrowserFact]
    [Trait("Requirement", "PAY-4")]
    public async Task Batch_IsBuiltSubmittedApprovedOnAPhoneAndTransmitted()
    {
        await using var host = await PortalHost.NewAsync();
        var address = host.Listen();
        await using var world = await PayoutWorld.InAsync(host, 3);
        string path;
        await using (var finance = await browser.VisitAsync(address))
        {
            await finance.SignInAsync("finance");
            await finance.GoAsync("/payouts/eligibility");
            await finance.PictureAsync("eligibility");
            await finance.PressAsync("Build batch");
            await finance.Page.GetByText("3 payouts").First.WaitForAsync();
            await finance.PressAsync("Build this batch");
            await finance.Page.WaitForURLAsync("**/payouts/batches/*");
            await finance.PressAsync("Submit batch");
            await finance.Page.GetByText("2 controllers must approve it.").WaitForAsync();
            path = new Uri(finance.Page.Url).AbsolutePath;
        }

        await ApproveAsync(address, path, "controller1", PhoneWidth);
        await ApproveAsync(address, path, "controller2", 1280);
        await using var sender = await browser.VisitAsync(address);
        await sender.SignInAsync("controller2");
        await sender.GoAsync(path);
        await sender.PressAsync("Transmit batch");
        await sender.ConfirmAsync();
        await sender.Page.GetByText("Transmitted").First.WaitForAsync();
        await sender.PictureAsync("batch-transmitted");
        Assert.Empty(await sender.BarriersAsync());
    }

    private async Task ApproveAsync(Uri address, string path, string account, int width)
    {
        await using var controller = await browser.VisitAsync(address);
        await controller.Page.SetViewportSizeAsync(width, 844);
        await controller.SignInAsync(account);
        await controller.GoAsync(path);
        var wide = await controller.Page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        Assert.True(wide <= width, $"The page is {wide} wide on {width}.");
        await controller.PictureAsync($"batch-approve-{width}");
        await controller.PressAsync("Approve batch");
        await controller.ConfirmAsync();
        await controller.Page.GetByText("You have approved it.")
            .Or(controller.Page.GetByText("A controller transmits it.")).First.WaitForAsync();
    }
}
