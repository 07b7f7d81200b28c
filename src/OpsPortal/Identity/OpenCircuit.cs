using Microsoft.AspNetCore.SignalR;
using OpsPortal.Access;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Identity;

/// <summary>One open page of one session: how it is told that it has ended, and the socket that is cut if it does not
/// go.</summary>
internal sealed class OpenCircuit(PersonId person, SessionId session, Action tell)
{
    // A browser that obeys leads its person to the sign-in page within this time; any other loses its socket.
    private static readonly TimeSpan TimeToLeave = TimeSpan.FromSeconds(2);

    private int leaving;

    public PersonId Person => person;

    public SessionId Session => session;

    /// <summary>The socket over which the page speaks now; another one after it lost its connection and came back.</summary>
    public HubCallerContext? Socket { get; set; }

    public bool IsLeaving => leaving != 0;

    /// <summary>Tells the page to go, and cuts its socket soon after.</summary>
    public async Task CloseAsync()
    {
        if (Interlocked.Exchange(ref leaving, 1) != 0)
            return;
        tell();
        await Task.Delay(TimeToLeave);
        Socket?.Abort();
    }
}
