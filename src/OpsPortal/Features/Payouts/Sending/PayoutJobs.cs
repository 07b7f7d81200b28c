using OpsPortal.Access;
using OpsPortal.Jobs;

namespace OpsPortal.Features.Payouts.Sending;

/// <summary>The clock of sending.</summary>
[Part]
internal sealed class DispatchPayoutsJob(DispatchPayouts dispatch) : IBackgroundJob
{
    public string Name => "payout-dispatch";

    public string Purpose => "Sends released payouts to their provider, each under its one key.";

    public TimeSpan Every => TimeSpan.FromSeconds(2);

    public async Task<string> RunAsync(Actor actor, CancellationToken ct)
    {
        var sent = await dispatch.RunAsync(actor, ct);
        return sent.IsRefused ? sent.Refusal.Text : sent.Value == 0 ? JobResults.Nothing : $"{sent.Value} payouts handed over";
    }
}

/// <summary>The clock of enquiries.</summary>
[Part]
internal sealed class EnquirePayoutsJob(EnquirePayouts enquire) : IBackgroundJob
{
    public string Name => "payout-enquiry";

    public string Purpose => "Asks the provider about payouts whose outcome is unknown.";

    public TimeSpan Every => TimeSpan.FromSeconds(5);

    public async Task<string> RunAsync(Actor actor, CancellationToken ct)
    {
        var asked = await enquire.RunAsync(actor, ct);
        return asked.IsRefused ? asked.Refusal.Text
            : asked.Value == 0 ? JobResults.Nothing : $"{asked.Value} payouts asked about";
    }
}
