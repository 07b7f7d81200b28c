using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Data;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Ledger;
using OpsPortal.Events;

namespace OpsPortal.Tests.Events;

/// <summary>Stripe's own events, truly signed, over HTTP: stored, read and posted.</summary>
[Trait("Requirement", "EVT-1")]
public sealed class StripeOverHttpTests
{
    private static readonly long Now = SystemClock.Instance.GetCurrentInstant().ToUnixTimeSeconds() - 600;

    [Theory, OnSqlite, OnPostgres]
    public async Task Payment_SettledRefundedAndDisputed_IsPostedByStripesEvents(StoreKind kind)
    {
        await using var host = await PortalHost.NewAsync(kind, CashWorld.Settings);
        using var client = host.CreateClient();
        await CashWorld.IssueAsync(host.Services, "IE-S1", 100_000);

        await SendAsync(client, "payment_intent.processing", 0, Intent("pi_1"));
        await SendAsync(client, "payment_intent.succeeded", 1, Intent("pi_1"));
        await AtRestAsync(host);
        var paid = await ReceiptAsync(host, "pi_1");
        Assert.Equal((100_000L, 100_000L, false), (paid.AmountMinor, paid.AppliedMinor, paid.IsSettled));

        await SendAsync(client, "charge.succeeded", 2, Charge(availableOn: Now));
        await SendAsync(client, "charge.refunded", 3, Charge(refunded: 20_000));
        await SendAsync(client, "charge.dispute.created", 4, Dispute("needs_response"));
        await AtRestAsync(host);
        Assert.Equal(30_000, (await BalancesAsync(host))[Account.FundsInDispute]);

        await SendAsync(client, "charge.dispute.closed", 5, Dispute("won"));
        await AtRestAsync(host);
        var receipt = await ReceiptAsync(host, "pi_1");
        Assert.Equal((20_000L, 80_000L, true), (receipt.ReturnedMinor, receipt.AppliedMinor, receipt.IsSettled));
        var balances = await BalancesAsync(host);
        Assert.Equal(79_750, balances[Account.ProviderAvailable]);
        Assert.Equal(0, balances.GetValueOrDefault(Account.ProviderPending));
        Assert.Equal(0, balances.GetValueOrDefault(Account.FundsInDispute));
    }

