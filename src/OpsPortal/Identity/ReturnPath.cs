namespace OpsPortal.Identity;

/// <summary>Where a person goes after sign-in. Never to another site: only a path of our own is followed.</summary>
internal static class ReturnPath
{
    public static string Local(string? url) =>
        url is ['/', ..] and not ['/', '/' or '\\', ..] && !url.StartsWith("/account/", StringComparison.Ordinal) ? url : "/";
}
