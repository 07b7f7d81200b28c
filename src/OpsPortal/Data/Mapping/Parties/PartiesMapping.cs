using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Data.Mapping.Parties;

internal sealed class LegalEntityMapping : IEntityTypeConfiguration<LegalEntity>
{
    public void Configure(EntityTypeBuilder<LegalEntity> builder)
    {
        builder.ToTable("LegalEntities");
        builder.HasKey(entity => entity.Id);
        builder.Ignore(entity => entity.TimeZone);
        builder.Property(entity => entity.Code).HasMaxLength(12);
        builder.Property(entity => entity.Name).HasMaxLength(200);
        builder.Property(entity => entity.Country).HasMaxLength(2);
        builder.Property(entity => entity.Zone).HasMaxLength(60);
        builder.Property(entity => entity.InvoicePrefix).HasMaxLength(8);
        builder.Property(entity => entity.Address).HasMaxLength(500);
        builder.Property(entity => entity.TaxNumber).HasMaxLength(40);
        builder.Property(entity => entity.RegistrationNumber).HasMaxLength(40);
        builder.HasIndex(entity => entity.Code).IsUnique();
        builder.HasIndex(entity => entity.InvoicePrefix).IsUnique();
    }
}

internal sealed class TreasuryAccountMapping : IEntityTypeConfiguration<TreasuryAccount>
{
    public void Configure(EntityTypeBuilder<TreasuryAccount> builder)
    {
        builder.ToTable("TreasuryAccounts");
        builder.HasKey(account => account.Id);
        builder.Property(account => account.Name).HasMaxLength(100);
        builder.Property(account => account.Iban).HasMaxLength(34);
        builder.HasOne<LegalEntity>().WithMany().HasForeignKey(account =>
            account.LegalEntityId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(account => new { account.Iban, account.Currency }).IsUnique();
    }
}

internal sealed class ProgramSchemeMapping : IEntityTypeConfiguration<ProgramScheme>
{
    public void Configure(EntityTypeBuilder<ProgramScheme> builder)
    {
        builder.ToTable("Programs");
        builder.HasKey(program => program.Id);
        builder.Property(program => program.Code).HasMaxLength(20);
        builder.Property(program => program.Name).HasMaxLength(100);
        builder.HasIndex(program => program.Code).IsUnique();
    }
}

internal sealed class MarketMapping : IEntityTypeConfiguration<Market>
{
    public void Configure(EntityTypeBuilder<Market> builder)
    {
        builder.ToTable("Markets");
        builder.HasKey(market => market.Id);
        builder.Property(market => market.Code).HasMaxLength(20);
        builder.Property(market => market.Country).HasMaxLength(2);
        builder.Property(market => market.Name).HasMaxLength(100);
        builder.HasIndex(market => market.Code).IsUnique();
    }
}

internal sealed class TaxRateMapping : IEntityTypeConfiguration<TaxRate>
{
    public void Configure(EntityTypeBuilder<TaxRate> builder)
    {
        builder.ToTable("TaxRates");
        builder.HasKey(rate => rate.Id);
        builder.Property(rate => rate.Country).HasMaxLength(2);
        builder.Property(rate => rate.Name).HasMaxLength(40);
        builder.HasIndex(rate => new { rate.Country, rate.Name, rate.From }).IsUnique();
    }
}

internal sealed class BuyerMapping : IEntityTypeConfiguration<Buyer>
{
    public void Configure(EntityTypeBuilder<Buyer> builder)
    {
        builder.ToTable("Buyers");
        builder.HasKey(buyer => buyer.Id);
        builder.Property(buyer => buyer.Name).HasMaxLength(200);
        builder.Property(buyer => buyer.Email).HasMaxLength(254);
        builder.Property(buyer => buyer.Country).HasMaxLength(2);
        builder.Property(buyer => buyer.Address).HasMaxLength(500);
        builder.Property(buyer => buyer.VatNumber).HasMaxLength(20);
        builder.HasOne<LegalEntity>().WithMany().HasForeignKey(buyer => buyer.LegalEntityId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(buyer => new { buyer.LegalEntityId, buyer.Name });
    }
}

internal sealed class VirtualAccountMapping : IEntityTypeConfiguration<VirtualAccount>
{
    public void Configure(EntityTypeBuilder<VirtualAccount> builder)
    {
        builder.ToTable("VirtualAccounts");
        builder.HasKey(account => account.Number);
        builder.Property(account => account.Number).HasMaxLength(34);
        builder.HasOne<Buyer>().WithMany().HasForeignKey(account => account.BuyerId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class PayeeMapping : IEntityTypeConfiguration<Payee>
{
    public void Configure(EntityTypeBuilder<Payee> builder)
    {
        builder.ToTable("Payees");
        builder.HasKey(payee => payee.Id);
        builder.Property(payee => payee.Name).HasMaxLength(200);
        builder.Property(payee => payee.Country).HasMaxLength(2);
        builder.Property(payee => payee.Email).HasMaxLength(254);
        builder.Property(payee => payee.PausedReason).HasMaxLength(500);
        builder.HasOne<LegalEntity>().WithMany().HasForeignKey(payee => payee.LegalEntityId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(payee => new { payee.LegalEntityId, payee.Name });
    }
}

internal sealed class PayeeAccountMapping : IEntityTypeConfiguration<PayeeAccount>
{
    public void Configure(EntityTypeBuilder<PayeeAccount> builder)
    {
        builder.ToTable("PayeeAccounts");
        builder.HasKey(account => account.Id);
        builder.Property(account => account.Holder).HasMaxLength(140);
        builder.Property(account => account.AccountProtected).HasMaxLength(1000);
        builder.Property(account => account.AccountMasked).HasMaxLength(20);
        builder.Property(account => account.Bic).HasMaxLength(11);
        builder.Property(account => account.Country).HasMaxLength(2);
        builder.Property(account => account.CallBackNote).HasMaxLength(500);
        builder.HasOne<Payee>().WithMany().HasForeignKey(account => account.PayeeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(account => new { account.PayeeId, account.Version }).IsUnique();
    }
}
