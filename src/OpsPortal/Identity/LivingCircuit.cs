using Microsoft.AspNetCore.Components.Server.Circuits;

namespace OpsPortal.Identity;

/// <summary>Enters a circuit among those of its person when it opens, and strikes it out when it closes.</summary>
internal sealed class LivingCircuit(OpenCircuits circuits, LivingSessionProvider session) : CircuitHandler
{
    private OpenCircuit? entered;

    /// <summary>True where the person has as many pages open as one may have: this one shows nothing.</summary>
    public bool IsTooMany { get; private set; }

    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (Sessions.ActorOf((await session.GetAuthenticationStateAsync()).User) is not { Session: { } id } actor)
            return;
        entered = new OpenCircuit(actor.Person, id, session.End);
        IsTooMany = !circuits.TryEnter(entered);
    }

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (entered is not null)
            entered.Socket = CircuitSockets.Current;
        if (IsTooMany)
            _ = entered!.CloseAsync();
        return Task.CompletedTask;
    }

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (entered is not null)
            circuits.Leave(entered);
        return Task.CompletedTask;
    }
}
