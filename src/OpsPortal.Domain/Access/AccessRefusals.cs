using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Access;

/// <summary>The refusals of the access room.</summary>
public static class AccessRefusals
{
    public static Refusal OwnRoles => new(
        "access.own-roles", "Refused: this is your own account.", "Nobody changes their own powers.",
        "Ask another administrator.");

    public static Refusal ToxicPair(string why) => new(
        "access.toxic-pair", "Refused: these roles must not meet in one person.", $"The reason: {why}.",
        "Give the roles to two people.");

    public static Refusal LastAdmin => new(
        "access.last-admin", "Refused: nobody else could administer people.", "This is the last active administrator.",
        "Make another administrator first.");

    public static Refusal OwnAuthenticator => new(
        "access.own-authenticator", "Refused: this is your own account.",
        "A lost authenticator is reset by two other administrators.",
        "Ask them, or switch yours off under Security and sessions.");

    public static Refusal NoAuthenticator => new(
        "access.no-authenticator", "There is nothing to reset.", "This person has no authenticator and no passkey.",
        "They sign in by password alone.");

    public static Refusal NoSession => new(
        "access.no-session", "There is nothing to end.", "This person has no such session open any more.",
        "Close the list and open it again to see what is open now.");

    public static Refusal NoResetAsked => new(
        "access.no-reset-asked", "Not reset.", "Nobody has asked for it within the last day.",
        "Ask for it; another administrator then confirms.");

    public static Refusal SecondAdmin => new(
        "access.second-admin", "Not reset: a second person is needed.", "You asked for it yourself.",
        "Another administrator must confirm.");

    public static Refusal EmailTaken(string email) => new(
        "access.email-taken", "Refused.", $"{email} already has an account.", "Open that person and change their roles.");

    public static Refusal InvitationTaken(string name) => new(
        "access.invitation-taken", "Not invited again.", $"{name} has set a password.",
        "Who forgot it asks for a link with \"Forgotten your password?\" on the sign-in page.");

    public static Refusal InvitedDisabled(string name) => new(
        "access.invited-disabled", "Not invited again.", $"{name} is disabled.",
        "Change the person first: take the tick from Disabled.");

    public static Refusal WrongPassword => new(
        "access.wrong-password", "Not confirmed.", "The password or code is wrong.",
        "Try again; after five failures the account is locked for a while.");

    public static Refusal LockedOut => new(
        "access.locked-out", "Not confirmed: the account is locked.", "There were too many failed attempts.",
        "Wait fifteen minutes, then try again.");
}
