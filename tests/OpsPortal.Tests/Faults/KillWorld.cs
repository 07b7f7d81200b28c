using OpsPortal.Tests.Events;
using OpsPortal.Tests.Payouts;

namespace OpsPortal.Tests.Faults;

/// <summary>One store, the app over it as a process, a bank and a sender outside, and the money that they move.</summary>
internal sealed class KillWorld : IAsyncDisposable
{
    private const int Payees = 12;
    private const int MostWaiting = 12;
    private const int FirstOwnInvoice = 1_000;
    private const long PayoutGross = 10_000;
    private static readonly (string Number, string Currency)[] Invoices =
        [.. Enumerable.Range(1, 12).Select(n => ($"KT-{n}", n % 3 == 0 ? "USD" : "EUR"))];

    private readonly Uri portal;
    private readonly Uri bankAddress;
    private int issued = FirstOwnInvoice;
    private int released;

    private KillWorld(World world, PayoutWorld payouts, (Uri Portal, Uri Bank) addresses, WebhookSender sender, OutsideBank bank)
    {
        (World, Payouts, Sender, Bank) = (world, payouts, sender, bank);
        (portal, bankAddress) = addresses;
    }

    /// <summary>The same store, looked at and prepared from the test's process; it runs no job and takes no webhook.</summary>
    public World World { get; }

    /// <summary>Its payees, with the people who approve and release what they are owed.</summary>
    public PayoutWorld Payouts { get; }

    public WebhookSender Sender { get; }

    public OutsideBank Bank { get; }

    public static async Task<KillWorld> NewAsync(StoreKind kind, int seed)
    {
        var world = await World.NewAsync(kind, CashWorld.Settings);
        world.Clock.Release();
        foreach (var (number, currency) in Invoices)
            await CashWorld.IssueAsync(world.Services, number, 1_000_000_000, currency);
        var payouts = await PayoutWorld.InAsync(world.Services, kind, Payees);
        var portal = PortalProcess.FreeAddress();
        var bankAddress = PortalProcess.FreeAddress();
        var sender = new WebhookSender(portal, Invoices, seed);
        return new KillWorld(world, payouts, (portal, bankAddress), sender,
            await OutsideBank.OpenAsync(bankAddress, sender, seed));
    }

    /// <param name="way">Another way to the same database, where it shall go that way.</param>
    public PortalProcess Start(IStowaway? stowaway = null, string? way = null) =>
        PortalProcess.Start(World.Store, portal, new Dictionary<string, string?>(CashWorld.Settings)
        {
            ["Demo:Enabled"] = "false",
            ["Providers:Sandbox:BaseUrl"] = bankAddress.ToString(),
            ["Payouts:AnswerSeconds"] = "0.5",
            ["ConnectionStrings:OpsPortal"] = way ?? World.Store.ConnectionString,
        }, stowaway);

    /// <summary>Releases one more payout for each payee, ready to be sent as soon as the app runs, unless enough wait.</summary>
    public async Task ReleasePayoutsAsync()
    {
        if (released - Bank.Journal.Taken.Count > MostWaiting)
            return;
        await OweAsync();
        await Payouts.TransmittedAsync();
    }

    /// <summary>Makes that each payee is owed the amount of one more payout, ready for a batch.</summary>
    public async Task OweAsync()
    {
        released += Payees;
        if (issued > FirstOwnInvoice)
            foreach (var payee in Payouts.Payees)
                await Payouts.PaidInvoiceAsync(issued++, payee, PayoutGross);
        issued = Math.Max(issued, FirstOwnInvoice + 1);
    }

    public async ValueTask DisposeAsync()
    {
        Sender.Dispose();
        await Bank.DisposeAsync();
        await World.DisposeAsync();
    }
}
