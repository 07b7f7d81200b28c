using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Close;

namespace OpsPortal.Features.Close.Pack;

/// <summary>Asks for the pack of a signed version. Who asks twice, or asks for one that is there, changes nothing.</summary>
[UseCase]
internal sealed class AskForPack(CommandRunner runner)
{
    public Task<Outcome<ClosePackId>> RunAsync(PeriodCloseId id, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeClose, actor, work => AskAsync(work, id), ct);

    private static async Task<Outcome<ClosePackId>> AskAsync(Work work, PeriodCloseId id)
    {
        if (await Closes.FindAsync(work, id) is not { } close)
            return SharedRefusals.NotFound("close");
        if (close.SignedAt is null)
            return PackRefusals.NotSigned(close.Name);
        var pack = await work.Db.Set<ClosePack>().SingleOrDefaultAsync(one => one.CloseId == id, work.Ct);
        if (pack is { State: not ClosePackState.Failed })
            return pack.Id;
        if (pack is null)
            work.Db.Add(pack = ClosePack.Ask(new(Guid.CreateVersion7()), close, work.Person.Id, work.Now));
        else
            pack.AskAgain(work.Person.Id, work.Now);
        work.Audit("Asked for close pack", Closes.Kind, close.Id.Value, after: $"{close.Name} v{close.Version}");
        return pack.Id;
    }
}
