using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Domain.Milestones;

namespace OpsPortal.Data.Mapping.Milestones;

internal sealed class MilestoneMapping : IEntityTypeConfiguration<Milestone>
{
    public void Configure(EntityTypeBuilder<Milestone> builder)
    {
        builder.ToTable("Milestones");
        builder.HasKey(milestone => milestone.Id);
        builder.Ignore(milestone => milestone.Amount);
        builder.Property(milestone => milestone.Name).HasMaxLength(200);
        builder.Property(milestone => milestone.ApprovalComment).HasMaxLength(2000);
        builder.Property(milestone => milestone.Reason).HasMaxLength(500);
        builder.Property(milestone => milestone.ReasonReference).HasMaxLength(200);
        builder.OwnsMany(milestone => milestone.Criteria, criterion =>
        {
            criterion.ToTable("MilestoneCriteria");
            criterion.WithOwner().HasForeignKey("MilestoneId");
            criterion.HasKey("MilestoneId", nameof(MilestoneCriterion.Number));
            criterion.Property(c => c.Number).ValueGeneratedNever();
            criterion.Property(c => c.Text).HasMaxLength(2000);
        });
        builder.OwnsMany(milestone => milestone.Evidence, file =>
        {
            file.ToTable("MilestoneEvidence");
            file.WithOwner().HasForeignKey(f => f.MilestoneId);
            file.HasKey(f => f.Id);
            file.Property(f => f.Id).ValueGeneratedNever();
            file.Property(f => f.FileName).HasMaxLength(200);
            file.Property(f => f.ContentType).HasMaxLength(100);
            file.Property(f => f.Hash).HasMaxLength(64);
        });
        builder.OwnsMany(milestone => milestone.Steps, step =>
        {
            step.ToTable("MilestoneSteps");
            step.WithOwner().HasForeignKey("MilestoneId");
            step.HasKey("MilestoneId", nameof(MilestoneStep.Number));
            step.Property(s => s.Number).ValueGeneratedNever();
            step.Property(s => s.What).HasMaxLength(80);
            step.Property(s => s.Words).HasMaxLength(500);
        });
        builder.HasIndex(milestone => milestone.PlanItemId).IsUnique();
        builder.HasIndex(milestone => milestone.ContractId);
        builder.HasIndex(milestone => new { milestone.LegalEntityId, milestone.State });
    }
}
