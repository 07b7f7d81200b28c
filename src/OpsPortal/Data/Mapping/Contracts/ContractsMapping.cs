using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Data.Mapping.Contracts;

internal sealed class ContractMapping : IEntityTypeConfiguration<Contract>
{
    public void Configure(EntityTypeBuilder<Contract> builder)
    {
        builder.ToTable("Contracts");
        builder.HasKey(contract => contract.Id);
        builder.Ignore(contract => contract.Current);
        builder.Property(contract => contract.Number).HasMaxLength(40);
        builder.Property(contract => contract.PausedReason).HasMaxLength(500);
        builder.OwnsOne(contract => contract.Snapshot, Snapshot);
        builder.Navigation(contract => contract.Snapshot).IsRequired();
        builder.OwnsOne(contract => contract.Anchors, Anchors);
        builder.Navigation(contract => contract.Anchors).IsRequired();
        builder.HasMany(contract => contract.Versions).WithOne()
            .HasForeignKey(version => version.ContractId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<LegalEntity>().WithMany().HasForeignKey(contract =>
            contract.LegalEntityId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Buyer>().WithMany().HasForeignKey(contract => contract.BuyerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<ProgramScheme>().WithMany().HasForeignKey(contract =>
            contract.ProgramId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Market>().WithMany().HasForeignKey(contract => contract.MarketId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(contract => new { contract.LegalEntityId, contract.Number }).IsUnique();
    }

    private static void Snapshot(OwnedNavigationBuilder<Contract, ContractSnapshot> snapshot)
    {
        snapshot.Property(s => s.Sha256).HasMaxLength(64);
        snapshot.Property(s => s.SourceSystem).HasMaxLength(200);
        snapshot.Property(s => s.SourceId).HasMaxLength(200);
        snapshot.Property(s => s.AcceptedBy).HasMaxLength(200);
    }

    private static void Anchors(OwnedNavigationBuilder<Contract, ContractAnchors> anchors)
    {
        anchors.Property(a => a.Recipients).HasMaxLength(1000);
        anchors.Property(a => a.AccountingConditions).HasMaxLength(1000);
        anchors.Property(a => a.SetOffClause).HasMaxLength(1000);
        anchors.Property(a => a.ErpCustomerProject).HasMaxLength(60);
        anchors.Property(a => a.ErpOrderItem).HasMaxLength(60);
    }
}

internal sealed class ContractVersionMapping : IEntityTypeConfiguration<ContractVersion>
{
    public void Configure(EntityTypeBuilder<ContractVersion> builder)
    {
        builder.ToTable("ContractVersions");
        builder.HasKey(version => version.Id);
        builder.Property(version => version.Reason).HasMaxLength(500);
        builder.OwnsOne(version => version.Terms);
        builder.Navigation(version => version.Terms).IsRequired();
        builder.OwnsMany(version => version.Shares, share =>
        {
            share.ToTable("PayeeShares");
            share.WithOwner().HasForeignKey("ContractVersionId");
            share.HasKey("ContractVersionId", nameof(PayeeShare.PayeeId));
            share.HasIndex(nameof(PayeeShare.PayeeId));
        });
        builder.HasMany(version => version.Items).WithOne()
            .HasForeignKey(item => item.ContractVersionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(version => new { version.ContractId, version.Number }).IsUnique();
    }
}

internal sealed class PlanItemMapping : IEntityTypeConfiguration<PlanItem>
{
    public void Configure(EntityTypeBuilder<PlanItem> builder)
    {
        builder.ToTable("PlanItems");
        builder.HasKey(item => item.Id);
        builder.Property(item => item.Name).HasMaxLength(200);
        builder.Property(item => item.ErpItem).HasMaxLength(60);
        builder.HasIndex(item => item.ContractId);
        builder.HasIndex(item => item.InvoiceId);
    }
}

internal sealed class ContractStageMapping : IEntityTypeConfiguration<ContractStage>
{
    public void Configure(EntityTypeBuilder<ContractStage> builder)
    {
        builder.ToTable("ContractStages");
        builder.HasKey(stage => stage.Id);
        builder.Property(stage => stage.Id).ValueGeneratedNever();
        builder.Property(stage => stage.Artefact).HasMaxLength(500);
        builder.HasIndex(stage => new { stage.ContractId, stage.At });
    }
}
