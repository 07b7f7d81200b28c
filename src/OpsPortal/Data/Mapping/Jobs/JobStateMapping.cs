using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Jobs;

namespace OpsPortal.Data.Mapping.Jobs;

internal sealed class JobStateMapping : IEntityTypeConfiguration<JobState>
{
    public void Configure(EntityTypeBuilder<JobState> builder)
    {
        builder.ToTable("JobStates");
        builder.HasKey(state => new { state.Name, state.Node });
        builder.Property(state => state.Name).HasMaxLength(60);
        builder.Property(state => state.Node).HasMaxLength(100);
        builder.Property(state => state.LastResult).HasMaxLength(200);
        builder.Property(state => state.LastError).HasMaxLength(500);
    }
}
