namespace OpsPortal.Identity;

/// <summary>
/// Writes every proof of identity into the log, taken or refused: by which means, of which account, from which address. Never a
/// name, an e-mail address or anything that was typed.
/// </summary>
[Part]
internal sealed partial class SignInLog(ILogger<SignInLog> logger)
{
    public const string Password = "password";
    public const string Code = "code";
    public const string Passkey = "passkey";

    public void Taken(HttpContext http, Account account, string means) =>
        LogTaken(means, account.Id, SignInPace.AddressOf(http));

    /// <param name="account">Null where no account is of the address that was given.</param>
    public void Refused(HttpContext http, Account? account, string means, Refusal why) =>
        LogRefused(means, why.Code, account?.Id, SignInPace.AddressOf(http));

    [LoggerMessage(Level = LogLevel.Information, Message = "Signed in by {Means}: account {Account}, address {Address}")]
    private partial void LogTaken(string means, Guid account, string address);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Proof by {Means} refused, {Code}: account {Account}, address {Address}")]
    private partial void LogRefused(string means, string code, Guid? account, string address);
}
