using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Payouts.Policies;

namespace OpsPortal.Features.Compliance;

/// <summary>Asks for a payee's gates anew where they were decided about particulars that have changed since. What failed stays
/// failed until it is decided again.</summary>
[Part]
internal sealed class GatesAnew(UnclearGates unclear)
{
    public async Task AskAsync(Work work, Payee payee, PayeeParticulars before)
    {
        var asked = GateSubjects.AskedAnew(before, payee.ToParticulars());
        if (asked.Count == 0)
            return;
        var account = await AccountsInUse.VersionAsync(work.Db, payee.Id, work.Ct);
        var records = await work.Db.Set<GateRecord>().AsNoTracking()
            .Where(record => record.PayeeId == payee.Id && asked.Contains(record.Kind)).ToListAsync(work.Ct);
        var lasting = records.Where(record => AccountGates.Counts(record.Kind, record.AccountVersion, account))
            .GroupBy(record => record.Kind).Select(group => group.MaxBy(record => record.DecidedAt)!)
            .Where(record => record.Outcome is not (GateOutcome.Unknown or GateOutcome.Failed))
            .OrderBy(record => record.Kind).ToList();
        if (lasting.Count == 0)
            return;
        var matrix = await PoliciesInForce.MatrixAsync(work.Db, work.Now, work.Ct);
        var why = $"Decided about {Words(before)}; now {Words(payee.ToParticulars())}.";
        foreach (var record in lasting)
        {
            work.Db.Add(Undecided(work, record, matrix?.Number ?? 0, account, why));
            work.Audit($"{GateWords.Name(record.Kind)} is undecided again", "payee", payee.Id.Value,
                AccountsInUse.Words(record.Outcome, record.AccountVersion), nameof(GateOutcome.Unknown), why);
        }

        var names = string.Join(", ", lasting.Select(record => GateWords.Name(record.Kind)));
        await work.NotifyAsync(Permission.DecideGate, payee.LegalEntityId,
            $"The particulars of {payee.Name} changed. To decide again: {names}.", $"/payees/{payee.Id}", work.Person.Id);
        await unclear.StopAsync(work, payee, [.. lasting.Select(record => record.Kind)]);
    }

    private static GateRecord Undecided(Work work, GateRecord before, int policy, int? account, string why)
    {
        var decision = new GateDecision(before.Kind, GateOutcome.Unknown, policy)
        {
            Note = why, DecidedBy = work.Actor.IsSystem ? null : work.Person.Id, DecidedByName = work.Person.Name,
            AccountVersion = account,
        };
        return GateRecord.Decide(
            new(Guid.CreateVersion7()), before.LegalEntityId, before.PayeeId, decision, account, work.Now).Value;
    }

    private static string Words(PayeeParticulars of) => $"{of.Name}, {of.Kind.ToString().ToLowerInvariant()}, {of.Country}";
}
