using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Compliance;

/// <summary>Which version of a payee's bank details is in use, and which gates a new version leaves undecided.</summary>
internal static class AccountsInUse
{
    public static Task<int?> VersionAsync(OpsDbContext db, PayeeId payee, CancellationToken ct) =>
        db.Set<PayeeAccount>().Where(account => account.PayeeId == payee && account.ReplacedAt == null)
            .Select(account => (int?)account.Version).SingleOrDefaultAsync(ct);

    /// <summary>Writes down which gates were decided for the version that is replaced, and tells who decides them.</summary>
    public static async Task UndecideAsync(Work work, Payee payee, PayeeAccount replaced, PayeeAccount added)
    {
        var records = await work.Db.Set<GateRecord>().AsNoTracking()
            .Where(record => record.PayeeId == payee.Id && record.AccountVersion == replaced.Version).ToListAsync(work.Ct);
        var lasting = records.GroupBy(record => record.Kind).Select(group => group.MaxBy(record => record.DecidedAt)!)
            .OrderBy(record => record.Kind).ToList();
        foreach (var record in lasting)
            work.Audit($"{GateWords.Name(record.Kind)} is undecided again", "payee", payee.Id.Value,
                Words(record.Outcome, record.AccountVersion), $"Undecided for version {added.Version} of the bank details");
        if (lasting.Count == 0)
            return;
        var names = string.Join(", ", lasting.Select(record => GateWords.Name(record.Kind)));
        await work.NotifyAsync(Permission.DecideGate, payee.LegalEntityId,
            $"{payee.Name} has new bank details. To decide again: {names}.", $"/payees/{payee.Id}", work.Person.Id);
    }

    /// <summary>A decision as the audit log says it.</summary>
    public static string Words(GateOutcome outcome, int? account) =>
        account is null ? outcome.ToString() : $"{outcome} for version {account} of the bank details";
}
