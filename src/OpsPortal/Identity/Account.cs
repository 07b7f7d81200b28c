using Microsoft.AspNetCore.Identity;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Identity;

/// <summary>How a person signs in. Powers hang on the person, never on the account.</summary>
internal sealed class Account : IdentityUser<Guid>
{
    public PersonId PersonId { get; set; }

    /// <summary>The step of the latest code of the authenticator that was taken; only <see cref="AuthenticatorCodes"/> sets it,
    /// in the database.</summary>
    public long LastCodeStep { get; private set; }
}
