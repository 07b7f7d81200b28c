using Microsoft.AspNetCore.DataProtection;

namespace OpsPortal.Identity;

/// <summary>Encrypts bank account numbers before they are stored. They are opened only to write a payout instruction.</summary>
[Part]
internal sealed class FieldProtection(IDataProtectionProvider protection)
{
    private readonly IDataProtector accounts = protection.CreateProtector("bank-account-number");

    public string Protect(string number) => accounts.Protect(number);

    public string Open(string protectedNumber) => accounts.Unprotect(protectedNumber);
}
