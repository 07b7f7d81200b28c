using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Api;

namespace OpsPortal.Data.Mapping.Api;

internal sealed class ApiKeyMapping : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> builder)
    {
        builder.ToTable("ApiKeys");
        builder.HasKey(key => key.Id);
        builder.Property(key => key.Name).HasMaxLength(100);
        builder.Property(key => key.Shown).HasMaxLength(20);
        builder.Property(key => key.Hash).HasMaxLength(64);
        builder.Property(key => key.Scopes).HasMaxLength(500);
        builder.HasIndex(key => key.Hash).IsUnique();
    }
}

internal sealed class StoredAnswerMapping : IEntityTypeConfiguration<StoredAnswer>
{
    public void Configure(EntityTypeBuilder<StoredAnswer> builder)
    {
        builder.ToTable("StoredAnswers");
        builder.HasKey(answer => new { answer.Client, answer.Key });
        builder.Property(answer => answer.Key).HasMaxLength(255);
        builder.Property(answer => answer.ContentHash).HasMaxLength(64);
        builder.Property(answer => answer.Location).HasMaxLength(300);
        builder.Property(answer => answer.Attempt).IsConcurrencyToken();
    }
}
