using Microsoft.EntityFrameworkCore;

namespace OpsPortal.Benchmarks;

/// <summary>What one would write first: for each payment a context, a look for the event, tracked rows and one save. Same tables
/// as the floor.</summary>
internal sealed class NaiveStore(string connectionString)
{
    private static readonly (int Account, long Minor)[] Taken = [(1020, 10000), (2600, -10000)];
    private static readonly (int Account, long Minor)[] Applied = [(2600, 10000), (2100, 9000), (1200, -10000), (2110, -9000)];

    private readonly DbContextOptions options = new DbContextOptionsBuilder().UseNpgsql(connectionString).Options;

    public async Task CommitAsync(string id, string body, string reference, string number)
    {
        await using var db = new Context(options);
        if (await db.Inbox.AnyAsync(row => row.Event == id))
            return;
        var receipt = new ReceiptRow { Reference = reference, Minor = 10000 };
        var invoice = await db.Invoices.SingleAsync(row => row.Number == number);
        invoice.Open -= 10000;
        db.Add(new InboxRow { Event = id, Body = body });
        db.Add(receipt);
        db.Add(new ApplicationRow { Receipt = receipt.Id, Invoice = number, Minor = 10000 });
        Post(db, $"payment:{reference}", receipt.Id, Taken);
        Post(db, $"applied:{reference}", receipt.Id, Applied);
        await db.SaveChangesAsync();
    }

    private static void Post(Context db, string key, Guid receipt, (int Account, long Minor)[] legs)
    {
        var entry = new EntryRow { Key = key, Family = "PaymentSucceeded", Booked = Today, Receipt = receipt };
        db.Add(entry);
        db.AddRange(legs.Select(leg => new LineRow
        {
            Entry = entry.Id, Booked = Today, Account = leg.Account, Currency = "EUR", Minor = leg.Minor, Receipt = receipt,
        }));
    }

    private static DateOnly Today => DateOnly.FromDateTime(DateTime.UtcNow);

    internal abstract class Row
    {
        public Guid Id { get; set; } = Guid.CreateVersion7();

        public long At { get; set; }
    }

    internal sealed class InboxRow : Row
    {
        public string Event { get; set; } = "";

        public string Body { get; set; } = "";
    }

    internal sealed class ReceiptRow : Row
    {
        public string Reference { get; set; } = "";

        public long Minor { get; set; }
    }

    internal sealed class ApplicationRow : Row
    {
        public Guid Receipt { get; set; }

        public string Invoice { get; set; } = "";

        public long Minor { get; set; }
    }

    internal sealed class InvoiceRow
    {
        public string Number { get; set; } = "";

        public long Open { get; set; }
    }

    internal sealed class EntryRow : Row
    {
        public string Key { get; set; } = "";

        public string Family { get; set; } = "";

        public DateOnly Booked { get; set; }

        public Guid Receipt { get; set; }
    }

    internal sealed class LineRow : Row
    {
        public Guid Entry { get; set; }

        public DateOnly Booked { get; set; }

        public int Account { get; set; }

        public string Currency { get; set; } = "";

        public long Minor { get; set; }

        public Guid Receipt { get; set; }
    }

    private sealed class Context(DbContextOptions options) : DbContext(options)
    {
        public DbSet<InboxRow> Inbox => Set<InboxRow>();

        public DbSet<InvoiceRow> Invoices => Set<InvoiceRow>();

        protected override void OnModelCreating(ModelBuilder builder)
        {
            builder.HasDefaultSchema("floor");
            builder.Entity<InboxRow>().ToTable("inbox");
            builder.Entity<ReceiptRow>().ToTable("receipt");
            builder.Entity<ApplicationRow>().ToTable("application").Ignore(row => row.At);
            builder.Entity<InvoiceRow>().ToTable("invoice").HasKey(row => row.Number);
            builder.Entity<EntryRow>().ToTable("entry");
            builder.Entity<LineRow>().ToTable("line").Ignore(row => row.At);
            foreach (var property in builder.Model.GetEntityTypes().SelectMany(type => type.GetProperties()))
                property.SetColumnName(property.Name.ToLowerInvariant());
            foreach (var key in builder.Model.GetEntityTypes().SelectMany(type => type.GetKeys())
                .SelectMany(key => key.Properties))
                key.ValueGenerated = Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.Never;
        }
    }
}
