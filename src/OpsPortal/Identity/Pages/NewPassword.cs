using Microsoft.AspNetCore.Identity;

namespace OpsPortal.Identity.Pages;

/// <summary>A new password as it was typed, twice.</summary>
internal sealed class NewPassword
{
    public string? Password { get; set; }

    public string? Repeated { get; set; }

    public Refusal? Check() => Password != Repeated ? AccountRefusals.DifferentPasswords : null;

    public static Refusal WhyNot(IdentityResult result) => result.Errors.FirstOrDefault() switch
    {
        { Code: "InvalidToken" } => AccountRefusals.DeadLink,
        { } error => AccountRefusals.WeakPassword(error.Description),
        null => AccountRefusals.WeakPassword("It was not accepted."),
    };
}
