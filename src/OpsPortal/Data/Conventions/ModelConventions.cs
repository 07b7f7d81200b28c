using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace OpsPortal.Data.Conventions;

/// <summary>What holds for every table: ids come from outside, nothing cascades unless owned, a Revision is the concurrency
/// token.</summary>
internal static class ModelConventions
{
    public static void Apply(ModelBuilder builder)
    {
        foreach (var entity in builder.Model.GetEntityTypes())
        {
            if (entity.FindProperty(RevisionConvention.Name) is { } revision)
                revision.IsConcurrencyToken = true;
            foreach (var property in entity.GetProperties().Where(IsOurKey))
                property.ValueGenerated = ValueGenerated.Never;
            foreach (var key in entity.GetForeignKeys().Where(key => !key.IsOwnership && !IsInsideIdentity(entity)))
                key.DeleteBehavior = key.PrincipalToDependent is null ? DeleteBehavior.Restrict : key.DeleteBehavior;
        }
    }

    private static bool IsOurKey(IMutableProperty property) =>
        property.IsPrimaryKey() && property.DeclaringType.ClrType.Assembly != typeof(
            Microsoft.AspNetCore.Identity.IdentityUser).Assembly
        && property.ClrType.Assembly == typeof(Domain.Shared.Money).Assembly;

    private static bool IsInsideIdentity(IMutableEntityType entity) =>
        entity.ClrType.Namespace?.StartsWith("Microsoft.AspNetCore.Identity", StringComparison.Ordinal) == true;
}
