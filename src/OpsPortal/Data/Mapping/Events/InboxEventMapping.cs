using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Events;

namespace OpsPortal.Data.Mapping.Events;

internal sealed class InboxEventMapping : IEntityTypeConfiguration<InboxEvent>
{
    public void Configure(EntityTypeBuilder<InboxEvent> builder)
    {
        builder.ToTable("InboxEvents");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Provider).HasMaxLength(20);
        builder.Property(row => row.EventId).HasMaxLength(200);
        builder.Property(row => row.Type).HasMaxLength(80);
        builder.Property(row => row.Reference).HasMaxLength(200);
        builder.Property(row => row.Headers).HasMaxLength(500);
        builder.Property(row => row.Result).HasMaxLength(500);
        builder.Property(row => row.LastError).HasMaxLength(500);
        builder.Property(row => row.DismissalReason).HasMaxLength(Reasons.Limit);
        // The id first: ids are looked up by the group, and a plan made while the inbox is small must not read all of it later.
        builder.HasIndex(row => new { row.EventId, row.Provider }).IsUnique();
        builder.HasIndex(row => new { row.State, row.NextAt });
        builder.HasIndex(row => row.Reference);
    }
}

internal sealed class EventAttemptMapping : IEntityTypeConfiguration<EventAttempt>
{
    public void Configure(EntityTypeBuilder<EventAttempt> builder)
    {
        builder.ToTable("EventAttempts");
        builder.HasKey(attempt => attempt.Id);
        builder.Property(attempt => attempt.Id).ValueGeneratedNever();
        builder.Property(attempt => attempt.Words).HasMaxLength(500);
        builder.Property(attempt => attempt.By).HasMaxLength(120);
        builder.HasIndex(attempt => new { attempt.InboxEventId, attempt.At });
    }
}

internal sealed class EventListMarkMapping : IEntityTypeConfiguration<EventListMark>
{
    public void Configure(EntityTypeBuilder<EventListMark> builder)
    {
        builder.ToTable("EventListMarks");
        builder.HasKey(mark => mark.Provider);
        builder.Property(mark => mark.Provider).HasMaxLength(20);
    }
}
