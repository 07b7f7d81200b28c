using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Data.Mapping.Parties;

internal sealed class PayeeTaxIdMapping : IEntityTypeConfiguration<PayeeTaxId>
{
    // The only columns of a version that change once it is kept.
    private static readonly string[] Changing = [nameof(PayeeTaxId.ReplacedAt), nameof(PayeeTaxId.Revision)];

    public void Configure(EntityTypeBuilder<PayeeTaxId> builder)
    {
        builder.ToTable("PayeeTaxIds");
        builder.HasKey(number => number.Id);
        builder.Property(number => number.Country).HasMaxLength(2);
        builder.Property(number => number.NumberProtected).HasMaxLength(1000);
        builder.Property(number => number.NumberMasked).HasMaxLength(20);
        builder.Property(number => number.Source).HasMaxLength(TaxCheck.SourceLimit);
        builder.Property(number => number.FallbackReason).HasMaxLength(TaxCheck.FallbackLimit);
        builder.HasOne<Payee>().WithMany().HasForeignKey(number => number.PayeeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(number => new { number.PayeeId, number.Kind, number.Country, number.Version }).IsUnique();
        builder.HasIndex(number => new { number.PayeeId, number.Kind, number.Country }).IsUnique()
            .HasFilter("\"ReplacedAt\" IS NULL").HasDatabaseName("IX_PayeeTaxIds_InForce");
        foreach (var property in builder.Metadata.GetProperties().Where(property => !Changing.Contains(property.Name)))
            property.SetAfterSaveBehavior(PropertySaveBehavior.Throw);
    }
}
