using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Features.Payouts.Sending;

namespace OpsPortal.Data.Mapping.Payouts;

internal sealed class PayoutInstructionMapping : IEntityTypeConfiguration<PayoutInstruction>
{
    public void Configure(EntityTypeBuilder<PayoutInstruction> builder)
    {
        builder.ToTable("PayoutInstructions");
        builder.HasKey(instruction => instruction.ItemId);
        builder.Property(instruction => instruction.State).HasConversion<string>().HasMaxLength(20);
        builder.Property(instruction => instruction.Provider).HasMaxLength(40);
        builder.Property(instruction => instruction.Key).HasMaxLength(60);
        builder.Property(instruction => instruction.ProviderReference).HasMaxLength(200);
        builder.Property(instruction => instruction.LastAnswer).HasMaxLength(2000);
        builder.Property(instruction => instruction.ProposedAs).HasConversion<string>().HasMaxLength(20);
        builder.Property(instruction => instruction.StopCode).HasMaxLength(60);
        builder.Property(instruction => instruction.ProposedEvidence).HasMaxLength(500);
        builder.HasIndex(instruction => instruction.Key).IsUnique();
        builder.HasIndex(instruction => new { instruction.State, instruction.NextAt });
        builder.HasIndex(instruction => instruction.BatchId);
    }
}
