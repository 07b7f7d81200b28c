using System.Net;
using System.Text.RegularExpressions;
using OpsPortal.Demo;

namespace OpsPortal.Tests.Hosting;

/// <summary>A client that has signed in by the form, as a browser does.</summary>
internal static partial class SignedIn
{
    /// <summary>Signs in as a demo account, such as <c>finance</c>; redirects are followed only where the app listens on a
    /// port.</summary>
    public static async Task<HttpClient> SignInAsync(this PortalHost host, string account)
    {
        var client = host.CreateClient(new() { AllowAutoRedirect = false, BaseAddress = host.ClientOptions.BaseAddress });
        using var answer = await GiveAsync(client, account, DemoPeople.Password);
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect || answer.RequestMessage?.RequestUri?.AbsolutePath == "/",
            "The sign-in was refused.");
        return client;
    }

    /// <summary>What the sign-in form says.</summary>
    public static async Task<string> TrySignInAsync(this HttpClient client, string account, string password)
    {
        using var answer = await GiveAsync(client, account, password);
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<HttpResponseMessage> GiveAsync(HttpClient client, string account, string password)
    {
        var page = await client.GetStringAsync(new Uri("/account/sign-in", UriKind.Relative));
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = WebUtility.HtmlDecode(Token().Match(page).Groups[1].Value),
            ["_handler"] = "sign-in",
            ["Input.Email"] = $"{account}@demo.test",
            ["Input.Password"] = password,
        });
        return await client.PostAsync(new Uri("/account/sign-in", UriKind.Relative), form);
    }

    [GeneratedRegex("""name="__RequestVerificationToken" value="([^"]+)""")]
    private static partial Regex Token();
}
