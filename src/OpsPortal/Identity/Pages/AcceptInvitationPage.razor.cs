using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace OpsPortal.Identity.Pages;

/// <summary>An invited person sets their first password; the link is dead afterwards.</summary>
public sealed partial class AcceptInvitationPage
{
    private Refusal? refusal;
    private Account? account;
    private bool done;

    [Inject]
    private UserManager<Account> Accounts { get; set; } = default!;

    [Inject]
    private InvitationLinks Links { get; set; } = default!;

    [SupplyParameterFromForm]
    private NewPassword? Input { get; set; }

    [SupplyParameterFromQuery]
    private string? Token { get; set; }

    protected override async Task OnInitializedAsync()
    {
        Input ??= new NewPassword();
        if (Links.Read(Token ?? "") is { } link
            && await Accounts.FindByIdAsync(link.Account.ToString()) is { PasswordHash: null } found
            && found.SecurityStamp == link.Stamp)
            account = found;
        else
            refusal = AccountRefusals.DeadLink;
    }

    private async Task SetAsync()
    {
        if (account is null)
            return;
        refusal = Input!.Check();
        if (refusal is not null)
            return;
        account.EmailConfirmed = true;
        var set = await Accounts.AddPasswordAsync(account, Input.Password!);
        refusal = set.Succeeded ? null : NewPassword.WhyNot(set);
        done = set.Succeeded;
    }
}
