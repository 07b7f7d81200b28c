using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Domain.Invoicing;

namespace OpsPortal.Data.Mapping.Invoicing;

internal sealed class InvoiceMapping : IEntityTypeConfiguration<Invoice>
{
    public void Configure(EntityTypeBuilder<Invoice> builder)
    {
        builder.ToTable("Invoices");
        builder.HasKey(invoice => invoice.Id);
        builder.Property(invoice => invoice.Number).HasMaxLength(40);
        builder.Property(invoice => invoice.Name).HasMaxLength(200);
        builder.Property(invoice => invoice.Reason).HasMaxLength(1000);
        builder.HasIndex(invoice => invoice.Number).IsUnique();
        builder.HasIndex(invoice => invoice.ContractId);
        builder.HasIndex(invoice => invoice.PlanItemId);
        builder.HasIndex(invoice => new { invoice.LegalEntityId, invoice.State, invoice.DueOn });
        builder.Ignore(invoice => invoice.Open);
        builder.Ignore(invoice => invoice.TakesCash);
        builder.OwnsMany(invoice => invoice.Shares, share =>
        {
            share.ToTable("InvoiceShares");
            share.WithOwner().HasForeignKey("InvoiceId");
            share.HasKey("InvoiceId", nameof(InvoiceShare.Number));
            share.Property(s => s.Number).ValueGeneratedNever();
        });
    }
}

internal sealed class InvoiceNumberingMapping : IEntityTypeConfiguration<InvoiceNumbering>
{
    public void Configure(EntityTypeBuilder<InvoiceNumbering> builder)
    {
        builder.ToTable("InvoiceNumberings");
        builder.HasKey(numbering => new { numbering.LegalEntityId, numbering.Series });
    }
}
