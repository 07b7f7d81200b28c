using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace OpsPortal.Identity.Pages;

/// <summary>Sends a link for a new password; says the same whether or not the address has an account.</summary>
public sealed partial class ForgotPasswordPage
{
    private bool sent;
    private Refusal? refusal;

    [Inject]
    private UserManager<Account> Accounts { get; set; } = default!;

    [Inject]
    private AccountMail Mail { get; set; } = default!;

    [Inject]
    private LinkPace Pace { get; set; } = default!;

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    [SupplyParameterFromForm]
    private Given? Input { get; set; }

    protected override void OnInitialized() => Input ??= new Given();

    private async Task SendAsync()
    {
        var email = Input!.Email?.Trim() ?? "";
        if (!Pace.Lets(Http, email))
        {
            refusal = AccountRefusals.TooManyLinks;
            return;
        }

        sent = true;
        if (await Accounts.FindByEmailAsync(email) is not { } account || account.PasswordHash is null)
            return;
        var token = await Accounts.GeneratePasswordResetTokenAsync(account);
        var link = $"/account/reset-password?account={account.Id:N}&token={Uri.EscapeDataString(token)}";
        await Mail.SendAsync(
            account, "Set a new password for OpsPortal: the link is good for one hour", link, Http.RequestAborted);
    }

    private sealed class Given
    {
        public string? Email { get; set; }
    }
}
