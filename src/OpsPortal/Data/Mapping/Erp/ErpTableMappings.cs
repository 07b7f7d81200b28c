using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Data.Mapping.Payouts;
using OpsPortal.Domain.Erp;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Data.Mapping.Erp;

internal sealed class ErpMappingMapping : IEntityTypeConfiguration<ErpMapping>
{
    public void Configure(EntityTypeBuilder<ErpMapping> builder)
    {
        builder.ToTable("ErpMappings");
        builder.HasKey(mapping => mapping.Id);
        builder.Property(mapping => mapping.Reason).HasMaxLength(500);
        builder.HasIndex(mapping => new { mapping.LegalEntityId, mapping.Target, mapping.Version }).IsUnique();
    }
}

internal sealed class ErpHandoverMapping : IEntityTypeConfiguration<ErpHandover>
{
    public void Configure(EntityTypeBuilder<ErpHandover> builder)
    {
        builder.ToTable("ErpHandovers");
        builder.HasKey(handover => handover.Id);
        builder.HasMany(handover => handover.Files).WithOne().HasForeignKey(file => file.HandoverId);
        builder.HasIndex(handover => new { handover.LegalEntityId, handover.Target, handover.Number }).IsUnique();
        builder.HasIndex(handover => handover.HandedOverAt);
    }
}

internal sealed class ErpFileMapping : IEntityTypeConfiguration<ErpFile>
{
    public void Configure(EntityTypeBuilder<ErpFile> builder)
    {
        builder.ToTable("ErpFiles");
        builder.HasKey(file => new { file.HandoverId, file.Ordinal });
        builder.Property(file => file.Ordinal).ValueGeneratedNever();
        builder.Property(file => file.Name).HasMaxLength(200);
        builder.Property(file => file.Hash).HasMaxLength(64);
    }
}

internal sealed class ErpDocumentMapping : IEntityTypeConfiguration<ErpDocument>
{
    public void Configure(EntityTypeBuilder<ErpDocument> builder)
    {
        builder.ToTable("ErpDocuments");
        builder.HasKey(document => document.Id);
        builder.Property(document => document.ExternalId).HasMaxLength(ErpDocument.IdLength);
        builder.Property(document => document.Reference).HasMaxLength(ErpDocument.IdLength);
        builder.Property(document => document.ErpNumber).HasMaxLength(ErpDocument.NumberLength);
        builder.Property(document => document.Message).HasMaxLength(ErpDocument.MessageLength);
        builder.HasIndex(document => new { document.Target, document.ExternalId }).IsUnique();
        builder.HasIndex(document => new { document.LegalEntityId, document.Target, document.PostedOn });
        builder.HasIndex(document => document.LastHandoverId);
    }
}

internal sealed class ErpCoverMapping : IEntityTypeConfiguration<ErpCover>
{
    public void Configure(EntityTypeBuilder<ErpCover> builder)
    {
        builder.ToTable("ErpCovers");
        builder.HasKey(cover => new { cover.DocumentId, cover.EntryId });
        builder.HasIndex(cover => new { cover.Target, cover.EntryId }).IsUnique();
        builder.HasOne<ErpDocument>().WithMany().HasForeignKey(cover => cover.DocumentId);
        builder.HasOne<JournalEntry>().WithMany().HasForeignKey(cover => cover.EntryId);
    }
}

internal sealed class ErpSendingMapping : IEntityTypeConfiguration<ErpSending>
{
    public void Configure(EntityTypeBuilder<ErpSending> builder)
    {
        builder.ToTable("ErpSendings");
        builder.HasKey(sending => new { sending.HandoverId, sending.DocumentId });
        builder.HasIndex(sending => sending.DocumentId);
    }
}

internal sealed class ErpResultMapping : IEntityTypeConfiguration<ErpResult>
{
    public void Configure(EntityTypeBuilder<ErpResult> builder)
    {
        builder.ToTable("ErpResults");
        builder.HasKey(result => result.Id);
        builder.Property(result => result.Name).HasMaxLength(ErpResult.NameLength);
        builder.Property(result => result.Hash).HasMaxLength(64);
        builder.HasIndex(result => new { result.HandoverId, result.Hash }).IsUnique();
    }
}

internal sealed class ErpTrialBalanceMapping : IEntityTypeConfiguration<ErpTrialBalance>
{
    public void Configure(EntityTypeBuilder<ErpTrialBalance> builder)
    {
        builder.ToTable("ErpTrialBalances");
        builder.HasKey(taken => taken.Id);
        builder.Property(taken => taken.Name).HasMaxLength(ErpTrialBalance.NameLength);
        builder.Property(taken => taken.Hash).HasMaxLength(64);
        builder.Property(taken => taken.Rows).IsJson();
        builder.HasIndex(taken => new { taken.LegalEntityId, taken.Target, taken.AsOf, taken.Hash }).IsUnique();
    }
}
