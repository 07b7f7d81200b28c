using System.Diagnostics;

namespace OpsPortal.Api;

/// <summary>Every answer names its request; journal and audit rows carry the same id.</summary>
internal static class RequestIds
{
    public const string Header = "X-Request-Id";

    public static void UseRequestIds(this WebApplication app) => app.Use((http, next) =>
    {
        http.Response.Headers[Header] = Of(http);
        http.Response.OnStarting(() =>
        {
            http.Response.Headers[Header] = Of(http);
            return Task.CompletedTask;
        });
        return next(http);
    });

    public static string Of(HttpContext http)
    {
        if (http.Items[Header] is string known)
            return known;
        var id = Activity.Current?.TraceId.ToString() ?? Guid.CreateVersion7().ToString("N");
        http.Items[Header] = id;
        return id;
    }
}
