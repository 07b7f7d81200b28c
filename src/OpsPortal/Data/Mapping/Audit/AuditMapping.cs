using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Domain.Audit;

namespace OpsPortal.Data.Mapping.Audit;

internal sealed class AuditRowMapping : IEntityTypeConfiguration<AuditRow>
{
    public void Configure(EntityTypeBuilder<AuditRow> builder)
    {
        builder.ToTable("AuditRows", table => table.HasTrigger(AppendOnly.TriggerName("AuditRows")));
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Who).HasMaxLength(200);
        builder.Property(row => row.Action).HasMaxLength(100);
        builder.Property(row => row.SubjectKind).HasMaxLength(60);
        builder.Property(row => row.RequestId).HasMaxLength(100);
        builder.HasIndex(row => row.At);
        builder.HasIndex(row => row.SubjectId);
        builder.HasIndex(row => row.RequestId);
        builder.HasIndex(row => row.Action);
        builder.HasIndex(row => row.Who);
        builder.HasIndex(row => row.SubjectKind);
    }
}

internal sealed class AuditSealMapping : IEntityTypeConfiguration<AuditSeal>
{
    public void Configure(EntityTypeBuilder<AuditSeal> builder)
    {
        builder.ToTable("AuditSeals", table => table.HasTrigger(AppendOnly.TriggerName("AuditSeals")));
        builder.HasKey(seal => seal.Sequence);
        builder.Property(seal => seal.Sequence).ValueGeneratedNever();
        builder.Property(seal => seal.PreviousHash).HasMaxLength(64);
        builder.Property(seal => seal.Hash).HasMaxLength(64);
        builder.HasIndex(seal => seal.RowId).IsUnique();
    }
}
