using Microsoft.AspNetCore.Identity;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Identity;

/// <summary>How a person signs in. Powers hang on the person, never on the account.</summary>
internal sealed class Account : IdentityUser<Guid>
{
    public PersonId PersonId { get; set; }
}
