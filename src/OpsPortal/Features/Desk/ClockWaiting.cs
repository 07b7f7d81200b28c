using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Access;

namespace OpsPortal.Features.Desk;

/// <summary>A clock that is known to be wrong, for those who look after jobs: no payout is sent meanwhile.</summary>
[Part]
internal sealed class ClockWaiting(ClockCheck clocks) : IWaitingSource
{
    public string Room => "Clock";

    public Permission Permission => Permission.SeeJobs;

    public async Task<IReadOnlyList<Waiting>> ReadAsync(Reading reading) =>
        await clocks.WhyWrongAsync(reading.Db, reading.Ct) is { } wrong
            ? [new Waiting("Have the machine's clock set right: no payout is sent", $"Waits go by it, and {wrong}.",
                "/admin/jobs", reading.Now, reading.Now)]
            : [];
}
