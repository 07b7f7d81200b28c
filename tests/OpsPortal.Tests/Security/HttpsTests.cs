using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using OpsPortal.Demo;
using OpsPortal.Shell.Start;

namespace OpsPortal.Tests.Security;

/// <summary>The app on a real socket with a certificate of its own, as an operator would run it.</summary>
[Trait("Requirement", "SEC-3")]
public sealed class HttpsTests
{
    // HSTS is for names; a browser ignores it for localhost, and so does the framework.
    private const string Name = "portal.example.test";

    [Fact]
    public async Task OverHttps_CookiesAreBoundToTheHostAndSecure_AndTheBrowserStaysWithHttpsForAYear()
    {
        await using var store = await TestStore.NewAsync(StoreKind.Sqlite);
        await using var portal = await StartAsync(store, "https");
        using var client = ClientOf(portal, out var cookies, out var raw);

        using var page = await client.GetAsync(new Uri("/account/sign-in", UriKind.Relative));
        await SignInAsync(client);

        Assert.Equal("max-age=31536000; includeSubDomains", Assert.Single(page.Headers.GetValues("Strict-Transport-Security")));
        var session = Assert.Single(cookies.GetAllCookies(), cookie => cookie.Name == "__Host-OpsPortal");
        Assert.Equal((true, true, "/"), (session.Secure, session.HttpOnly, session.Path));
        Assert.All(raw, header =>
        {
            Assert.Contains("; secure", header, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("domain=", header, StringComparison.OrdinalIgnoreCase);
            Assert.Matches("(?i); samesite=(lax|strict)", header);
            Assert.Contains("; httponly", header, StringComparison.OrdinalIgnoreCase);
        });
        Assert.All(cookies.GetAllCookies(), cookie => Assert.StartsWith("__Host-", cookie.Name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task OverHttp_NothingPretendsToBeSecure()
    {
        await using var store = await TestStore.NewAsync(StoreKind.Sqlite);
        await using var portal = await StartAsync(store, "http");
        using var client = ClientOf(portal, out var cookies, out _);

        using var page = await client.GetAsync(new Uri("/account/sign-in", UriKind.Relative));
        await SignInAsync(client);

        Assert.False(page.Headers.Contains("Strict-Transport-Security"));
        Assert.Contains(cookies.GetAllCookies(), cookie => cookie.Name == "OpsPortal");
        Assert.DoesNotContain(cookies.GetAllCookies(), cookie => cookie.Name.StartsWith("__Host-", StringComparison.Ordinal));
    }

    private static async Task SignInAsync(HttpClient client)
    {
        var said = await client.TrySignInAsync("finance", DemoPeople.Password);
        Assert.DoesNotContain("Not signed in", said, StringComparison.Ordinal);
    }

    private static async Task<WebApplication> StartAsync(TestStore store, string scheme)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(Portal).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = "Test",
        });
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(store.Settings);
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?> { ["Urls"] = $"{scheme}://127.0.0.1:0", ["Jobs:Enabled"] = "false" });
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = Certificate()));
        builder.Services.AddPortal(builder.Configuration);
        var portal = builder.Build();
        portal.UsePortal();
        portal.MapPortal();
        await portal.StartAsync();
        return portal;
    }

    private static HttpClient ClientOf(WebApplication portal, out CookieContainer cookies, out List<string> raw)
    {
        var address = new Uri(portal.Urls.Single());
        var kept = new CookieContainer();
        var told = new List<string>();
        var sockets = new SocketsHttpHandler
        {
            CookieContainer = kept,
            AllowAutoRedirect = false,
            ConnectCallback = async (_, ct) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, address.Port, ct);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        sockets.SslOptions.RemoteCertificateValidationCallback =
            (_, certificate, _, _) => certificate?.Subject == $"CN={Name}";
        (cookies, raw) = (kept, told);
        var named = new Uri($"{address.Scheme}://{Name}:{address.Port}");
        return new HttpClient(new Listening(sockets, told)) { BaseAddress = named };
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={Name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(Name);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }

    private sealed class Listening(HttpMessageHandler inner, List<string> cookies) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            if (answer.Headers.TryGetValues("Set-Cookie", out var headers))
                cookies.AddRange(headers);
            return answer;
        }
    }
}
