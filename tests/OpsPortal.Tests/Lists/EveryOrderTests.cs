using System.Linq.Expressions;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Components;
using OpsPortal.Data;
using OpsPortal.Documents;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Invoices;
using OpsPortal.Features.Ledger;
using OpsPortal.Features.Ledger.Owners;
using OpsPortal.Features.Payouts;
using OpsPortal.Tests.Sandbox;
using OpsPortal.Tests.Tidy;

namespace OpsPortal.Tests.Lists;

/// <summary>Each order of each list, both ways, over the rows of the demo: the rows stand in it, those without a value last, and
/// the pages hold each row once.</summary>
public sealed partial class EveryOrderTests(DemoFixture demo) : IClassFixture<DemoFixture>
{
    private const int PageSize = 7;
    private const int Pages = 4;

    private static readonly MethodInfo CheckAny =
        typeof(EveryOrderTests).GetMethod(nameof(CheckAsync), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>What is stored and shown in short lists only, which are sorted in memory.</summary>
    private static readonly HashSet<Type> ReadWhole =
        [typeof(Buyer), typeof(Market), typeof(LegalEntity), typeof(ProgramScheme), typeof(TaxRate)];

    /// <summary>The orders of all lists, by where they stand.</summary>
    private static IReadOnlyList<(string Name, object Orders)> All { get; } =
    [
        .. typeof(Program).Assembly.GetTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public))
            .Where(field => field.FieldType.IsGenericType && field.FieldType.GetGenericTypeDefinition() == typeof(RowOrders<>))
            .Select(field => (field.DeclaringType!.Name, field.GetValue(null)!)),
    ];

    [Fact]
    public async Task Sorted_ByEachNameOfEachList_StandsInOrderAndOnEachPageOnce()
    {
        await using var db = await demo.DbAsync();
        // The demo goes on writing: one transaction sees one state of it.
        await using var transaction = await db.Database.BeginTransactionAsync();
        var rows = 0;
        foreach (var (list, orders) in All)
            rows += await (Task<int>)CheckAny.MakeGenericMethod(orders.GetType().GenericTypeArguments)
                .Invoke(null, [db, list, orders])!;

        Assert.True(All.Count >= 34, $"{All.Count} lists");
        Assert.True(rows > 1_000, $"{rows} rows");
    }

    [PostgresFact]
    public async Task Sorted_ByEachNameOfEachList_IsUnderstoodByPostgreSqlToo()
    {
        await using var world = await World.NewAsync(StoreKind.Postgres);
        await using var db = await world.DbAsync();
        foreach (var (list, orders) in All)
            await (Task<int>)CheckAny.MakeGenericMethod(orders.GetType().GenericTypeArguments).Invoke(null, [db, list, orders])!;
    }

    [Fact]
    public void Keys_OfEveryList_CanBeCompared()
    {
        foreach (var (list, orders) in All)
        {
            var keys = (IReadOnlyDictionary<string, LambdaExpression>)orders.GetType().GetProperty("Keys")!.GetValue(orders)!;
            foreach (var (name, key) in keys)
            {
                var type = Nullable.GetUnderlyingType(key.ReturnType) ?? key.ReturnType;
                Assert.True(type.IsAssignableTo(typeof(IComparable)), $"{list} by {name}: {type.Name} has no order.");
            }
        }
    }

    [Fact]
    public async Task PageOfAShortList_AskedForTheOtherWayRound_ShowsItSo()
    {
        using var client = await demo.Host.SignInAsync("admin");

        var page = await client.GetStringAsync(new Uri("/admin/people?sort=-name", UriKind.Relative));

        var names = NameInRow().Matches(page).Select(found => found.Groups[1].Value).ToList();
        Assert.Equal(8, names.Count);
        Assert.Equal(names.OrderDescending(StringComparer.Ordinal), names);
        Assert.Contains("aria-sort=\"descending\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Sorted_OfAShortList_KeepsTheOrderOfRowsThatAreAlike_AndPutsThoseWithoutAValueLast()
    {
        var orders = new RowOrders<(string Name, int? Days)>().By("days", row => row.Days);
        IReadOnlyList<(string Name, int? Days)> rows = [("none", null), ("b", 2), ("a", 2), ("c", 1)];

        Assert.Equal(["c", "b", "a", "none"], orders.Sorted(rows, "days").Select(row => row.Name));
        Assert.Equal(["b", "a", "c", "none"], orders.Sorted(rows, "-days").Select(row => row.Name));
        Assert.Equal(rows, orders.Sorted(rows, "colour"));
        Assert.Same(rows, orders.Sorted(rows, null));
    }

    [Fact]
    public async Task FileOfTheCashPage_HoldsEveryReceiptInTheOrderAsked()
    {
        using var client = await demo.Host.SignInAsync("finance");

        var csv = await client.GetStringAsync(new Uri("/cash/list.csv?sort=-amount", UriKind.Relative));
        var waiting = await client.GetStringAsync(new Uri("/cash/list.csv?show=unapplied", UriKind.Relative));

        await using var db = await demo.DbAsync();
        var amounts = await db.Set<Receipt>().OrderByDescending(receipt => receipt.AmountMinor)
            .Select(receipt => new { receipt.AmountMinor, receipt.Currency }).ToListAsync();
        var column = csv.Split('\n')[0].Split(',').ToList().IndexOf("amount");
        Assert.Equal(
            amounts.Select(one => new Money(one.AmountMinor, one.Currency).ToDecimalString()),
            CsvRows.Read(new MemoryStream(Encoding.UTF8.GetBytes(csv))).Skip(1).Select(row => row[column]));
        Assert.Equal(
            await db.Set<Receipt>().CountAsync(receipt => receipt.UnappliedMinor > 0), waiting.Trim().Split('\n').Length - 1);
    }

    [Fact]
    public void SortKeys_OfThePagesOfARoom_AreTheNamesThatItsListsKnow()
    {
        foreach (var room in SourceFile.All.Where(file => file.Path.Contains("/Features/", StringComparison.Ordinal))
            .GroupBy(file => Path.GetDirectoryName(file.Path)!))
        {
            var offered = Names(room, ".razor", OfferedName());
            var known = Names(room, ".cs", KnownName());
            Assert.True(offered.SetEquals(known),
                $"{room.Key}: columns sort by {string.Join(", ", offered)}; lists know {string.Join(", ", known)}.");
        }
    }

    private static HashSet<string> Names(IEnumerable<SourceFile> room, string kind, Regex name) =>
        [.. room.Where(file => file.Path.EndsWith(kind, StringComparison.Ordinal))
            .SelectMany(file => name.Matches(file.Text)).Select(found => found.Groups[1].Value)];

    [GeneratedRegex("<td[^>]*><strong>([^<]+)</strong>")]
    private static partial Regex NameInRow();

    [GeneratedRegex("SortKey=\"(\\w+)\"")]
    private static partial Regex OfferedName();

    [GeneratedRegex("\\.By\\(\"(\\w+)\"")]
    private static partial Regex KnownName();

    private static async Task<int> CheckAsync<TRow>(OpsDbContext db, string list, RowOrders<TRow> orders)
        where TRow : class
    {
        if (RowsOf<TRow>(db) is not { } rows)
            return 0;
        var checkedRows = 0;
        foreach (var (name, key) in orders.Keys)
        {
            foreach (var sort in new[] { name, $"-{name}" })
            {
                var keys = await KeysAsync(orders.Sorted(rows, sort), key);
                AssertInOrder(keys, isDown: sort != name, $"{list} by {sort}");
                var whole = await orders.Sorted(rows, sort).Take(PageSize * Pages).ToListAsync();
                var paged = new List<TRow>();
                for (var page = 1; page <= Pages; page++)
                    paged.AddRange(await orders.PageOf(rows, new ListPlace(sort, page), PageSize).ToListAsync());
                Assert.Equal(whole.Select(Identity), paged.Select(Identity));
                Assert.Equal(whole.Count, paged.Select(Identity).Distinct().Count());
                checkedRows += keys.Count;
            }
        }

        return checkedRows;
    }

    /// <summary>All rows of a kind; null for a list that is put together or sorted in memory.</summary>
    private static IQueryable<TRow>? RowsOf<TRow>(OpsDbContext db)
        where TRow : class
    {
        object? rows = typeof(TRow) == typeof(LineInEntry) ? LineInEntry.Of(db, db.Set<JournalLine>())
            : typeof(TRow) == typeof(OwnerChangeRow) ? OwnerChangeRow.Read(db, db.Set<JournalEntry>(), db.Set<JournalLine>())
            : typeof(TRow) == typeof(InvoiceList.Joined) ? Invoices(db)
            : db.Model.FindEntityType(typeof(TRow)) is null ? null
            : ReadWhole.Contains(typeof(TRow)) ? null
            : db.Set<TRow>();
        return (IQueryable<TRow>?)rows;
    }

    private static IQueryable<InvoiceList.Joined> Invoices(OpsDbContext db) =>
        from invoice in db.Set<Invoice>()
        join contract in db.Set<Contract>() on invoice.ContractId equals contract.Id
        join entity in db.Set<LegalEntity>() on invoice.LegalEntityId equals entity.Id
        join buyer in db.Set<Buyer>() on invoice.BuyerId equals buyer.Id
        select new InvoiceList.Joined { Invoice = invoice, Contract = contract, Buyer = buyer, Entity = entity.Code };

    private static object Identity<TRow>(TRow row) => row switch
    {
        LineInEntry line => line.Line,
        InvoiceList.Joined joined => joined.Invoice,
        _ => row!,
    };

    private static async Task<List<object?>> KeysAsync<TRow>(IQueryable<TRow> sorted, LambdaExpression key)
    {
        var boxed = Expression.Lambda<Func<TRow, object?>>(Expression.Convert(key.Body, typeof(object)), key.Parameters);
        return await sorted.Select(boxed).ToListAsync();
    }

    // How texts compare is the database's own matter; that those which are missing come last is ours.
    private static void AssertInOrder(List<object?> keys, bool isDown, string where)
    {
        var present = keys.TakeWhile(key => key is not null).ToList();
        Assert.True(keys.Skip(present.Count).All(key => key is null), $"{where}: a row without a value stands between others.");
        if (present.FirstOrDefault() is string)
            return;
        var inOrder = isDown ? present.OrderDescending().ToList() : [.. present.Order()];
        Assert.True(present.SequenceEqual(inOrder), $"{where}: out of order.");
    }
}
