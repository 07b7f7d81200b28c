using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace OpsPortal.Identity.Pages;

/// <summary>Sets a new password by the link that was sent, and ends every session of the person.</summary>
public sealed partial class ResetPasswordPage
{
    private Refusal? refusal;
    private bool done;

    [Inject]
    private UserManager<Account> Accounts { get; set; } = default!;

    [Inject]
    private PersonSessions Sessions { get; set; } = default!;

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    [SupplyParameterFromForm]
    private NewPassword? Input { get; set; }

    [SupplyParameterFromQuery(Name = "account")]
    private string? AccountId { get; set; }

    [SupplyParameterFromQuery]
    private string? Token { get; set; }

    protected override void OnInitialized() => Input ??= new NewPassword();

    private async Task SetAsync()
    {
        refusal = Input!.Check();
        if (refusal is not null)
            return;
        if (!Guid.TryParse(AccountId, out var id) || await Accounts.FindByIdAsync(id.ToString()) is not { } account)
        {
            refusal = AccountRefusals.DeadLink;
            return;
        }

        var set = await Accounts.ResetPasswordAsync(account, Token ?? "", Input.Password!);
        if (!set.Succeeded)
        {
            refusal = NewPassword.WhyNot(set);
            return;
        }

        await Sessions.EndEveryAsync(account.PersonId, null, SessionEnds.NewPassword, Http.RequestAborted);
        done = true;
    }
}
