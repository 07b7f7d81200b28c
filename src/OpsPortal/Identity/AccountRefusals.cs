namespace OpsPortal.Identity;

/// <summary>The refusals of the account pages. None tells whether an address has an account.</summary>
internal static class AccountRefusals
{
    public static Refusal WrongSignIn => new(
        "account.wrong-sign-in", "Not signed in.", "The e-mail address or the password is wrong.",
        "Try again; after five failures the account is locked for fifteen minutes.");

    public static Refusal TooManyTries => new(
        "account.too-many-tries", "Not signed in.", "Too many sign-ins from your address have failed.",
        "Wait a quarter of an hour. If it was not you, tell an administrator.");

    public static Refusal TooManyLinks => new(
        "account.too-many-links", "No link was sent.",
        "Too many were asked for within an hour, for this account or from your address.",
        "Look for the e-mails that came before; the latest link is good for an hour. Otherwise try again in an hour.");

    public static Refusal TooManyFiles(int most) => new(
        "account.too-many-files", "Not now: this file was not made.",
        $"You have taken {most} files within an hour, the most that one person may.",
        "Try again in an hour. If your work needs more, ask the operator to raise Sessions:FilesPerHour.");

    public static Refusal WrongCode => new(
        "account.wrong-code", "Not signed in.", "The code is wrong or has passed.",
        "Give the code that the authenticator shows now.");

    public static Refusal UsedCode => new(
        "account.used-code", "Not confirmed.", "That code was used already; wait for the next one.",
        "The authenticator shows another within thirty seconds.");

    public static Refusal CodeTooLate => new(
        "account.code-too-late", "Not signed in.", "Too much time has passed since the password.", "Start again.");

    public static Refusal DeadLink => new(
        "account.dead-link", "Refused: this link is not valid.", "It was used, is too old, or was not copied in full.",
        "Ask for a new one.");

    public static Refusal WeakPassword(string why) => new(
        "account.weak-password", "Refused: the password was not set.", why, "Choose another password of at least 15 characters.");

    public static Refusal DifferentPasswords => new(
        "account.different-passwords", "Refused: the password was not set.", "The two fields differ.",
        "Type the same password twice.");

    public static Refusal WrongSetUpCode => new(
        "account.wrong-set-up-code", "Not switched on.", "The code does not fit the key.",
        "Check the clock of your phone and give the code that it shows now.");

    public static Refusal TooManyPasskeys(int most) => new(
        "account.too-many-passkeys", "Not added.", $"There are {most} passkeys already.", "Remove one that you no longer use.");

    public static Refusal PasskeyNotMade => new(
        "account.passkey-not-made", "Not added.", "What the device gave back does not fit.",
        "Try again; if it fails again, use another device.");

    public static Refusal PasskeyNotKnown => new(
        "account.passkey-not-known", "Not signed in.", "This passkey belongs to no active account here.", "Sign in by password.");

    public static Refusal PasskeyNotYours => new(
        "account.passkey-not-yours", "Not confirmed.", "This passkey is not one of yours.", "Use your own, or your password.");

    public static Refusal PasskeyNeeded => new(
        "account.passkey-needed", "Not signed in.", "The password alone does not let you in, and you have a passkey.",
        "Sign in with the passkey. If it is lost, ask two administrators to reset it.");

    public static Refusal PasskeyNeededToConfirm => new(
        "account.passkey-needed-to-confirm", "Not confirmed.", "The password alone does not suffice for what you may do.",
        "Use your passkey.");

    public static Refusal SecondFactorNeededToConfirm => new(
        "account.second-factor-needed-to-confirm", "Not confirmed.", "The password alone does not suffice for what you may do.",
        "Set up an authenticator or a passkey under your name, Security.");

    public static Refusal LastFactor => new(
        "account.last-factor", "Not done.", "You need a second factor here, and this is the only one you have.",
        "Add another passkey or the authenticator first.");

    public static Refusal NoPasskey => new(
        "account.no-passkey", "Not confirmed.", "You have no passkey here yet.",
        "Use your password; a passkey is added under your name, Security.");

    public static Refusal TooManyPages(int most) => new(
        "account.too-many-pages", "Refused: this page was not opened.",
        $"You have {most} pages open already, the most that one person may have. None of them was closed.",
        "Close one that you no longer need, then try again.");

    public static Refusal RoleNotYet => new(
        "account.role-not-yet", "Not yet: your role does not count so soon.",
        "A role that lets money go counts a day after it was given, and nothing shortens that.", "Come back then.");

    public static Refusal PageNotAllowed => new(
        "account.page-not-allowed", "Refused: you may not open this page.",
        "None of your roles has the permission that it needs. A role over money counts only a day after it was given: "
            + "you were told by e-mail from when.",
        "Come back then, ask a person who holds it, or an administrator if you should hold it.");
}
