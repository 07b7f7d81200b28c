using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Domain.Cash;
using OpsPortal.Events;

namespace OpsPortal.Data.Mapping.Cash;

internal sealed class ReceiptMapping : IEntityTypeConfiguration<Receipt>
{
    public void Configure(EntityTypeBuilder<Receipt> builder)
    {
        builder.ToTable("Receipts");
        builder.HasKey(receipt => receipt.Id);
        builder.Property(receipt => receipt.Provider).HasMaxLength(20);
        builder.Property(receipt => receipt.ProviderReference).HasMaxLength(200);
        builder.Property(receipt => receipt.InvoiceNumber).HasMaxLength(60);
        builder.Property(receipt => receipt.PayerName).HasMaxLength(PaymentWords.NameLength);
        builder.Property(receipt => receipt.PayerAccount).HasMaxLength(PaymentWords.AccountLength);
        builder.Property(receipt => receipt.Remittance).HasMaxLength(PaymentWords.RemittanceLength);
        builder.Property(receipt => receipt.StructuredReference).HasMaxLength(PaymentWords.ReferenceLength);
        builder.Property(receipt => receipt.EndToEndId).HasMaxLength(PaymentWords.ReferenceLength);
        builder.Property(receipt => receipt.VirtualAccount).HasMaxLength(PaymentWords.AccountLength);
        builder.Property(receipt => receipt.BankReference).HasMaxLength(PaymentWords.ReferenceLength);
        builder.HasIndex(receipt => new { receipt.Provider, receipt.ProviderReference }).IsUnique();
        builder.HasIndex(receipt => new { receipt.State, receipt.ReceivedAt });
        builder.HasIndex(receipt => new { receipt.LegalEntityId, receipt.ReceivedAt });
    }
}

internal sealed class ApplicationMapping : IEntityTypeConfiguration<Application>
{
    public void Configure(EntityTypeBuilder<Application> builder)
    {
        builder.ToTable("Applications");
        builder.HasKey(application => application.Id);
        builder.Property(application => application.Reason).HasMaxLength(500);
        builder.Property(application => application.ReversalReason).HasMaxLength(500);
        builder.HasIndex(application => application.ReceiptId);
        builder.HasIndex(application => application.InvoiceId);
    }
}

internal sealed class DisputeCaseMapping : IEntityTypeConfiguration<DisputeCase>
{
    public void Configure(EntityTypeBuilder<DisputeCase> builder)
    {
        builder.ToTable("Disputes");
        builder.HasKey(dispute => dispute.Id);
        builder.Property(dispute => dispute.Provider).HasMaxLength(20);
        builder.Property(dispute => dispute.ProviderReference).HasMaxLength(200);
        builder.Property(dispute => dispute.Reason).HasMaxLength(200);
        builder.Property(dispute => dispute.Evidence).HasMaxLength(500);
        builder.Property(dispute => dispute.Outcome).HasMaxLength(500);
        builder.HasIndex(dispute => new { dispute.State, dispute.DueBy });
        builder.HasIndex(dispute => new { dispute.Provider, dispute.ProviderReference }).IsUnique();
        builder.HasIndex(dispute => dispute.ReceiptId);
    }
}

internal sealed class PaymentAttemptMapping : IEntityTypeConfiguration<PaymentAttempt>
{
    public void Configure(EntityTypeBuilder<PaymentAttempt> builder)
    {
        builder.ToTable("PaymentAttempts");
        builder.HasKey(attempt => attempt.Id);
        builder.Property(attempt => attempt.Id).ValueGeneratedNever();
        builder.Property(attempt => attempt.Provider).HasMaxLength(20);
        builder.Property(attempt => attempt.Reference).HasMaxLength(200);
        builder.Property(attempt => attempt.Reason).HasMaxLength(200);
        builder.HasIndex(attempt => new { attempt.Provider, attempt.Reference }).IsUnique();
    }
}

internal sealed class ProviderSweepMapping : IEntityTypeConfiguration<ProviderSweep>
{
    public void Configure(EntityTypeBuilder<ProviderSweep> builder)
    {
        builder.ToTable("ProviderSweeps");
        builder.HasKey(sweep => sweep.Id);
        builder.Property(sweep => sweep.Id).ValueGeneratedNever();
        builder.Property(sweep => sweep.Provider).HasMaxLength(20);
        builder.Property(sweep => sweep.Reference).HasMaxLength(200);
        builder.HasIndex(sweep => new { sweep.Provider, sweep.Reference }).IsUnique();
    }
}
