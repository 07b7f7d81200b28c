using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Data.Bulk;
using OpsPortal.Domain.Cash;
using OpsPortal.Tests.Events;

namespace OpsPortal.Tests.Data;

public sealed class BulkInsertTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 22, 3, 0);

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "CSH-1")]
    public async Task All_OfMoreRowsThanGoByArrays_StoresEachColumnAsASaveWould(StoreKind kind)
    {
        await using var world = await CashWorld.NewAsync(kind);
        var rows = Enumerable.Range(0, 400).Select(ARow).ToList();

        await using (var db = await world.World.DbAsync())
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await BulkInsert.AllAsync(db, rows[..300], default);
            await transaction.CommitAsync();
            db.AddRange(rows[300..]);
            await db.SaveChangesAsync();
        }

        await using var again = await world.World.DbAsync();
        var kept = await again.Set<Receipt>().ToDictionaryAsync(receipt => receipt.Id);
        Assert.Equal(400, kept.Count);
        Assert.All(rows, row => Assert.Equal(JsonSerializer.Serialize(row), JsonSerializer.Serialize(kept[row.Id])));
    }

    [PostgresFact]
    [Trait("Requirement", "SEC-5")]
    public async Task All_OfATextThatIsNone_IsRefusedByCopyToo()
    {
        await using var world = await CashWorld.NewAsync(StoreKind.Postgres);
        var rows = Enumerable.Range(0, 300).Select(ARow).ToList();
        rows[200] = Receipt.Take(new(Guid.CreateVersion7()), World.Ireland, "bank", "half \ud83d", Rail.SepaCredit,
            new Money(1, Currency.Of("EUR")), null, Now).Value;

        await using var db = await world.World.DbAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var refused = await Assert.ThrowsAsync<UnkeepableException>(() => BulkInsert.AllAsync(db, rows, default));

        Assert.Equal("shared.not-text", refused.Refusal.Code);
        await transaction.RollbackAsync();
        Assert.Equal(0, await db.Set<Receipt>().CountAsync());
    }

    private static Receipt ARow(int n)
    {
        var receipt = Receipt.Take(new(Guid.CreateVersion7()), World.Ireland, "bank", $"r{n}", Rail.SepaCredit,
            new Money(1 + n, Currency.Of(n % 3 == 0 ? "JPY" : "EUR")), null, Now + Duration.FromSeconds(n)).Value;
        return n % 2 == 0 ? receipt : receipt.With(new PaymentWords
        {
            PayerName = "Žofie \"N\" & Söhne\t\\", PayerAccount = "DE89370400440532013000", Remittance = new string('x', 140),
            ValueDate = new LocalDate(2026, 11, 1 + (n % 28)),
        });
    }
}
