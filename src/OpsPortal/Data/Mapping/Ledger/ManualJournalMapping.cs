using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Data.Mapping.Ledger;

internal sealed class ManualJournalMapping : IEntityTypeConfiguration<ManualJournal>
{
    public void Configure(EntityTypeBuilder<ManualJournal> builder)
    {
        builder.ToTable("ManualJournals");
        builder.HasKey(journal => journal.Id);
        builder.Ignore(journal => journal.DebitMinor);
        builder.Property(journal => journal.Reason).HasMaxLength(500);
        builder.Property(journal => journal.Evidence).HasMaxLength(500);
        builder.Property(journal => journal.Note).HasMaxLength(1000);
        builder.OwnsMany(journal => journal.Lines, line =>
        {
            line.ToTable("ManualJournalLines");
            line.WithOwner().HasForeignKey("ManualJournalId");
            line.HasKey("ManualJournalId", nameof(ManualLine.Number));
            line.Property(l => l.Number).ValueGeneratedNever();
        });
        builder.Navigation(journal => journal.Lines).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.HasOne<LegalEntity>().WithMany().HasForeignKey(journal => journal.LegalEntityId)
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(journal => new { journal.LegalEntityId, journal.State, journal.PreparedAt });
    }
}
