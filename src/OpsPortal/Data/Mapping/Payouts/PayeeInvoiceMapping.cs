using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Data.Mapping.Payouts;

internal sealed class PayeeInvoiceMapping : IEntityTypeConfiguration<PayeeInvoice>
{
    public void Configure(EntityTypeBuilder<PayeeInvoice> builder)
    {
        builder.ToTable("PayeeInvoices");
        builder.HasKey(invoice => invoice.Id);
        builder.Property(invoice => invoice.Id).ValueGeneratedNever();
        builder.Property(invoice => invoice.Number).HasMaxLength(PayeeInvoice.LongestNumber);
        builder.Property(invoice => invoice.NumberKey).HasMaxLength(PayeeInvoice.LongestNumber);
        builder.Property(invoice => invoice.Failures).IsJson();
        builder.Property(invoice => invoice.ReleaseReason).HasMaxLength(500);
        builder.HasIndex(invoice => new { invoice.PayeeId, invoice.NumberKey }).IsUnique();
        builder.HasIndex(invoice => new { invoice.State, invoice.PayeeId });
        builder.HasIndex(invoice => invoice.ContractId);
    }
}
