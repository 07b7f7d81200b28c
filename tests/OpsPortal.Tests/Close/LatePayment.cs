using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Reconciliation;
using OpsPortal.Events;
using OpsPortal.Features.Reconciliation;
using OpsPortal.Providers.Sandbox;

namespace OpsPortal.Tests.Close;

/// <summary>A payment that the provider tells of later than it happened.</summary>
internal static class LatePayment
{
    public static readonly IReadOnlyDictionary<string, string?> Secrets = new Dictionary<string, string?>
    {
        ["Providers:Sandbox:WebhookSecret"] = "whsec_" + Convert.ToBase64String(new byte[32]),
    };

    /// <summary>The provider's reference of it.</summary>
    public static async Task<string> ArriveAsync(World world, Instant happened)
    {
        await using var db = await world.DbAsync();
        var code = await db.Set<OpsPortal.Domain.Parties.LegalEntity>().Where(entity => entity.Id == World.Ireland)
            .Select(entity => entity.Code).SingleAsync();
        var order = new PaymentOrder("NONE-1", code, Rail.SepaCredit, new Money(480_00, Currency.Of("EUR")));
        var payment = new SandboxPayment(order, $"pay_{Guid.CreateVersion7():N}", happened);
        var delivery = SandboxEvents.Payment(payment, "payment.succeeded", payment.AmountMinor, happened);
        await world.Use<DemoEvents>().DeliverAsync(delivery.EventId, delivery.Body);
        await world.Use<DemoEvents>().SweepAsync();
        return payment.Reference;
    }

    /// <summary>The provider's report of February tells of it, and both sides are compared.</summary>
    public static async Task ReconcileAsync(World world, string reference, Instant happened)
    {
        var (from, asOf) = (new LocalDate(2026, 2, 1), new LocalDate(2026, 2, 28));
        var report = SandboxBalanceReport.Write(
            [new SandboxMovement("evt_report", happened, "payment", reference, null, new Money(480_00, Currency.Of("EUR")))]);
        var taken = await world.Use<ImportProviderReport>().RunAsync(
            new(World.Ireland, ReportFormat.SandboxBalance, from, asOf, "february.csv", report), world.As("finance"), default);
        Assert.Null(taken.Outcome.Refusal);
        var run = await world.Use<RunReconciliation>().RunAsync(
            new(World.Ireland, ReconciliationLayer.ProviderToSubledger, SandboxEventReader.Name, Currency.Of("EUR"), from, asOf),
            world.As("finance"), default);
        Assert.Null(run.Refusal);
    }
}
