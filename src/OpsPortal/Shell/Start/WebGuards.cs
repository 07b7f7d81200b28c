using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Primitives;

namespace OpsPortal.Shell.Start;

/// <summary>
/// What the browser is told about every answer, and who may open a page's socket. Scripts and styles come from this server alone;
/// nothing frames a page; a socket is opened only from a page of this address. No answer is kept by anybody unless it says so,
/// texts name their character set, and none names the server's program.
/// </summary>
internal static class WebGuards
{
    private const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        + "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'self'; object-src 'none'; "
        + "frame-ancestors 'none'";

    private static readonly TimeSpan OneYear = TimeSpan.FromDays(365);

    public static IServiceCollection AddWebGuards(this IServiceCollection services) =>
        services.AddHsts(options => (options.MaxAge, options.IncludeSubDomains) = (OneYear, true))
            .Configure<KestrelServerOptions>(options => options.AddServerHeader = false);

    public static void UseWebGuards(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
            app.UseHsts();
        app.Use(async (context, next) =>
        {
            Mark(context.Response.Headers);
            context.Response.OnStarting(Complete, context.Response);
            if (IsForeignSocket(context.Request))
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
            else
                await next(context);
        });
    }

    private static void Mark(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }

    // Last of all, so that files that may be kept and texts of another character set have had their say.
    private static Task Complete(object state)
    {
        var response = (HttpResponse)state;
        if (StringValues.IsNullOrEmpty(response.Headers.CacheControl))
            response.Headers.CacheControl = "no-store";
        if (response.ContentType is { } type && type.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
            && !type.Contains("charset=", StringComparison.OrdinalIgnoreCase))
            response.ContentType = $"{type}; charset=utf-8";
        return Task.CompletedTask;
    }

    // A browser sends the cookie along with a socket that a foreign page opens, and names that page here.
    private static bool IsForeignSocket(HttpRequest request) =>
        request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal)
        && request.Headers.Origin.ToString() is { Length: > 0 } origin
        && (!Uri.TryCreate(origin, UriKind.Absolute, out var from) || from.Authority != Authority(request));

    private static string Authority(HttpRequest request) => new Uri($"{request.Scheme}://{request.Host}").Authority;
}
