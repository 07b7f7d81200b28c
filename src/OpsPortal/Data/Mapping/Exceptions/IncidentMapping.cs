using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Domain.Exceptions;

namespace OpsPortal.Data.Mapping.Exceptions;

internal sealed class IncidentMapping : IEntityTypeConfiguration<Incident>
{
    public void Configure(EntityTypeBuilder<Incident> builder)
    {
        builder.ToTable("Incidents");
        builder.HasKey(incident => incident.Id);
        builder.Property(incident => incident.Title).HasMaxLength(Incident.TitleLength);
        builder.Property(incident => incident.Origin).HasMaxLength(200);
        builder.Property(incident => incident.FinanceNotes).HasMaxLength(Incident.TextLength);
        builder.Property(incident => incident.Review).HasMaxLength(Incident.TextLength);
        builder.Ignore(incident => incident.Playbook);
        builder.Ignore(incident => incident.TimeToRestore);
        builder.HasIndex(incident => new { incident.State, incident.OpenedAt });
        builder.HasIndex(incident => incident.Origin);
        builder.HasMany(incident => incident.Timeline).WithOne().HasForeignKey(entry => entry.IncidentId);
    }
}

internal sealed class IncidentEntryMapping : IEntityTypeConfiguration<IncidentEntry>
{
    public void Configure(EntityTypeBuilder<IncidentEntry> builder)
    {
        builder.ToTable("IncidentEntries");
        builder.HasKey(entry => new { entry.IncidentId, entry.Number });
        builder.Property(entry => entry.Text).HasMaxLength(Incident.TextLength);
    }
}
