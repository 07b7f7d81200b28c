using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Events;

namespace OpsPortal.Data.Mapping.Events;

internal sealed class InboxEventMapping : IEntityTypeConfiguration<InboxEvent>
{
    public void Configure(EntityTypeBuilder<InboxEvent> builder)
    {
        builder.ToTable("InboxEvents");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Provider).HasMaxLength(20);
        builder.Property(row => row.EventId).HasMaxLength(200);
        builder.Property(row => row.Type).HasMaxLength(80);
        builder.Property(row => row.Reference).HasMaxLength(200);
        builder.Property(row => row.Headers).HasMaxLength(500);
        builder.Property(row => row.Result).HasMaxLength(500);
        builder.Property(row => row.LastError).HasMaxLength(500);
        builder.HasIndex(row => new { row.Provider, row.EventId }).IsUnique();
        builder.HasIndex(row => new { row.State, row.NextAt });
        builder.HasIndex(row => row.Reference);
    }
}
