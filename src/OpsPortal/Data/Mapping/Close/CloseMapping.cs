using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Data.Mapping.Payouts;
using OpsPortal.Domain.Close;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Data.Mapping.Close;

internal sealed class PeriodCloseMapping : IEntityTypeConfiguration<PeriodClose>
{
    public void Configure(EntityTypeBuilder<PeriodClose> builder)
    {
        builder.ToTable("PeriodCloses");
        builder.HasKey(close => close.Id);
        builder.Ignore(close => close.YearMonth);
        builder.Ignore(close => close.Name);
        builder.Property(close => close.ContentHash).HasMaxLength(64);
        builder.Property(close => close.LastReason).HasMaxLength(Reasons.Limit);
        builder.Property(close => close.ReopenReason).HasMaxLength(Reasons.Limit);
        builder.Property(close => close.EndedReopenings).IsJson().HasDefaultValueSql("'[]'");
        builder.HasOne<LegalEntity>().WithMany().HasForeignKey(close => close.LegalEntityId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(close => new { close.LegalEntityId, close.Year, close.Month, close.Version }).IsUnique();
    }
}

internal sealed class TieOutRunMapping : IEntityTypeConfiguration<TieOutRun>
{
    public void Configure(EntityTypeBuilder<TieOutRun> builder)
    {
        builder.ToTable("TieOutRuns");
        builder.HasKey(run => run.Id);
        builder.Property(run => run.Code).HasMaxLength(60);
        builder.Property(run => run.Name).HasMaxLength(200);
        builder.Property(run => run.Basis).HasMaxLength(500);
        builder.Property(run => run.LeftName).HasMaxLength(200);
        builder.Property(run => run.RightName).HasMaxLength(200);
        builder.Property(run => run.Hash).HasMaxLength(64);
        builder.Property(run => run.Lines).IsJson();
        builder.HasOne<PeriodClose>().WithMany().HasForeignKey(run => run.CloseId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(run => new { run.CloseId, run.Code, run.Number }).IsUnique();
    }
}

internal sealed class CloseTaskMapping : IEntityTypeConfiguration<CloseTask>
{
    public void Configure(EntityTypeBuilder<CloseTask> builder)
    {
        builder.ToTable("CloseTasks");
        builder.HasKey(task => new { task.CloseId, task.Code });
        builder.Property(task => task.Code).HasMaxLength(60);
        builder.Property(task => task.Note).HasMaxLength(CloseTask.TextLimit);
        builder.HasOne<PeriodClose>().WithMany().HasForeignKey(task => task.CloseId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class CloseEvidenceMapping : IEntityTypeConfiguration<CloseEvidence>
{
    public void Configure(EntityTypeBuilder<CloseEvidence> builder)
    {
        builder.ToTable("CloseEvidence");
        builder.HasKey(file => file.Id);
        builder.Property(file => file.Code).HasMaxLength(60);
        builder.Property(file => file.FileName).HasMaxLength(200);
        builder.Property(file => file.ContentType).HasMaxLength(100);
        builder.Property(file => file.Hash).HasMaxLength(64);
        builder.HasOne<PeriodClose>().WithMany().HasForeignKey(file => file.CloseId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(file => new { file.CloseId, file.Code });
    }
}

internal sealed class CloseNameMapping : IEntityTypeConfiguration<CloseName>
{
    public void Configure(EntityTypeBuilder<CloseName> builder)
    {
        builder.ToTable("CloseNames");
        builder.HasKey(name => new { name.CloseId, name.SubjectId });
        builder.Property(name => name.Name).HasMaxLength(200);
        builder.Property(name => name.Place).HasMaxLength(64);
        builder.HasOne<PeriodClose>().WithMany().HasForeignKey(name => name.CloseId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ChecklistPolicyMapping : IEntityTypeConfiguration<ChecklistPolicy>
{
    public void Configure(EntityTypeBuilder<ChecklistPolicy> builder)
    {
        builder.ToTable("ChecklistPolicies");
        builder.HasKey(policy => policy.Id);
        builder.Property(policy => policy.Reason).HasMaxLength(Reasons.Limit);
        builder.Property(policy => policy.Rules).IsJson();
        builder.HasOne<LegalEntity>().WithMany().HasForeignKey(policy => policy.LegalEntityId)
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(policy => new { policy.LegalEntityId, policy.Number }).IsUnique();
    }
}

internal sealed class CloseSampleMapping : IEntityTypeConfiguration<CloseSample>
{
    public void Configure(EntityTypeBuilder<CloseSample> builder)
    {
        builder.ToTable("CloseSamples");
        builder.HasKey(sample => sample.Id);
        builder.Ignore(sample => sample.AsksTreatment);
        builder.Property(sample => sample.Subject).HasMaxLength(200);
        builder.Property(sample => sample.Words).HasMaxLength(CloseSample.TextLimit);
        builder.Property(sample => sample.Link).HasMaxLength(300);
        builder.Property(sample => sample.Note).HasMaxLength(CloseSample.TextLimit);
        builder.HasOne<PeriodClose>().WithMany().HasForeignKey(sample => sample.CloseId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(sample => new { sample.CloseId, sample.Kind, sample.Subject }).IsUnique();
    }
}

internal sealed class CheckpointMapping : IEntityTypeConfiguration<Checkpoint>
{
    public void Configure(EntityTypeBuilder<Checkpoint> builder)
    {
        builder.ToTable("Checkpoints");
        builder.HasKey(checkpoint => checkpoint.Id);
        builder.Ignore(checkpoint => checkpoint.IsLate);
        builder.Property(checkpoint => checkpoint.Code).HasMaxLength(60);
        builder.Property(checkpoint => checkpoint.Note).HasMaxLength(Checkpoint.TextLimit);
        builder.HasOne<LegalEntity>().WithMany().HasForeignKey(checkpoint => checkpoint.LegalEntityId)
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(checkpoint => new { checkpoint.LegalEntityId, checkpoint.Code, checkpoint.Day }).IsUnique();
        builder.HasIndex(checkpoint => new { checkpoint.State, checkpoint.DueAt });
    }
}

internal sealed class CheckpointSettingMapping : IEntityTypeConfiguration<CheckpointSetting>
{
    public void Configure(EntityTypeBuilder<CheckpointSetting> builder)
    {
        builder.ToTable("CheckpointSettings");
        builder.HasKey(setting => new { setting.LegalEntityId, setting.Code });
        builder.Property(setting => setting.Code).HasMaxLength(60);
        builder.HasOne<LegalEntity>().WithMany().HasForeignKey(setting => setting.LegalEntityId)
            .OnDelete(DeleteBehavior.Restrict);
    }
}
