using OpsPortal.Domain.Exceptions;
using System.Linq.Expressions;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using OpsPortal.Data;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Banking;
using OpsPortal.Features.Cash;
using OpsPortal.Features.Parties;

namespace OpsPortal.Tests.Banking;

/// <summary>A world with one EUR account of the Irish company, and files that are imported into it.</summary>
internal sealed class BankWorld : IAsyncDisposable
{
    private BankWorld(World world) => World = world;

    public World World { get; }

    public static async Task<BankWorld> NewAsync(StoreKind kind, bool registered = true)
    {
        var bank = new BankWorld(await World.NewAsync(kind));
        if (registered)
            await bank.RegisterAsync(BankSamples.Iban, "EUR");
        return bank;
    }

    public ValueTask DisposeAsync() => World.DisposeAsync();

    public async Task<BankAccountId> RegisterAsync(string iban, string currency)
    {
        var added = await World.Use<AddTreasuryAccount>().RunAsync(
            new(World.Ireland, $"Account {iban[^4..]} {currency}", iban, currency, true), World.As("controller1"), default);
        Assert.Null(added.Refusal);
        return added.Value;
    }

    public Task<ImportResult> ImportAsync(string text, string? account = null, string? preset = null, string name = "file.xml",
        string person = "finance") => World.Use<ImportBankStatement>().RunAsync(
            new(name, new MemoryStream(Encoding.UTF8.GetBytes(text)), account, preset), World.As(person), default);

    public async Task<ImportAnswer> TakenAsync(string text, string? account = null)
    {
        var done = await ImportAsync(text, account);
        Assert.Null(done.Outcome.Refusal);
        return done.Outcome.Value;
    }

    /// <summary>Bills of suppliers that are not paid yet.</summary>
    public async Task OweAsync(long minor)
    {
        await using var db = await World.DbAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var draft = CashFacts.Draft(EventFamily.ProviderFeeCharged, new PostingFacts
        {
            LegalEntityId = Hosting.World.Ireland, Currency = Currency.Of("EUR"), PostingKey = "fee:test:1",
            EffectiveAt = World.Now, Amounts = new PostingAmounts { A = minor }, Cash = Account.PayablesAndFees,
            Trace = new TraceKeys { ProviderObject = "Bill 7 and 8" },
        });
        await World.Use<JournalWriter>().WriteAsync(db, [draft], World.Now, default);
        await transaction.CommitAsync();
    }

    public async Task<Dictionary<int, long>> BalancesAsync()
    {
        await using var db = await World.DbAsync();
        var lines = await db.Set<JournalLine>().AsNoTracking().ToListAsync();
        return lines.GroupBy(line => (int)line.Account).Select(group => (group.Key, Minor: group.Sum(line => line.AmountMinor)))
            .Where(sum => sum.Minor != 0).OrderBy(sum => sum.Key).ToDictionary(sum => sum.Key, sum => sum.Minor);
    }

    /// <summary>Cases about files and lines, without those of receipts that no invoice fits.</summary>
    public async Task<List<ExceptionCase>> CasesOfFilesAsync() =>
        [.. (await AllAsync<ExceptionCase>()).Where(found => found.Type != ExceptionType.UnmatchedDeposit)];

    public async Task ChangeAsync<T>(Expression<Func<T, bool>> which, Action<UpdateSettersBuilder<T>> how)
        where T : class
    {
        await using var db = await World.DbAsync();
        await db.Set<T>().Where(which).ExecuteUpdateAsync(how);
    }

    public async Task<List<T>> AllAsync<T>()
        where T : class
    {
        await using var db = await World.DbAsync();
        return await db.Set<T>().AsNoTracking().ToListAsync();
    }

    public async Task<List<BankLine>> LinesAsync() => [.. (await AllAsync<BankLine>()).OrderBy(line => line.Position)];
}
