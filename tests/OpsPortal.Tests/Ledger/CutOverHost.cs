using System.Text;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Ledger.CutOvers;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Ledger.CutOvers;
using OpsPortal.Tests.Close;
using OpsPortal.Tests.Events;

namespace OpsPortal.Tests.Ledger;

/// <summary>A company whose former system hands over EUR, JPY and KWD as of 31 January 2026; the clock stands on 2
/// March.</summary>
internal sealed class CutOverHost(World world) : IAsyncDisposable
{
    public static readonly LocalDate Day = new(2026, 1, 31);
    public static readonly PayeeId Ann = new(Guid.Parse("0195f000-0000-7000-8000-0000000000c1"));
    public static readonly PayeeId Bob = new(Guid.Parse("0195f000-0000-7000-8000-0000000000c2"));

    /// <summary>Files that tie out.</summary>
    public static readonly IReadOnlyDictionary<CutOverFileKind, string> Good = new Dictionary<CutOverFileKind, string>
    {
        [CutOverFileKind.TrialBalance] = """
            account,currency,debit,credit,bank_account
            1010,EUR,1500.00,,Operating EUR
            1200,EUR,800.00,,
            1250,EUR,25.00,,
            2100,EUR,,450.00,
            2120,EUR,,900.00,
            2400,EUR,,120.00,
            2600,EUR,,80.00,
            3000,EUR,,775.00,
            1010,JPY,50000,,Operating JPY
            1200,JPY,12000,,
            2600,JPY,,2000,
            3000,JPY,,60000,
            1010,KWD,10.125,,GB29 NWBK 6016 1331 9268 19
            1200,KWD,1.375,,
            2600,KWD,,0.500,
            3000,KWD,,11.000,
            """,
        [CutOverFileKind.Receivables] = """
            buyer;number;issued_on;due_on;currency;gross;open;contract
            Northwind Trading;R-1001;2026-01-12;2026-02-11;EUR;1200.00;500.00;A-77
            Northwind Trading;R-1002;2026-01-20;2026-02-19;EUR;300.00;300.00;A-77
            "=SUM(A1;A9) & Co";J-1;2026-01-05;2026-02-04;JPY;12000;12000;
            "=SUM(A1;A9) & Co";K-1;2026-01-06;2026-02-05;KWD;2.500;1.375;
            """,
        [CutOverFileKind.UnappliedCash] = """
            buyer,date,currency,reference,amount
            Northwind Trading,2026-01-28,EUR,TRX-90,50.00
            ,2026-01-30,EUR,+TRX-93,30.00
            ,2026-01-30,JPY,TRX-94,2000
            ,2026-01-30,KWD,TRX-95,0.5
            """,
        [CutOverFileKind.PayeeMoney] = """
            payee,document,account,currency,amount,buyer
            Ann Smith,R-1001,2100,EUR,300.00,
            Bob Jones,R-1001,2100,EUR,150.00,
            Ann Smith,R-1001,2120,EUR,100.00,
            Ann Smith,R-0990,2120,EUR,600.00,Northwind Trading
            Bob Jones,R-0990,2120,EUR,200.00,Northwind Trading
            Bob Jones,Advance of May,1250,EUR,25.00,
            """,
        [CutOverFileKind.Payables] = """
            supplier,reference,date,account,currency,amount
            Card Provider,FEE-2026-01,2026-01-31,2400,EUR,120.00
            """,
    };

    public World World => world;

