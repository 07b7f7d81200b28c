namespace OpsPortal.Providers.Sandbox;

/// <summary>Where the simulated provider listens: <c>Providers:Sandbox:BaseUrl</c>, else this very application's own
/// address.</summary>
[Part]
internal sealed class SandboxAddress(IConfiguration configuration)
{
    public Uri Of(string path)
    {
        var configured = configuration["Providers:Sandbox:BaseUrl"];
        var own = (configuration["urls"] ?? configuration["ASPNETCORE_URLS"] ?? "http://localhost:5080").Split(';')[0];
        var address = string.IsNullOrEmpty(configured) ? own.Replace("//+", "//localhost", StringComparison.Ordinal) : configured;
        return new Uri(address.Replace("0.0.0.0", "localhost", StringComparison.Ordinal).TrimEnd('/') + path);
    }
}
