using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Data.Mapping.Ledger;

internal sealed class JournalEntryMapping : IEntityTypeConfiguration<JournalEntry>
{
    public void Configure(EntityTypeBuilder<JournalEntry> builder)
    {
        builder.ToTable("JournalEntries", table => table.HasTrigger(AppendOnly.TriggerName("JournalEntries")));
        builder.HasKey(entry => entry.Id);
        builder.Property(entry => entry.PostingKey).HasMaxLength(PostingKeys.MaxLength);
        builder.Property(entry => entry.ProviderObject).HasMaxLength(200);
        builder.Property(entry => entry.EventId).HasMaxLength(200);
        builder.Property(entry => entry.RequestId).HasMaxLength(100);
        builder.Property(entry => entry.Memo).HasMaxLength(500);
        builder.HasIndex(entry => new { entry.LegalEntityId, entry.PostingKey }).IsUnique();
        builder.HasIndex(entry => entry.InvoiceId);
        builder.HasIndex(entry => new { entry.ReceiptId, entry.Family });
        builder.HasIndex(entry => entry.Family);
        builder.HasIndex(entry => entry.DisputeId).HasFilter("\"DisputeId\" IS NOT NULL");
        builder.HasIndex(entry => entry.ContractId);
        builder.HasIndex(entry => entry.PayoutItemId);
        builder.HasIndex(entry => entry.BatchId);
        builder.HasIndex(entry => entry.ProviderObject);
        builder.HasIndex(entry => entry.ReversalOf);
        builder.HasMany(entry => entry.Lines).WithOne().HasForeignKey(line => line.EntryId);
        builder.Navigation(entry => entry.Lines).UsePropertyAccessMode(PropertyAccessMode.Field);
    }
}

internal sealed class JournalLineMapping : IEntityTypeConfiguration<JournalLine>
{
    public void Configure(EntityTypeBuilder<JournalLine> builder)
    {
        builder.ToTable("JournalLines", table => table.HasTrigger(AppendOnly.TriggerName("JournalLines")));
        builder.HasKey(line => line.Id);

        // Balances are summed from this index alone.
        builder.HasIndex(line =>
            new { line.LegalEntityId, line.IsLate, line.BookedOn, line.Account, line.Currency, line.AmountMinor });

        // The lines of an account, and what is open on it by invoice.
        builder.HasIndex(line => new
        {
            line.LegalEntityId, line.Account, line.BookedOn, line.Currency, line.AmountMinor, line.InvoiceId,
        });
        builder.HasIndex(line => new { line.InvoiceId, line.Account });

        // All payees' positions, in the order in which they are summed.
        builder.HasIndex(line => new
        {
            line.LegalEntityId, line.Currency, line.PayeeId, line.InvoiceId, line.ReceiptId, line.Account, line.AmountMinor,
        }).HasFilter("\"PayeeId\" IS NOT NULL");
        builder.HasIndex(line => new { line.PayeeId, line.Account });
        builder.HasIndex(line => new { line.ReceiptId, line.Account });
    }
}

internal sealed class PeriodMapping : IEntityTypeConfiguration<Domain.Ledger.Period>
{
    public void Configure(EntityTypeBuilder<Domain.Ledger.Period> builder)
    {
        builder.ToTable("Periods");
        builder.HasKey(period => period.Id);
        builder.HasIndex(period => new { period.LegalEntityId, period.Year, period.Month }).IsUnique();
    }
}

internal sealed class DailyBalanceMapping : IEntityTypeConfiguration<DailyBalance>
{
    public void Configure(EntityTypeBuilder<DailyBalance> builder)
    {
        builder.ToTable("DailyBalances");
        builder.HasKey(balance => new { balance.LegalEntityId, balance.Day, balance.Account, balance.Currency });
    }
}

internal sealed class DailyMovementMapping : IEntityTypeConfiguration<DailyMovement>
{
    public void Configure(EntityTypeBuilder<DailyMovement> builder)
    {
        builder.ToTable("DailyMovements");
        builder.HasKey(movement => new
        {
            movement.LegalEntityId, movement.Day, movement.Account, movement.Currency, movement.Family, movement.IsReversal,
        });
    }
}
