using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Close;

namespace OpsPortal.Features.Close.Pack;

/// <summary>The names that a signature kept. Of whom it kept none (a month signed before names were kept, or somebody who came
/// later) the present name is taken.</summary>
internal sealed class KeptNames
{
    private readonly Dictionary<Guid, CloseName> kept = [];

    public static async Task<KeptNames> ReadAsync(CloseScope scope, CancellationToken ct)
    {
        var names = new KeptNames();
        if (await PackBooks.CloseAsync(scope, ct) is not { } close)
            return names;
        var all = scope.Db.Set<CloseName>().AsNoTracking().Where(one => one.CloseId == close.Id);
        await foreach (var one in all.AsAsyncEnumerable().WithCancellation(ct))
            names.kept.Add(one.SubjectId, one);
        return names;
    }

    public string NameOf(Guid subject, string now) => kept.GetValueOrDefault(subject)?.Name ?? now;

    public string PlaceOf(Guid subject, string now) =>
        kept.GetValueOrDefault(subject)?.Place is { Length: > 0 } then ? then : now;
}
