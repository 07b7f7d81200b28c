using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Audit;
using OpsPortal.Identity;

namespace OpsPortal.Data.Mapping.Access;

internal sealed class PersonMapping : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> builder)
    {
        builder.ToTable("People");
        builder.HasKey(person => person.Id);
        builder.Property(person => person.Name).HasMaxLength(200);
        builder.Property(person => person.Email).HasMaxLength(254);
        builder.HasIndex(person => person.Email).IsUnique();
        builder.Ignore(person => person.Roles);
        builder.HasMany(person => person.Grants).WithOne().HasForeignKey(grant => grant.PersonId)
            .OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(person => person.Entities).WithOne().HasForeignKey(grant => grant.PersonId)
            .OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class RoleGrantMapping : IEntityTypeConfiguration<RoleGrant>
{
    public void Configure(EntityTypeBuilder<RoleGrant> builder)
    {
        builder.ToTable("RoleGrants");
        builder.HasKey(grant => new { grant.PersonId, grant.Role });
    }
}

internal sealed class EntityGrantMapping : IEntityTypeConfiguration<EntityGrant>
{
    public void Configure(EntityTypeBuilder<EntityGrant> builder)
    {
        builder.ToTable("EntityGrants");
        builder.HasKey(grant => new { grant.PersonId, grant.LegalEntityId });
    }
}

internal sealed class AccountMapping : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("Accounts");
        builder.HasIndex(account => account.PersonId).IsUnique();

        // An account that was read before a code was taken must not write the step back when it is saved.
        builder.Property(account => account.LastCodeStep).Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
    }
}

internal sealed class UserSessionMapping : IEntityTypeConfiguration<UserSession>
{
    public void Configure(EntityTypeBuilder<UserSession> builder)
    {
        builder.ToTable("UserSessions");
        builder.HasKey(session => session.Id);
        builder.Property(session => session.Device).HasMaxLength(200);
        builder.Property(session => session.EndedBecause).HasMaxLength(100);
        builder.HasIndex(session => session.PersonId);
    }
}

internal sealed class StepUpMapping : IEntityTypeConfiguration<StepUp>
{
    public void Configure(EntityTypeBuilder<StepUp> builder)
    {
        builder.ToTable("StepUps");
        builder.HasKey(proof => proof.Id);
        builder.Property(proof => proof.Action).HasMaxLength(60);
        builder.Property(proof => proof.ContentHash).HasMaxLength(64);
        builder.Property(proof => proof.Method).HasMaxLength(20);
        builder.Property(proof => proof.UsedAt).IsConcurrencyToken();
        builder.HasIndex(proof => new { proof.PersonId, proof.ObjectId });
    }
}

internal sealed class AuditRowMapping : IEntityTypeConfiguration<AuditRow>
{
    public void Configure(EntityTypeBuilder<AuditRow> builder)
    {
        builder.ToTable("AuditRows");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Who).HasMaxLength(200);
        builder.Property(row => row.RequestId).HasMaxLength(100);
        builder.Property(row => row.Action).HasMaxLength(100);
        builder.Property(row => row.SubjectKind).HasMaxLength(60);
        builder.HasIndex(row => row.SubjectId);
        builder.HasIndex(row => row.At);
        builder.HasIndex(row => row.RequestId);
    }
}
