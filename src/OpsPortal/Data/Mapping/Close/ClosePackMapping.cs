using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Domain.Close;
using OpsPortal.Features.Close.Pack;

namespace OpsPortal.Data.Mapping.Close;

internal sealed class ClosePackMapping : IEntityTypeConfiguration<ClosePack>
{
    public void Configure(EntityTypeBuilder<ClosePack> builder)
    {
        builder.ToTable("ClosePacks");
        builder.HasKey(pack => pack.Id);
        builder.Property(pack => pack.Hash).HasMaxLength(64);
        builder.Property(pack => pack.Doing).HasMaxLength(ClosePack.WordsLimit);
        builder.Property(pack => pack.Error).HasMaxLength(ClosePack.WordsLimit);
        builder.HasOne<PeriodClose>().WithMany().HasForeignKey(pack => pack.CloseId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(pack => new { pack.LegalEntityId, pack.Year, pack.Month, pack.Version }).IsUnique();
        builder.HasIndex(pack => pack.State);
    }
}

internal sealed class ClosePackPartMapping : IEntityTypeConfiguration<ClosePackPart>
{
    public void Configure(EntityTypeBuilder<ClosePackPart> builder)
    {
        builder.ToTable("ClosePackParts");
        builder.HasKey(part => new { part.PackId, part.Ordinal });
        builder.HasOne<ClosePack>().WithMany().HasForeignKey(part => part.PackId).OnDelete(DeleteBehavior.Restrict);
    }
}
