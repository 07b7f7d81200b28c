using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Data.Mapping.Payouts;

internal sealed class PayoutBatchMapping : IEntityTypeConfiguration<PayoutBatch>
{
    public void Configure(EntityTypeBuilder<PayoutBatch> builder)
    {
        builder.ToTable("PayoutBatches");
        builder.HasKey(batch => batch.Id);
        builder.Property(batch => batch.Number).HasMaxLength(40);
        builder.Property(batch => batch.Rail).HasMaxLength(20);
        builder.Property(batch => batch.Provider).HasMaxLength(40);
        builder.Property(batch => batch.ContentHash).HasMaxLength(64);
        builder.Property(batch => batch.LastReason).HasMaxLength(800);
        builder.Property(batch => batch.UnusualNote).HasMaxLength(500);
        builder.Property(batch => batch.Editors).IsJson().HasMaxLength(4000);
        builder.Ignore(batch => batch.Inside);
        builder.Ignore(batch => batch.PayoutCount);
        builder.Ignore(batch => batch.TotalMinor);
        builder.Ignore(batch => batch.CountingApprovals);
        builder.HasIndex(batch => batch.Number).IsUnique();
        builder.HasIndex(batch => new { batch.State, batch.ExpiresAt });
        builder.HasMany(batch => batch.Items).WithOne().HasForeignKey(item => item.BatchId);
        builder.HasMany(batch => batch.Approvals).WithOne().HasForeignKey(approval => approval.BatchId);
    }
}

internal sealed class PayoutItemMapping : IEntityTypeConfiguration<PayoutItem>
{
    public void Configure(EntityTypeBuilder<PayoutItem> builder)
    {
        builder.ToTable("PayoutItems");
        builder.HasKey(item => item.Id);
        builder.Property(item => item.PayeeName).HasMaxLength(200);
        builder.Property(item => item.AccountMasked).HasMaxLength(60);
        builder.Property(item => item.AccountDigest).HasMaxLength(64);
        builder.Property(item => item.Reference).HasMaxLength(PayoutItem.ReferenceLimit);
        builder.Property(item => item.Key).HasMaxLength(60);
        builder.Property(item => item.OpenLock).HasMaxLength(100);
        builder.Property(item => item.ProviderReference).HasMaxLength(200);
        builder.Property(item => item.FailureCode).HasMaxLength(100);
        builder.Property(item => item.FailureWords).HasMaxLength(500);
        builder.HasIndex(item => item.Key).IsUnique();
        builder.HasIndex(item => item.OpenLock).IsUnique();
        builder.HasIndex(item => new { item.PayeeId, item.State });
        builder.HasIndex(item => item.ProviderReference);
        builder.HasMany(item => item.Sources).WithOne().HasForeignKey(source => source.ItemId);
    }
}

internal sealed class PayoutSourceMapping : IEntityTypeConfiguration<PayoutSource>
{
    public void Configure(EntityTypeBuilder<PayoutSource> builder)
    {
        builder.ToTable("PayoutSources");
        builder.HasKey(source => new { source.ItemId, source.Line });
        builder.Property(source => source.InvoiceNumber).HasMaxLength(40);
        builder.HasIndex(source => source.InvoiceId);
        builder.HasIndex(source => source.ContractId);
    }
}

internal sealed class ApprovalMapping : IEntityTypeConfiguration<Approval>
{
    public void Configure(EntityTypeBuilder<Approval> builder)
    {
        builder.ToTable("Approvals");
        builder.HasKey(approval => approval.Id);
        builder.Property(approval => approval.ContentHash).HasMaxLength(64);
        builder.Property(approval => approval.PersonName).HasMaxLength(200);
        builder.Property(approval => approval.Roles).HasMaxLength(200);
        builder.HasIndex(approval => new { approval.BatchId, approval.ContentRevision, approval.PersonId }).IsUnique();
    }
}
