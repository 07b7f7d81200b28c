using OpsPortal.Access;
using OpsPortal.Jobs;

namespace OpsPortal.Features.Exceptions;

/// <summary>The clock of the exception ladder.</summary>
[Part]
internal sealed class AgeExceptionsJob(AgeExceptions ageing) : IBackgroundJob
{
    public string Name => "exception-ageing";

    public string Purpose => "Reminds of late exceptions and climbs their ladder.";

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task<string> RunAsync(Actor actor, CancellationToken ct)
    {
        var raised = await ageing.RunAsync(actor, ct);
        return raised.Value == 0 ? JobResults.Nothing : $"{raised.Value} escalated";
    }
}
