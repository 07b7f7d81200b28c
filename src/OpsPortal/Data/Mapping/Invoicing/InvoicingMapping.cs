using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Data.Mapping.Payouts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Banking;

namespace OpsPortal.Data.Mapping.Invoicing;

internal sealed class InvoiceMapping : IEntityTypeConfiguration<Invoice>
{
    public void Configure(EntityTypeBuilder<Invoice> builder)
    {
        builder.ToTable("Invoices");
        builder.HasKey(invoice => invoice.Id);
        builder.Ignore(invoice => invoice.Open);
        builder.Ignore(invoice => invoice.TakesCash);
        builder.Property(invoice => invoice.Number).HasMaxLength(40);
        builder.Property(invoice => invoice.Name).HasMaxLength(200);
        builder.Property(invoice => invoice.Reason).HasMaxLength(1000);
        builder.Ignore(invoice => invoice.WriteOffWaiting);
        builder.Property(invoice => invoice.WriteOffReason).HasMaxLength(500);
        builder.Property(invoice => invoice.ClearedFrom).IsJson();
        builder.OwnsMany(invoice => invoice.Shares, share =>
        {
            share.ToTable("InvoiceShares");
            share.WithOwner().HasForeignKey("InvoiceId");
            share.HasKey("InvoiceId", nameof(InvoiceShare.Number));
            share.Property(s => s.Number).ValueGeneratedNever();
            share.HasIndex(s => s.PayeeId);
        });
        builder.HasOne<LegalEntity>().WithMany().HasForeignKey(invoice => invoice.LegalEntityId)
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(invoice => invoice.Number).IsUnique();

        // A stage is billed once as long as its invoice stands; a voided one leaves it free.
        builder.HasIndex(invoice => invoice.PlanItemId).IsUnique().HasFilter("\"State\" <> 'Void'");
        builder.HasIndex(invoice => invoice.MilestoneId);
        builder.HasIndex(invoice => invoice.ContractId);
        builder.HasIndex(invoice => new { invoice.LegalEntityId, invoice.State, invoice.DueOn });
    }
}

internal sealed class InvoiceNumberingMapping : IEntityTypeConfiguration<InvoiceNumbering>
{
    public void Configure(EntityTypeBuilder<InvoiceNumbering> builder)
    {
        builder.ToTable("InvoiceNumberings");
        builder.HasKey(numbering => new { numbering.LegalEntityId, numbering.Series });
        builder.Property(numbering => numbering.Series).HasMaxLength(20);
    }
}

internal sealed class CreditNoteMapping : IEntityTypeConfiguration<CreditNote>
{
    public void Configure(EntityTypeBuilder<CreditNote> builder)
    {
        builder.ToTable("CreditNotes");
        builder.HasKey(note => note.Id);
        builder.Ignore(note => note.RefundableMinor);
        builder.Property(note => note.Number).HasMaxLength(40);
        builder.Property(note => note.Reason).HasMaxLength(1000);
        builder.HasOne<Invoice>().WithMany().HasForeignKey(note => note.InvoiceId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(note => note.Number).IsUnique();
    }
}

internal sealed class RefundMapping : IEntityTypeConfiguration<Refund>
{
    public void Configure(EntityTypeBuilder<Refund> builder)
    {
        builder.ToTable("Refunds");
        builder.HasKey(refund => refund.Id);
        builder.Property(refund => refund.Provider).HasMaxLength(40);
        builder.Property(refund => refund.ProviderReference).HasMaxLength(120);
        builder.Property(refund => refund.FailureReason).HasMaxLength(1000);
        builder.HasOne<CreditNote>().WithMany().HasForeignKey(refund => refund.CreditNoteId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(refund => refund.InvoiceId);
        builder.HasIndex(refund => refund.ReceiptId);
        builder.Ignore(refund => refund.IsUnderWay);
        builder.Ignore(refund => refund.IsApproved);

        // A transfer's reference is its company's own; a provider never gives one id twice, whichever company asked.
        builder.HasIndex(refund => new { refund.Provider, refund.ProviderReference, refund.LegalEntityId }).IsUnique();
        builder.HasIndex(refund => new { refund.Provider, refund.ProviderReference }).IsUnique()
            .HasFilter($"\"Provider\" <> '{LineBooks.Provider}'");
    }
}

internal sealed class PaymentInProgressMapping : IEntityTypeConfiguration<PaymentInProgress>
{
    public void Configure(EntityTypeBuilder<PaymentInProgress> builder)
    {
        builder.ToTable("PaymentsInProgress");
        builder.Ignore(payment => payment.IsInFlight);
        builder.Property(payment => payment.Provider).HasMaxLength(40);
        builder.Property(payment => payment.ProviderReference).HasMaxLength(120);
        builder.Property(payment => payment.Rail).HasMaxLength(20);
        builder.HasKey(payment => new { payment.Provider, payment.ProviderReference });
        builder.HasIndex(payment => payment.InvoiceId);
    }
}
