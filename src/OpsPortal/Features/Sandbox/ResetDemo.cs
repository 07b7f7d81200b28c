using OpsPortal.Access;
using OpsPortal.Demo;
using OpsPortal.Domain.Access;

namespace OpsPortal.Features.Sandbox;

/// <summary>Puts the demo back to its first state, for everybody. There is no such thing outside the demo.</summary>
[UseCase]
internal sealed class ResetDemo(CommandRunner runner, DemoTemplate template, IConfiguration configuration)
{
    public async Task<Outcome<bool>> RunAsync(Actor actor, CancellationToken ct)
    {
        // The permission is asked first and alone: the command's own transaction must not stand open on the database that is
        // replaced.
        var allowed = await runner.RunAsync(Permission.UseSandbox, actor, _ => Task.FromResult(
            configuration.GetValue<bool>("Demo:Enabled") ? Outcome.Done : SandboxRefusals.OnlyInDemo), ct);
        if (allowed.IsRefused)
            return allowed.Refusal;
        var done = await template.PutBackAsync(ct);
        return done.IsRefused ? done.Refusal : true;
    }
}
