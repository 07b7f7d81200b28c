using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Exceptions;

namespace OpsPortal.Features.Compliance;

/// <summary>Stops a payee's payouts, wholly or for listed contracts or invoices; money held now, and that of payouts which
/// have not left, moves to the blocked bucket.</summary>
[UseCase]
internal sealed class PlaceHold(CommandRunner runner, HeldMoney money)
{
    public const string Placed = "Placed hold";

    public Task<Outcome<HoldId>> RunAsync(HoldRequest request, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.PlaceHold, actor, work => Place(work, request), ct);

    private async Task<Outcome<HoldId>> Place(Work work, HoldRequest request)
    {
        if (await work.SeenAsync(work.Db.Set<Payee>().AsNoTracking(), p => p.Id == request.Payee) is not { } payee)
            return SharedRefusals.NotFound("payee");
        var hold = ComplianceHold.Place(new HoldId(Guid.CreateVersion7()), payee.LegalEntityId, request, work.Person.Id,
            work.Now);
        if (hold.IsRefused)
            return hold.Refusal;
        work.Db.Add(hold.Value);
        var moved = await money.BlockAsync(work, hold.Value);
        if (moved.IsRefused)
            return moved.Refusal;
        work.Audit(Placed, "payee", payee.Id.Value, after: $"{request.Scope}, {request.Reason}", reason: request.Words);
        await work.OpenExceptionAsync(
            ExceptionType.AmlHold, $"compliance.{request.Reason}".ToLowerInvariant(),
                $"Payouts to {payee.Name} are on hold: {request.Words}",
            CaseOf(hold.Value.Id), null, new ExceptionLinks { LegalEntityId = payee.LegalEntityId, PayeeId = payee.Id });
        return hold.Value.Id;
    }

    /// <summary>The key of a hold's case.</summary>
    public static string CaseOf(HoldId hold) => $"hold:{hold}";
}

/// <summary>Lifts a hold, by another person than the one who placed it; the money is held as before.</summary>
[UseCase]
internal sealed class LiftHold(CommandRunner runner, HeldMoney money)
{
    public const string Lifted = "Lifted hold";

    internal sealed record Command(HoldId Hold, string Reason);

    public Task<Outcome<HoldId>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.LiftHold, actor, work => Lift(work, command), ct);

    private async Task<Outcome<HoldId>> Lift(Work work, Command command)
    {
        if (await work.SeenAsync<ComplianceHold>(h => h.Id == command.Hold) is not { } hold)
            return SharedRefusals.NotFound("hold");
        var lifted = hold.Lift(work.Person.Id, command.Reason, work.Now);
        if (lifted.IsRefused)
            return lifted.Refusal;
        var moved = await money.FreeAsync(work, hold);
        if (moved.IsRefused)
            return moved.Refusal;
        work.Audit(Lifted, "payee", hold.PayeeId.Value, nameof(HoldState.Open), nameof(HoldState.Lifted), command.Reason);
        await OneCase.SettleAsync(work, CaseFact.HoldLifted, [PlaceHold.CaseOf(hold.Id)],
            new CaseClosing(hold.Words, $"The hold is lifted: {hold.ClosingWords}"));
        return hold.Id;
    }
}
