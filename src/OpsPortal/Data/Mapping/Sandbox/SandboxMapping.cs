using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Providers.Sandbox;

namespace OpsPortal.Data.Mapping.Sandbox;

internal sealed class SandboxPaymentMapping : IEntityTypeConfiguration<SandboxPayment>
{
    public void Configure(EntityTypeBuilder<SandboxPayment> builder)
    {
        builder.ToTable("SandboxPayments");
        builder.HasKey(payment => payment.Id);
        builder.Property(payment => payment.Id).ValueGeneratedNever();
        builder.Ignore(payment => payment.FeeMinor);
        builder.Property(payment => payment.Reference).HasMaxLength(80);
        builder.Property(payment => payment.InvoiceNumber).HasMaxLength(60);
        builder.Property(payment => payment.LegalEntityCode).HasMaxLength(20);
        builder.Property(payment => payment.DisputeReference).HasMaxLength(80);
        builder.HasIndex(payment => payment.Reference).IsUnique();
    }
}

internal sealed class SandboxPayoutMapping : IEntityTypeConfiguration<SandboxPayout>
{
    public void Configure(EntityTypeBuilder<SandboxPayout> builder)
    {
        builder.ToTable("SandboxPayouts");
        builder.HasKey(payout => payout.Id);
        builder.Property(payout => payout.Id).ValueGeneratedNever();
        builder.Property(payout => payout.Key).HasMaxLength(200);
        builder.Property(payout => payout.BodyHash).HasMaxLength(64);
        builder.Property(payout => payout.Reference).HasMaxLength(80);
        builder.Property(payout => payout.Payee).HasMaxLength(120);
        builder.Property(payout => payout.LegalEntityCode).HasMaxLength(20);
        builder.Property(payout => payout.State).HasConversion<string>().HasMaxLength(20);
        builder.HasIndex(payout => payout.Key).IsUnique();
        builder.HasIndex(payout => payout.DueAt);
    }
}

internal sealed class SandboxDeliveryMapping : IEntityTypeConfiguration<SandboxDelivery>
{
    public void Configure(EntityTypeBuilder<SandboxDelivery> builder)
    {
        builder.ToTable("SandboxDeliveries");
        builder.HasKey(delivery => delivery.Id);
        builder.Property(delivery => delivery.Id).ValueGeneratedNever();
        builder.Property(delivery => delivery.EventId).HasMaxLength(80);
        builder.Property(delivery => delivery.Type).HasMaxLength(80);
        builder.Property(delivery => delivery.Reference).HasMaxLength(80);
        builder.Property(delivery => delivery.LastAnswer).HasMaxLength(200);
        builder.HasIndex(delivery => new { delivery.SentAt, delivery.DueAt });
        builder.HasIndex(delivery => delivery.MadeAt);
    }
}

internal sealed class SandboxMoodMapping : IEntityTypeConfiguration<SandboxMood>
{
    public void Configure(EntityTypeBuilder<SandboxMood> builder)
    {
        builder.ToTable("SandboxMoods");
        builder.HasKey(mood => mood.Id);
        builder.Property(mood => mood.Id).ValueGeneratedNever();
    }
}
