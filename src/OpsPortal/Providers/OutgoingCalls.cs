namespace OpsPortal.Providers;

/// <summary>Makes the clients for calls to providers. None follows a redirect: an answer must not send our keys and payouts to
/// another address.</summary>
internal static class OutgoingCalls
{
    public static HttpClient Client(TimeSpan longest) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = longest };
}
