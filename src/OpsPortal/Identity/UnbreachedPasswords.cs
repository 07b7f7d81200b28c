using Microsoft.AspNetCore.Identity;

namespace OpsPortal.Identity;

/// <summary>Refuses passwords that stand in the list of breached ones; all, while a list is set and cannot be read.</summary>
internal sealed partial class UnbreachedPasswords(BreachedPasswords list, ILogger<UnbreachedPasswords> logger)
    : IPasswordValidator<Account>
{
    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password)
    {
        try
        {
            return Task.FromResult(list.Has(password ?? "")
                ? Refused("Breached", "It stands in a list of passwords that were stolen elsewhere, which attackers try.")
                : IdentityResult.Success);
        }
        catch (Exception trouble) when (BreachedPasswords.IsUnreadable(trouble))
        {
            LogUnreadable(trouble.Message);
            return Task.FromResult(Refused(
                "BreachesUnreadable", "The list of stolen passwords cannot be read at the moment; tell an administrator."));
        }
    }

    private static IdentityResult Refused(string code, string why) =>
        IdentityResult.Failed(new IdentityError { Code = code, Description = why });

    [LoggerMessage(Level = LogLevel.Error, Message = "The list of breached passwords cannot be read: {Reason}")]
    private partial void LogUnreadable(string reason);
}
