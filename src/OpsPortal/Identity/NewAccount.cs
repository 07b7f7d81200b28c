using OpsPortal.Domain.Access;

namespace OpsPortal.Identity;

/// <summary>The account of a new person, without a password until they set one by their invitation.</summary>
internal static class NewAccount
{
    public static Account Of(Person person) => new()
    {
        Id = Guid.CreateVersion7(),
        PersonId = person.Id,
        UserName = person.Email,
        NormalizedUserName = person.Email.ToUpperInvariant(),
        Email = person.Email,
        NormalizedEmail = person.Email.ToUpperInvariant(),
        LockoutEnabled = true,
        SecurityStamp = Guid.NewGuid().ToString("N"),
        ConcurrencyStamp = Guid.NewGuid().ToString("N"),
    };
}
