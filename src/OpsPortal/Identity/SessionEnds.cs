namespace OpsPortal.Identity;

/// <summary>Why sessions are ended by people, as it is kept with the session, and what its person is told about it.</summary>
internal static class SessionEnds
{
    public const string RolesChanged = "roles changed";
    public const string AccessBlocked = "access blocked";
    public const string NewPassword = "new password";
    public const string SecondFactorChanged = "second factor changed";
    public const string AuthenticatorReset = "authenticator reset";
    public const string EndedByPerson = "ended by its person";
    public const string EndedByAdministrator = "ended by an administrator";
    public const string SignedOut = "signed out";
    public const string SignedInAnew = "signed in anew";

    private static readonly Dictionary<string, (string Why, string Next)> Told = new()
    {
        [RolesChanged] = ("an administrator changed your roles or legal entities",
            "Sign in again: what you may do now counts from then on."),
        [AccessBlocked] = ("an administrator has blocked your access", "Ask an administrator if you think that it is a mistake."),
        [NewPassword] = ("your account has a new password",
            "Sign in with it. If it was not you who set it, set another one and tell an administrator."),
        [SecondFactorChanged] = ("your authenticator was switched on or off in another session",
            "Sign in again. If it was not you, change your password and tell an administrator."),
        [AuthenticatorReset] = ("two administrators have reset your second factor",
            "Sign in by password, then set up an authenticator anew."),
        [EndedByPerson] = ("you ended this session from another one",
            "Sign in again. If it was not you, change your password and tell an administrator."),
        [EndedByAdministrator] = ("an administrator ended this session",
            "Sign in again. If you do not know why, ask an administrator."),
        [SignedInAnew] = ("somebody signed in anew in this browser", "Sign in again."),
        [SignedOut] = ("you signed out in another window", "Sign in again."),
    };

    /// <summary>A whole sentence and what to do next, for the sign-in page.</summary>
    public static string Sentence(string because) => Told.TryGetValue(because, out var told)
        ? $"You were signed out: {told.Why}. {told.Next}"
        : $"You were signed out: {because}. Sign in again.";
}
