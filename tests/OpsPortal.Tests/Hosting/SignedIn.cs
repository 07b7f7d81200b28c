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

    /// <summary>Fills a form of a page and sends it, to the page itself unless told; what is said then.</summary>
    public static async Task<string> GiveFormAsync(this HttpClient client, string path, string form,
        Dictionary<string, string> fields, string? to = null)
    {
        using var answer = await PostAsync(client, path, form, fields, to);
        return await answer.Content.ReadAsStringAsync();
    }

    private static Task<HttpResponseMessage> GiveAsync(HttpClient client, string account, string password) =>
        PostAsync(client, "/account/sign-in", "sign-in", new()
        {
            ["Input.Email"] = $"{account}@demo.test", ["Input.Password"] = password,
        });

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string path, string form,
        Dictionary<string, string> fields, string? to = null)
    {
        var page = await client.GetStringAsync(new Uri(path, UriKind.Relative));
        fields["__RequestVerificationToken"] = WebUtility.HtmlDecode(Token().Match(page).Groups[1].Value);
        fields["_handler"] = form;
        using var content = new FormUrlEncodedContent(fields);
        return await client.PostAsync(new Uri(to ?? path, UriKind.Relative), content);
    }

    [GeneratedRegex("""name="__RequestVerificationToken" value="([^"]+)""")]
    private static partial Regex Token();
}
