using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Audit;
using OpsPortal.Domain.Parties;
using OpsPortal.Identity;

namespace OpsPortal.Features.Parties;

/// <summary>
/// Holds a payee whose name reads like another's of the same company, or whose account or tax number is another's, until a second
/// person has compared the two. Whoever caused the hold cannot end it. The caller stops what was released to the payee.
/// </summary>
internal static class PayeeLookAlikes
{
    /// <summary>What the audit log calls the end of a hold: who caused the hold that stands is read from it.</summary>
    public const string Resumed = "Resumed payee";

    private const string Held = "Held look-alike payee";

    public static async Task<bool> HoldByNameAsync(Work work, Payee payee)
    {
        var others = await work.Db.Set<Payee>().Where(p => p.LegalEntityId == payee.LegalEntityId && p.Id != payee.Id)
            .Select(p => p.Name).ToListAsync(work.Ct);
        if (others.Find(other => LookAlikes.Resemble(other, payee.Name)) is not { } like)
            return false;
        Hold(work, payee,
            $"The name reads like that of the payee {like}. A second person compares the two, then resumes it.");
        return true;
    }

    public static async Task<bool> HoldByAccountAsync(Work work, Payee payee, AccountNumber number, FieldProtection protection)
    {
        // The last four are kept in the clear and leave few to open.
        var sameEnd = await (
            from account in work.Db.Set<PayeeAccount>()
            join other in work.Db.Set<Payee>() on account.PayeeId equals other.Id
            where account.AccountMasked == number.Masked && account.ReplacedAt == null && other.Id != payee.Id
                && other.LegalEntityId == payee.LegalEntityId
            select new { account.AccountProtected, other.Name }).ToListAsync(work.Ct);
        if (sameEnd.Find(row => protection.Open(row.AccountProtected) == number.Text) is not { } like)
            return false;
        Hold(work, payee,
            $"The bank account is that of the payee {like.Name}. A second person compares the two, then resumes it.");
        return true;
    }

    public static async Task<bool> HoldByTaxNumberAsync(Work work, Payee payee, TaxNumber number, FieldProtection protection)
    {
        // Of whatever kind: one person's SSN is at times written down as another's EIN.
        var sameEnd = await (
            from taxId in work.Db.Set<PayeeTaxId>()
            join other in work.Db.Set<Payee>() on taxId.PayeeId equals other.Id
            where taxId.NumberMasked == number.Masked && taxId.Country == number.Country && taxId.ReplacedAt == null
                && other.Id != payee.Id && other.LegalEntityId == payee.LegalEntityId
            select new { taxId.NumberProtected, other.Name }).ToListAsync(work.Ct);
        if (sameEnd.Find(row => protection.OpenTaxNumber(row.NumberProtected) == number.Text) is not { } like)
            return false;
        Hold(work, payee,
            $"The tax number is that of the payee {like.Name}. A second person compares the two, then resumes it.");
        return true;
    }

    /// <summary>Refused to whoever caused the hold that stands.</summary>
    public static async Task<Outcome> MayResumeAsync(Work work, PayeeId payee)
    {
        var last = await work.Db.Set<AuditRow>()
            .Where(row => row.SubjectId == payee.Value && (row.Action == Held || row.Action == Resumed))
            .OrderByDescending(row => row.At).ThenByDescending(row => row.Id).FirstOrDefaultAsync(work.Ct);
        return last?.Action == Held && last.PersonId == work.Person.Id ? PartiesRefusals.LookAlikeBySamePerson : Outcome.Done;
    }

    private static void Hold(Work work, Payee payee, string why)
    {
        payee.PauseFurther(why.Length > Reasons.Limit ? why[..Reasons.Limit] : why).EnsureDone();
        work.Audit(Held, "payee", payee.Id.Value, after: payee.Name, reason: why);
    }
}
