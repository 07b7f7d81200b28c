using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Payouts.Policies;

namespace OpsPortal.Features.Compliance;

/// <summary>Records a decision about one gate of a payee. The one before stays as evidence; what it let through and has not left
/// is stopped where the answer is not clear any more.</summary>
[UseCase]
internal sealed class SetGate(CommandRunner runner, UnclearGates unclear)
{
    internal sealed record Command(PayeeId Payee, GateKind Gate, GateOutcome Outcome, string Evidence)
    {
        public string Note { get; init; } = "";

        public Instant? ExpiresAt { get; init; }

        /// <summary>The version of the bank details that was looked at; a gate that speaks of them needs it.</summary>
        public int? AccountVersion { get; init; }
    }

    public Task<Outcome<GateRecordId>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.DecideGate, actor, work => Set(work, command), ct);

    private async Task<Outcome<GateRecordId>> Set(Work work, Command command)
    {
        if (await work.SeenAsync(work.Db.Set<Payee>().AsNoTracking(), p => p.Id == command.Payee) is not { } payee)
            return SharedRefusals.NotFound("payee");
        var matrix = await PoliciesInForce.MatrixAsync(work.Db, work.Now, work.Ct);
        var decision = new GateDecision(command.Gate, command.Outcome, matrix?.Number ?? 0)
        {
            Evidence = command.Evidence.Trim(), Note = command.Note.Trim(), ExpiresAt = command.ExpiresAt,
            DecidedBy = work.Actor.IsSystem ? null : work.Person.Id, DecidedByName = work.Person.Name,
            AccountVersion = command.AccountVersion,
        };
        var account = await AccountsInUse.VersionAsync(work.Db, payee.Id, work.Ct);
        var record = GateRecord.Decide(
            new GateRecordId(Guid.CreateVersion7()), payee.LegalEntityId, payee.Id, decision, account, work.Now);
        if (record.IsRefused)
            return record.Refusal;
        var before = await work.Db.Set<GateRecord>().Where(known => known.PayeeId == payee.Id && known.Kind == command.Gate)
            .OrderByDescending(known => known.DecidedAt).Select(known => new { known.Outcome, known.AccountVersion })
            .FirstOrDefaultAsync(work.Ct);
        work.Db.Add(record.Value);
        work.Audit($"Decided {GateWords.Name(command.Gate)}", "payee", payee.Id.Value,
            before is null ? "Never decided" : AccountsInUse.Words(before.Outcome, before.AccountVersion),
            AccountsInUse.Words(command.Outcome, record.Value.AccountVersion), command.Evidence);
        if (command.Outcome != GateOutcome.Clear && AccountGates.Counts(command.Gate, record.Value.AccountVersion, account))
            await unclear.StopAsync(work, payee, [command.Gate]);
        return record.Value.Id;
    }
}
