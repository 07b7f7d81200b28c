using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Domain.Ledger.CutOvers;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Data.Mapping.Ledger;

internal sealed class CutOverMapping : IEntityTypeConfiguration<CutOver>
{
    public void Configure(EntityTypeBuilder<CutOver> builder)
    {
        builder.ToTable("CutOvers");
        builder.HasKey(one => one.Id);
        builder.Property(one => one.ContentHash).HasMaxLength(64);
        builder.Property(one => one.Note).HasMaxLength(1000);
        builder.HasOne<LegalEntity>().WithMany().HasForeignKey(one => one.LegalEntityId).OnDelete(DeleteBehavior.Restrict);

        // The books of a company come over once, whoever asks at the same time.
        builder.HasIndex(one => one.LegalEntityId).IsUnique();
    }
}

internal sealed class CutOverFileMapping : IEntityTypeConfiguration<CutOverFile>
{
    public void Configure(EntityTypeBuilder<CutOverFile> builder)
    {
        builder.ToTable("CutOverFiles");
        builder.HasKey(file => new { file.CutOverId, file.Kind });
        builder.Property(file => file.Name).HasMaxLength(200);
        builder.Property(file => file.Hash).HasMaxLength(64);
        builder.HasOne<CutOver>().WithMany().HasForeignKey(file => file.CutOverId).OnDelete(DeleteBehavior.Restrict);
    }
}
