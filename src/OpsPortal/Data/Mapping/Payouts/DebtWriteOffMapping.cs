using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Data.Mapping.Payouts;

internal sealed class DebtWriteOffMapping : IEntityTypeConfiguration<DebtWriteOff>
{
    public void Configure(EntityTypeBuilder<DebtWriteOff> builder)
    {
        builder.ToTable("DebtWriteOffs");
        builder.HasKey(writeOff => writeOff.Id);
        builder.Property(writeOff => writeOff.Id).ValueGeneratedNever();
        builder.Property(writeOff => writeOff.Reason).HasMaxLength(Reasons.Limit);
        builder.Property(writeOff => writeOff.Note).HasMaxLength(Reasons.Limit);
        builder.Ignore(writeOff => writeOff.Amount);
        builder.HasIndex(writeOff => new { writeOff.PayeeId, writeOff.State });
        builder.HasIndex(writeOff => new { writeOff.State, writeOff.LegalEntityId, writeOff.AskedAt });
    }
}
