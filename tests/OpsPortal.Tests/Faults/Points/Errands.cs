using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Close;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Close;
using OpsPortal.Features.Payouts;

namespace OpsPortal.Tests.Faults.Points;

/// <summary>Does in the app's process what a page does when its person presses the button.</summary>
internal static class Errands
{
    /// <summary>How it ended, in words; who dies on the way says nothing.</summary>
    public static async Task<string> RunAsync(IServiceProvider services, Errand errand)
    {
        try
        {
            var by = new Actor(new PersonId(errand.Person), new SessionId(errand.Session));
            var refusal = errand.Command switch
            {
                nameof(ApproveBatch) => (await services.GetRequiredService<ApproveBatch>().RunAsync(
                    new ApproveBatch.Command(new BatchId(errand.Subject), errand.ShownHash), by, default)).Refusal,
                nameof(TransmitBatch) => (await services.GetRequiredService<TransmitBatch>().RunAsync(
                    new TransmitBatch.Command(new BatchId(errand.Subject), errand.ShownHash), by, default)).Refusal,
                _ => (await services.GetRequiredService<SignClose>().RunAsync(
                    new CloseSignature(new PeriodCloseId(errand.Subject), errand.ShownHash), by, default)).Refusal,
            };
            return refusal?.Text ?? $"{errand.Command} was done and nobody died.";
        }
        catch (Exception trouble)
        {
            return trouble.ToString();
        }
    }
}
