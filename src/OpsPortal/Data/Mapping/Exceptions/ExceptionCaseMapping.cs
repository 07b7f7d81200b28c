using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Data.Mapping.Payouts;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Notifications;
using OpsPortal.Outbox;

namespace OpsPortal.Data.Mapping.Exceptions;

internal sealed class ExceptionCaseMapping : IEntityTypeConfiguration<ExceptionCase>
{
    // Resolved cases are kept for ever: what pages through the open ones does not step over them.
    private const string IsOpen = "\"ResolvedAt\" IS NULL";

    public void Configure(EntityTypeBuilder<ExceptionCase> builder)
    {
        builder.ToTable("ExceptionCases");
        builder.HasKey(found => found.Id);
        builder.Property(found => found.ReasonCode).HasMaxLength(80);
        builder.Property(found => found.Summary).HasMaxLength(500);
        builder.Property(found => found.DedupeKey).HasMaxLength(200);
        builder.Property(found => found.ProviderReference).HasMaxLength(200);
        builder.Property(found => found.RootCause).HasMaxLength(200);
        builder.Property(found => found.Resolution).HasMaxLength(2000);
        builder.Property(found => found.NoMoneyReason).HasMaxLength(500);
        builder.Property(found => found.SnoozeReason).HasMaxLength(500);
        builder.Property(found => found.OutsideDeadline).HasMaxLength(100);
        builder.Property(found => found.Urgency).HasMaxLength(100);
        builder.Property(found => found.RoutingRule).HasMaxLength(100);
        builder.Property(found => found.IsUrgent).UsePropertyAccessMode(PropertyAccessMode.Property);
        builder.Property(found => found.NextDueAt).UsePropertyAccessMode(PropertyAccessMode.Property);
        builder.HasIndex(found => new { found.State, found.DueAt });
        builder.HasIndex(found => new { found.IsUrgent, found.NextDueAt, found.Id }).IsDescending(true, false, false)
            .HasFilter(IsOpen);
        builder.HasIndex(found => new { found.DueAt, found.Id }).HasFilter(IsOpen);
        builder.HasIndex(found => new { found.OpenedAt, found.Id }).HasFilter(IsOpen);
        builder.HasIndex(found => found.DedupeKey);
        builder.HasIndex(found => found.IncidentId);
        builder.Ignore(found => found.TraceId);
        builder.HasMany(found => found.Evidence).WithOne().HasForeignKey(file => file.ExceptionId);
        builder.HasMany(found => found.Notes).WithOne().HasForeignKey(note => note.ExceptionId);
    }
}

internal sealed class ExceptionNoteMapping : IEntityTypeConfiguration<ExceptionNote>
{
    public void Configure(EntityTypeBuilder<ExceptionNote> builder)
    {
        builder.ToTable("ExceptionNotes");
        builder.HasKey(note => new { note.ExceptionId, note.Number });
        builder.Property(note => note.Text).HasMaxLength(2000);
    }
}

internal sealed class CaseEvidenceMapping : IEntityTypeConfiguration<CaseEvidence>
{
    public void Configure(EntityTypeBuilder<CaseEvidence> builder)
    {
        builder.ToTable("ExceptionEvidence");
        builder.HasKey(file => file.Id);
        builder.Property(file => file.FileName).HasMaxLength(200);
        builder.Property(file => file.ContentType).HasMaxLength(100);
        builder.Property(file => file.Hash).HasMaxLength(64);
    }
}

internal sealed class ExceptionTypeVersionMapping : IEntityTypeConfiguration<ExceptionTypeVersion>
{
    public void Configure(EntityTypeBuilder<ExceptionTypeVersion> builder)
    {
        builder.ToTable("ExceptionTypeVersions");
        builder.HasKey(version => new { version.Type, version.Number });
        builder.Property(version => version.Number).ValueGeneratedNever();
        builder.Property(version => version.Reason).HasMaxLength(500);
        builder.Property(version => version.Ladder).IsJson();
    }
}

internal sealed class OutboxMessageMapping : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> builder)
    {
        builder.ToTable("OutboxMessages");
        builder.HasKey(message => message.Id);
        builder.Property(message => message.Id).ValueGeneratedNever();
        builder.Property(message => message.State).HasConversion<string>().HasMaxLength(20);
        builder.Property(message => message.Kind).HasMaxLength(60);
        builder.Property(message => message.Key).HasMaxLength(200);
        builder.Property(message => message.LastError).HasMaxLength(500);
        builder.HasIndex(message => message.Key).IsUnique();
        builder.HasIndex(message => new { message.State, message.NextAt });
    }
}

internal sealed class NotificationMapping : IEntityTypeConfiguration<Notification>
{
    public void Configure(EntityTypeBuilder<Notification> builder)
    {
        builder.ToTable("Notifications");
        builder.HasKey(notification => notification.Id);
        builder.Property(notification => notification.Text).HasMaxLength(300);
        builder.Property(notification => notification.Link).HasMaxLength(300);
        builder.HasIndex(notification => new { notification.PersonId, notification.ReadAt });
    }
}