    [Fact]
    public async Task Charge_AvailableLater_WaitsUntilThen_AndWithoutItsTransactionIsIgnored()
    {
        await using var host = await PortalHost.NewAsync(settings: CashWorld.Settings);
        using var client = host.CreateClient();
        var later = Now + 86_400;

        await SendAsync(client, "payment_intent.succeeded", 0, Intent("pi_1"));
        await SendAsync(client, "charge.succeeded", 1, Charge(availableOn: later));
        await SendAsync(client, "charge.updated", 2, Charge());
        await AtRestAsync(host);

        var rows = await RowsAsync(host);
        Assert.Equal((InboxState.Waiting, Instant.FromUnixTimeSeconds(later)), (rows[1].State, rows[1].NextAt));
        Assert.Equal(InboxState.Ignored, rows[2].State);
        Assert.False((await ReceiptAsync(host, "pi_1")).IsSettled);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Payout_IsTheSweepOfOurOwnBalance_NeverAPayees(StoreKind kind)
    {
        await using var host = await PortalHost.NewAsync(kind, CashWorld.Settings);
        using var client = host.CreateClient();

        await SendAsync(client, "payout.paid", 0, Sweep("po_1", 50_000));
        await SendAsync(client, "payout.paid", 1, Sweep("po_2", 7_000));
        await SendAsync(client, "payout.canceled", 2, Sweep("po_3", 900));
        await AtRestAsync(host);
        Assert.Equal(57_000, (await BalancesAsync(host))[Account.TransfersInTransit]);

        await SendAsync(client, "payout.failed", 3, Sweep("po_1", 50_000));
        await AtRestAsync(host);
        var balances = await BalancesAsync(host);
        Assert.Equal((7_000L, -7_000L), (balances[Account.TransfersInTransit], balances[Account.ProviderAvailable]));
        Assert.Equal([Account.ProviderAvailable, Account.TransfersInTransit], balances.Where(b => b.Value != 0)
            .Select(b => b.Key).Order());
    }

    [Fact]
    public async Task UnknownType_IsStoredAndIgnored()
    {
        await using var host = await PortalHost.NewAsync(settings: CashWorld.Settings);
        using var client = host.CreateClient();

        await SendAsync(client, "issuing_card.created", 0, new { id = "ic_1", @object = "issuing.card" });
        await AtRestAsync(host);

        Assert.Equal((InboxState.Ignored, "issuing_card.created"),
            ((await RowsAsync(host))[0].State, (await RowsAsync(host))[0].Type));
    }

    private static object Intent(string id) => new
    {
        id, @object = "payment_intent", amount = 100_000, amount_received = 100_000, currency = "eur",
        payment_method_types = new[] { "card" }, metadata = new { invoice_number = "IE-S1" }, status = "succeeded",
    };

    private static object Charge(long? availableOn = null, long refunded = 0) => new
    {
        id = "ch_1", @object = "charge", amount = 100_000, amount_refunded = refunded, currency = "eur", payment_intent = "pi_1",
        payment_method_details = new { type = "card" }, metadata = new { },
        balance_transaction = availableOn is null ? (object)"txn_1"
            : new { id = "txn_1", available_on = availableOn, fee = 250, net = 99_750 },
    };

    private static object Dispute(string status) => new
    {
        id = "dp_1", @object = "dispute", amount = 30_000, currency = "eur", charge = "ch_1", payment_intent = "pi_1",
        reason = "product_not_received", status, evidence_details = new { due_by = Now + 600_000 },
    };

    private static object Sweep(string id, long amount) => new
    {
        id, @object = "payout", amount, currency = "eur", arrival_date = Now, method = "standard",
    };

    private static async Task SendAsync(HttpClient client, string type, int number, object about)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            id = $"evt_{number}", @object = "event", api_version = "2025-01-27", created = Now + number, type, livemode = false,
            data = new { @object = about },
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/stripe") { Content = new ByteArrayContent(body) };
        request.Headers.Add("Stripe-Signature",
            StripeSignature.Sign(body, "whsec_stripe", SystemClock.Instance.GetCurrentInstant()));
        using var answer = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static async Task AtRestAsync(PortalHost host)
    {
        for (var i = 0; i < 300; i++)
        {
            if ((await RowsAsync(host)).TrueForAll(row => row.State is InboxState.Done or InboxState.Ignored
                || (row.State == InboxState.Waiting
                    && row.NextAt > SystemClock.Instance.GetCurrentInstant() + Duration.FromHours(1))))
                return;
            await Task.Delay(100);
        }

        Assert.Fail(string.Join('\n', (await RowsAsync(host)).Select(row => $"{row.Type} {row.State} {row.LastError}")));
    }

    private static async Task<List<InboxEvent>> RowsAsync(PortalHost host)
    {
        await using var db = await DbAsync(host);
        return await db.Set<InboxEvent>().AsNoTracking().OrderBy(row => row.OccurredAt).ToListAsync();
    }

    private static async Task<Receipt> ReceiptAsync(PortalHost host, string reference)
    {
        await using var db = await DbAsync(host);
        return await db.Set<Receipt>().AsNoTracking().SingleAsync(receipt => receipt.ProviderReference == reference);
    }

    private static async Task<Dictionary<Account, long>> BalancesAsync(PortalHost host)
    {
        await using var db = await DbAsync(host);
        return await db.Set<JournalLine>().GroupBy(line => line.Account).ToDictionaryAsync(
            group => group.Key, group => group.Sum(line => line.AmountMinor));
    }

    private static Task<OpsDbContext> DbAsync(PortalHost host) =>
        host.Services.GetRequiredService<IDbContextFactory<OpsDbContext>>().CreateDbContextAsync();
}
