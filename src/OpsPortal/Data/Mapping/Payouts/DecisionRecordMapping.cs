using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Data.Mapping.Payouts;

internal sealed class DecisionRecordMapping : IEntityTypeConfiguration<DecisionRecord>
{
    public void Configure(EntityTypeBuilder<DecisionRecord> builder)
    {
        builder.ToTable("ReleaseDecisions");
        builder.HasKey(decision => decision.Id);
        builder.Property(decision => decision.Conditions).IsJson();
        builder.HasIndex(decision => new { decision.ContractId, decision.DecidedAt });
        builder.HasIndex(decision => new { decision.PayeeId, decision.InvoiceId, decision.DecidedAt });
    }
}

internal sealed class ApprovalPolicyMapping : IEntityTypeConfiguration<ApprovalPolicy>
{
    public void Configure(EntityTypeBuilder<ApprovalPolicy> builder)
    {
        builder.ToTable("ApprovalPolicies");
        builder.HasKey(policy => policy.Id);
        builder.Property(policy => policy.Reason).HasMaxLength(500);
        builder.Property(policy => policy.Rules).IsJson();
        builder.HasIndex(policy => policy.Number).IsUnique();
    }
}
