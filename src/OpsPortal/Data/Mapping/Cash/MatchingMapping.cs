using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Data.Mapping.Payouts;
using OpsPortal.Domain.Cash.Matching;

namespace OpsPortal.Data.Mapping.Cash;

internal sealed class MatchRecordMapping : IEntityTypeConfiguration<MatchRecord>
{
    public void Configure(EntityTypeBuilder<MatchRecord> builder)
    {
        builder.ToTable("MatchResults");

        // Every question asks for the results of some receipts: the key answers it, and the table needs no other index.
        builder.HasKey(match => new { match.ReceiptId, match.Id });
        builder.Property(match => match.Fingerprint).HasMaxLength(32);
        builder.Property(match => match.Reasons).IsJson(MatchJson.Of);
        builder.Ignore(match => match.Candidates);
        builder.Property<IReadOnlyList<MatchCandidate>?>("listed").HasColumnName("Candidates").IsRequired(false)
            .IsJson(all => MatchJson.Of(all!));
    }
}

internal sealed class FeatureTallyMapping : IEntityTypeConfiguration<FeatureTally>
{
    public void Configure(EntityTypeBuilder<FeatureTally> builder)
    {
        builder.ToTable("MatchFeatureTallies");
        builder.HasKey(tally => tally.Feature);
        builder.Ignore(tally => tally.Count);
    }
}

internal sealed class MatchPolicyVersionMapping : IEntityTypeConfiguration<MatchPolicyVersion>
{
    public void Configure(EntityTypeBuilder<MatchPolicyVersion> builder)
    {
        builder.ToTable("MatchPolicies");
        builder.HasKey(policy => policy.Id);
        builder.Property(policy => policy.Reason).HasMaxLength(500);
        builder.Property(policy => policy.Rules).IsJson();
        builder.HasIndex(policy => new { policy.LegalEntityId, policy.Number }).IsUnique();
    }
}

internal sealed class AllocationRequestMapping : IEntityTypeConfiguration<AllocationRequest>
{
    public void Configure(EntityTypeBuilder<AllocationRequest> builder)
    {
        builder.ToTable("AllocationRequests");
        builder.HasKey(request => request.Id);
        builder.Property(request => request.Reason).HasMaxLength(500);
        builder.Property(request => request.Note).HasMaxLength(500);
        builder.Property(request => request.Parts).IsJson();
        builder.Ignore(request => request.Total);
        builder.Ignore(request => request.Repays);
        builder.HasIndex(request => new { request.ReceiptId, request.State });
    }
}
