using System.Net;

namespace OpsPortal.Providers;

/// <summary>Whether a server stands on this machine, so that what is said to it never passes a network.</summary>
internal static class ThisMachine
{
    /// <param name="host">A name, an address or the path of a socket, without a port.</param>
    public static bool Is(string host) => host is ['/' or '@', ..]
        || host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
