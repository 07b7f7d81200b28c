using System.IO.Compression;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Close;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Close;
using OpsPortal.Features.Close.Pack;
using OpsPortal.Tests.Stores;
using static OpsPortal.Tests.Close.CloseWorld;

namespace OpsPortal.Tests.Close;

/// <summary>A signed month is told with the names of its signature, whenever its pack is made (CLS-3).</summary>
[Collection(PackStories.Name)]
[Trait("Requirement", "CLS-3")]
public sealed class PackNamesTests(PackFixture fixture)
{
    private const int ManyBuyers = 10_000;

    /// <summary>Renamed buyers, payees and company, another zone, other policies, people who left: made after all of it for
    /// the first time, the pack has the bytes of the one made before.</summary>
    [Theory, OnSqlite, OnPostgres]
    public async Task Make_AfterEveryMasterDataChange_GivesTheSameBytes(StoreKind kind)
    {
        await using var world = await ChangingWorld.NewAsync(fixture, kind);
        var before = await NamesAsync(world);
        foreach (var change in MasterDataChange.All)
            await world.MakeAsync(change);

        Assert.Empty(before.Intersect(await NamesAsync(world)));
        var (again, bytes) = await fixture.MakeAsync(world.Services);

        Assert.Equal(fixture.Manifest.Parts.Select(part => $"{part.Name} {part.Rows} {part.Sha256}"),
            again.Parts.Select(part => $"{part.Name} {part.Rows} {part.Sha256}"));
        Assert.True(fixture.Pack.AsSpan().SequenceEqual(bytes), "The packs differ in their bytes.");
    }

    /// <summary>A new way to edit master data is held against the pack too.</summary>
    [Fact]
    public void EveryUseCaseThatEdits_IsAmongTheChanges() =>
        Assert.Empty(MasterDataChange.Known.Except(MasterDataChange.All.Select(change => change.UseCase.Name)));

    [Theory, OnSqlite, OnPostgres]
    public async Task Make_OfAMonthThatKeptNoBuyers_TakesThePresentNames(StoreKind kind)
    {
        await using var world = await ChangingWorld.NewAsync(fixture, kind);
        var ids = await world.Db.Set<Person>().Select(person => person.Id).ToListAsync();
        var kept = ids.ConvertAll(id => id.Value);
        await world.Db.Set<CloseName>().Where(one => !kept.Contains(one.SubjectId)).ExecuteDeleteAsync();
        foreach (var change in MasterDataChange.All.Where(one => one.UseCase.Name is "ChangeBuyer" or "ChangePayee"))
            await world.MakeAsync(change);

        var (_, bytes) = await fixture.MakeAsync(world.Services);

        var contracts = PartOf(bytes, "csv/contracts.csv");
        Assert.Contains("A ", contracts, StringComparison.Ordinal);
        Assert.Contains("Neu ", contracts, StringComparison.Ordinal);
        Assert.DoesNotContain("Neu ", PartOf(fixture.Pack, "csv/contracts.csv"), StringComparison.Ordinal);
    }

