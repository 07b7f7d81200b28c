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
        builder.Property(milestone => milestone.Name).HasMaxLength(200);
        builder.Property(milestone => milestone.ApprovalComment).HasMaxLength(2000);
        builder.Property(milestone => milestone.Reason).HasMaxLength(2000);
        builder.Property(milestone => milestone.ReasonReference).HasMaxLength(200);
        builder.HasIndex(milestone => milestone.ContractId);
        builder.HasIndex(milestone => milestone.PlanItemId).IsUnique();
        builder.HasIndex(milestone => new { milestone.State, milestone.DueOn });
        builder.Ignore(milestone => milestone.Amount);
        builder.HasMany(milestone => milestone.Evidence).WithOne().HasForeignKey(evidence => evidence.MilestoneId);
        builder.OwnsMany(milestone => milestone.Criteria, criterion =>
        {
            criterion.ToTable("MilestoneCriteria");
            criterion.WithOwner().HasForeignKey("MilestoneId");
            criterion.HasKey("MilestoneId", nameof(MilestoneCriterion.Number));
            criterion.Property(c => c.Number).ValueGeneratedNever();
            criterion.Property(c => c.Text).HasMaxLength(1000);
        });
        builder.OwnsMany(milestone => milestone.Steps, step =>
        {
            step.ToTable("MilestoneSteps");
            step.WithOwner().HasForeignKey("MilestoneId");
            step.HasKey("MilestoneId", nameof(MilestoneStep.Number));
            step.Property(s => s.Number).ValueGeneratedNever();
            step.Property(s => s.What).HasMaxLength(100);
            step.Property(s => s.Words).HasMaxLength(2000);
        });
    }
}

internal sealed class MilestoneEvidenceMapping : IEntityTypeConfiguration<MilestoneEvidence>
{
    public void Configure(EntityTypeBuilder<MilestoneEvidence> builder)
    {
        builder.ToTable("MilestoneEvidence");
        builder.HasKey(evidence => evidence.Id);
        builder.Property(evidence => evidence.FileName).HasMaxLength(200);
        builder.Property(evidence => evidence.ContentType).HasMaxLength(100);
        builder.Property(evidence => evidence.Hash).HasMaxLength(64);
    }
}
