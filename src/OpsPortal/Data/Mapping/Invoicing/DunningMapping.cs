using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Data.Mapping.Payouts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Invoicing.Dunning;

namespace OpsPortal.Data.Mapping.Invoicing;

internal sealed class DunningPolicyMapping : IEntityTypeConfiguration<DunningPolicy>
{
    public void Configure(EntityTypeBuilder<DunningPolicy> builder)
    {
        builder.ToTable("DunningPolicies");
        builder.HasKey(policy => policy.Id);
        builder.Property(policy => policy.Reason).HasMaxLength(500);
        builder.Property(policy => policy.Schedule).IsJson();
        builder.HasIndex(policy => policy.Number).IsUnique();
    }
}

internal sealed class DunningCaseMapping : IEntityTypeConfiguration<DunningCase>
{
    public void Configure(EntityTypeBuilder<DunningCase> builder)
    {
        builder.ToTable("DunningCases");
        builder.HasKey(dunned => dunned.InvoiceId);
        builder.Ignore(dunned => dunned.NextStep);
        builder.Property(dunned => dunned.Schedule).IsJson();
        builder.Property(dunned => dunned.PauseReason).HasMaxLength(500);
        builder.HasOne<Invoice>().WithOne().HasForeignKey<DunningCase>(dunned => dunned.InvoiceId)
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(dunned => new { dunned.State, dunned.NextOn });
    }
}

internal sealed class DunningAttemptMapping : IEntityTypeConfiguration<DunningAttempt>
{
    public void Configure(EntityTypeBuilder<DunningAttempt> builder)
    {
        builder.ToTable("DunningAttempts");
        builder.HasKey(attempt => attempt.Id);
        builder.Property(attempt => attempt.Id).ValueGeneratedNever();
        builder.Property(attempt => attempt.Key).HasMaxLength(200);
        builder.Property(attempt => attempt.Way).HasMaxLength(1000);
        builder.Property(attempt => attempt.Provider).HasMaxLength(20);
        builder.Property(attempt => attempt.ProviderReference).HasMaxLength(200);
        builder.Property(attempt => attempt.Note).HasMaxLength(500);
        builder.HasIndex(attempt => attempt.Key).IsUnique();
        builder.HasIndex(attempt => new { attempt.InvoiceId, attempt.At });
        builder.HasIndex(attempt => new { attempt.Outcome, attempt.NextCallAt });
        builder.HasIndex(attempt => new { attempt.Provider, attempt.ProviderReference });
    }
}