    public static async Task<CutOverHost> NewAsync(StoreKind kind)
    {
        var made = await World.NewAsync(kind, CashWorld.Settings);
        await using var db = await made.DbAsync();
        BuyerParticulars Named(string name) => new(name, "ap@example.test", "DE", "Hafenstrasse 9, Hamburg", "");
        db.AddRange(
            ProgramScheme.Create(new(Guid.CreateVersion7()), "WORKS", "Works").Value,
            Market.Create(new(Guid.CreateVersion7()), "DE", "DE", "Germany",
                new(SellerOfRecord.Payee, TaxLiability.Entity, true, 1900)).Value,
            Buyer.Create(new(Guid.CreateVersion7()), World.Ireland, Named("Northwind Trading")).Value,
            Buyer.Create(new(Guid.CreateVersion7()), World.Ireland, Named("=SUM(A1;A9) & Co")).Value,
            Payee.Create(Ann, World.Ireland, new("Ann Smith", "IE", PayeeKind.Individual, "ann@example.test")).Value,
            Payee.Create(Bob, World.Ireland, new("Bob Jones", "IE", PayeeKind.Individual, "bob@example.test")).Value);
        foreach (var (name, iban, currency) in new[]
        {
            ("Operating EUR", "IE29AIBK93115212345678", "EUR"), ("Operating JPY", "DE89370400440532013000", "JPY"),
            ("Operating KWD", "GB29NWBK60161331926819", "KWD"),
        })
            db.Add(TreasuryAccount.Create(
                new(Guid.CreateVersion7()), World.Ireland, name, iban, Currency.Of(currency), false).Value);
        await db.SaveChangesAsync();
        return new CutOverHost(made);
    }

    public Task<Outcome<CutOverId>> BeginAsync(LocalDate? day = null) =>
        world.Use<PrepareCutOver>().ChooseDayAsync(World.Ireland, day ?? Day, world.As("finance"), default);

    public Task<Outcome<SendCutOverFile.Answer>> SendAsync(CutOverFileKind kind, string text) =>
        SendAsync(kind, Encoding.UTF8.GetBytes(text));

    public Task<Outcome<SendCutOverFile.Answer>> SendAsync(CutOverFileKind kind, byte[] content) =>
        world.Use<SendCutOverFile>().RunAsync(
            new(World.Ireland, kind, $"{kind}.csv", content), world.As("finance"), default);

    /// <summary>Begun with all good files, some of them changed.</summary>
    public async Task SendGoodAsync(CutOverFileKind? changed = null, string before = "", string after = "")
    {
        Done(await BeginAsync());
        foreach (var (kind, text) in Good)
        {
            var sent = await SendAsync(kind, kind == changed ? text.Replace(before, after, StringComparison.Ordinal) : text);
            Assert.Empty(Done(sent).Faults);
        }
    }

    public Task<Outcome<CutOverId>> PrepareAsync(string account = "finance") =>
        world.Use<PrepareCutOver>().RunAsync(World.Ireland, world.As(account), default);

    /// <summary>The person proves who they are for the hash that they see, and approves it.</summary>
    public async Task<Outcome<CutOverId>> ApproveAsync(string account = "controller1", string? hash = null, bool proven = true)
    {
        var (by, shown) = (world.As(account), await ShownAsync());
        if (proven)
        {
            await using var db = await world.DbAsync();
            db.Add(new StepUp(Guid.CreateVersion7(), by.Person, by.Session!.Value, DecideCutOver.StepUpAction,
                shown.One!.Id.Value, hash ?? shown.One.ContentHash ?? "", "password", world.Now));
            await db.SaveChangesAsync();
        }

        return await world.Use<DecideCutOver>().ApproveAsync(World.Ireland, hash ?? shown.One!.ContentHash ?? "", by, default);
    }

    public async Task ApprovedAsync()
    {
        await SendGoodAsync();
        Done(await PrepareAsync());
        Done(await ApproveAsync());
    }

    public async Task<CutOverDetail.Answer> ShownAsync(string account = "auditor") =>
        Done(await world.Use<CutOverDetail>().RunAsync(World.Ireland, world.As(account), default));

    /// <summary>Balances as "account currency", without what is zero.</summary>
    public async Task<Dictionary<string, long>> BalancesAsync()
    {
        await using var db = await world.DbAsync();
        var lines = await db.Set<JournalLine>().AsNoTracking().ToListAsync();
        return lines.GroupBy(line => $"{(int)line.Account} {line.Currency}")
            .Select(group => (group.Key, Minor: group.Sum(line => line.AmountMinor))).Where(row => row.Minor != 0)
            .ToDictionary(row => row.Key, row => row.Minor);
    }

    public async Task<int> EntriesAsync()
    {
        await using var db = await world.DbAsync();
        return await db.Set<JournalEntry>().CountAsync();
    }

    public ValueTask DisposeAsync() => world.DisposeAsync();
}
