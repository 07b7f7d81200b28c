using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Data.Mapping.Payouts;
using OpsPortal.Domain.Compliance;

namespace OpsPortal.Data.Mapping.Compliance;

internal sealed class GateRecordMapping : IEntityTypeConfiguration<GateRecord>
{
    public void Configure(EntityTypeBuilder<GateRecord> builder)
    {
        builder.ToTable("GateRecords");
        builder.HasKey(record => record.Id);
        builder.Property(record => record.Evidence).HasMaxLength(GateRecord.EvidenceLimit);
        builder.Property(record => record.Note).HasMaxLength(GateRecord.NoteLimit);
        builder.Property(record => record.DecidedByName).HasMaxLength(200);
        builder.HasIndex(record => new { record.PayeeId, record.Kind, record.DecidedAt });
    }
}

internal sealed class ComplianceHoldMapping : IEntityTypeConfiguration<ComplianceHold>
{
    public void Configure(EntityTypeBuilder<ComplianceHold> builder)
    {
        builder.ToTable("ComplianceHolds");
        builder.HasKey(hold => hold.Id);
        builder.Property(hold => hold.Targets).IsJson();
        builder.Property(hold => hold.Words).HasMaxLength(ComplianceHold.TextLimit);
        builder.Property(hold => hold.Remediation).HasMaxLength(ComplianceHold.TextLimit);
        builder.Property(hold => hold.ClosingWords).HasMaxLength(ComplianceHold.TextLimit);
        builder.Ignore(hold => hold.IsOpen);
        builder.HasIndex(hold => new { hold.PayeeId, hold.State });
    }
}

internal sealed class PolicyMatrixMapping : IEntityTypeConfiguration<PolicyMatrix>
{
    public void Configure(EntityTypeBuilder<PolicyMatrix> builder)
    {
        builder.ToTable("PolicyMatrices");
        builder.HasKey(matrix => matrix.Id);
        builder.Property(matrix => matrix.Reason).HasMaxLength(500);
        builder.Property(matrix => matrix.Rows).IsJson();
        builder.HasIndex(matrix => matrix.Number).IsUnique();
    }
}
