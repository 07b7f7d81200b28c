using Microsoft.AspNetCore.DataProtection;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Identity;

/// <summary>Encrypts bank account and tax numbers before they are stored. Account numbers are opened to write a payout
/// instruction, and either to be compared with another's or shown for a reason. What seals one kind does not open the
/// other.</summary>
[Part]
internal sealed class FieldProtection(IDataProtectionProvider protection)
{
    private readonly IDataProtector accounts = protection.CreateProtector("bank-account-number");
    private readonly IDataProtector taxNumbers = protection.CreateProtector("tax-number");

    public string Protect(string number) => accounts.Protect(number);

    public string Open(string protectedNumber) => accounts.Unprotect(protectedNumber);

    public string ProtectTaxNumber(TaxNumber number) => taxNumbers.Protect(number.Text);

    public string OpenTaxNumber(string protectedNumber) => taxNumbers.Unprotect(protectedNumber);
}
