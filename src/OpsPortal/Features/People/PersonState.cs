namespace OpsPortal.Features.People;

/// <summary>Whether a person can sign in.</summary>
internal enum PersonState
{
    /// <summary>May sign in.</summary>
    Active,

    /// <summary>Has not set a password yet by the link that was sent.</summary>
    Invited,

    /// <summary>May not sign in until an administrator says otherwise.</summary>
    Disabled,
}