    /// <summary>The month is reopened and signed again: each version is told with the names of its own signature.</summary>
    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "CLS-4")]
    public async Task SignAgain_AfterARename_KeepsTheNamesOfEachSignature(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        var (buyer, payee) = await PartiesAsync(world);
        await world.PostAsync(new LocalDate(2026, 2, 12));
        var first = await world.SignedAsync();
        await RenameAsync(world, buyer, payee);
        Done(await world.Use<AskToReopen>().RunAsync(first, "The accrual was left out.", world.As("controller1"), default));
        var second = Done(await world.ReopenAsync(first, world.As("controller2")));
        await world.PostAsync(new LocalDate(2026, 2, 13));
        world.Clock.Set(world.Now + Duration.FromHours(1));
        Assert.Equal(second, await world.SignedAsync());

        Assert.Equal(("Old Buyer", "Old Payee", "IE"), await NamedAsync(world, first, buyer, payee));
        Assert.Equal(("New Buyer", "New Payee", "FR"), await NamedAsync(world, second, buyer, payee));
    }

    /// <summary>One statement, nothing tracked, of this company alone.</summary>
    [Theory, OnSqlite, OnPostgres]
    public async Task KeepNames_OfManyBuyers_IsOneStatement(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        await world.PostAsync(new LocalDate(2026, 2, 12));
        await using var db = await world.DbAsync();
        for (var n = 0; n < ManyBuyers; n++)
            db.Add(Done(Buyer.Create(new(Guid.CreateVersion7()), n % 2 == 0 ? World.Ireland : World.America,
                new($"Buyer {n}", "ap@buyer.test", "IE", "Quay 1", ""))));
        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();
        var close = PeriodClose.Open(new(Guid.CreateVersion7()), World.Ireland, new YearMonth(2026, 1), 1);
        db.Add(close);
        await db.SaveChangesAsync();

        await CloseSigning.KeepNamesAsync(db, close, default);

        Assert.Single(db.ChangeTracker.Entries());
        Assert.Equal(ManyBuyers / 2, await db.Set<CloseName>().CountAsync(one => one.CloseId == close.Id
            && one.Name.StartsWith("Buyer ")));
    }

    /// <summary>Rails are named as people name them, no code word is printed.</summary>
    [Theory]
    [InlineData("payments-received")]
    [InlineData("unapplied-cash")]
    public void Rails_AreNamedInWords(string part)
    {
        var bytes = Encoding.UTF8.GetBytes(PartOf(fixture.Pack, $"csv/{part}.csv"));
        var rows = OpsPortal.Documents.CsvRows.Read(new MemoryStream(bytes)).ToList();
        var at = rows[0].ToList().IndexOf("Rail");
        var names = Enum.GetValues<OpsPortal.Domain.Cash.Rail>().Select(rail => OpsPortal.Domain.Cash.Rails.Of(rail).Name);

        Assert.All(rows.Skip(1), row => Assert.Contains(row[at], names));
    }

    private static async Task<List<string>> NamesAsync(ChangingWorld world) =>
    [
        .. await world.Db.Set<Buyer>().Select(one => one.Name).ToListAsync(),
        .. await world.Db.Set<Payee>().Select(one => one.Name).ToListAsync(),
        .. await world.Db.Set<LegalEntity>().Where(one => one.Id == world.Entity).Select(one => one.Name).ToListAsync(),
    ];

    private static string PartOf(byte[] pack, string name)
    {
        using var zip = new ZipArchive(new MemoryStream(pack));
        using var reader = new StreamReader(zip.GetEntry(name)!.Open(), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static async Task<(BuyerId Buyer, PayeeId Payee)> PartiesAsync(World world)
    {
        await using var db = await world.DbAsync();
        var buyer = Done(Buyer.Create(new(Guid.CreateVersion7()), World.Ireland,
            new("Old Buyer", "ap@buyer.test", "IE", "Quay 1", "")));
        var payee = Done(Payee.Create(new(Guid.CreateVersion7()), World.Ireland,
            new("Old Payee", "IE", PayeeKind.Company, "hi@payee.test")));
        db.AddRange(buyer, payee);
        await db.SaveChangesAsync();
        return (buyer.Id, payee.Id);
    }

    private static async Task RenameAsync(World world, BuyerId buyer, PayeeId payee)
    {
        Done(await world.Use<Features.Parties.ChangeBuyer>().MendAsync(
            buyer, new("New Buyer", "ap@buyer.test", "IE", "Quay 1", ""), world.As("finance"), default));
        Done(await world.Use<Features.Parties.ChangePayee>().MendAsync(
            payee, new("New Payee", "FR", PayeeKind.Company, "hi@payee.test"), world.As("finance"), default));
    }

    private static async Task<(string Buyer, string Payee, string Country)> NamedAsync(
        World world, PeriodCloseId id, BuyerId buyer, PayeeId payee)
    {
        var close = await world.CloseAsync(id);
        await using var db = await world.DbAsync();
        var scope = new CloseScope(db, close.LegalEntityId, close.YearMonth, close.SignedAt!.Value);
        return ((await PackBooks.BuyersAsync(scope, default))[buyer], (await PackBooks.PayeesAsync(scope, default))[payee],
            (await PackBooks.CountriesAsync(scope, default))[payee]);
    }
}
