using System.Text.Json;
using System.Text.Json.Serialization;
using OpsPortal.Domain.Access;

namespace OpsPortal.Tests.Security.Matrix;

/// <summary>Runs every declared cell of the use cases' matrix and says where what came back is not what is declared.</summary>
internal sealed class UseCaseMatrix(MatrixStore store, Declaration declared)
{
    private static readonly JsonSerializerOptions Plain = new() { ReferenceHandler = ReferenceHandler.IgnoreCycles };

    private bool understudied;

    public List<string> Mismatches { get; } = [];

    public List<string> Unnamed { get; } = [];

    public int Cells { get; private set; }

    public async Task RunAsync(Door door)
    {
        var kinds = door.Kinds;
        var (own, other) = HomeOf(door, kinds);
        foreach (var column in ColumnsOf(door))
        {
            await JudgeAsync(door, column, Reach.Own, own, own);
            if (column.Standing != Standing.SignedIn || !kinds.Any(store.Subjects.IsScoped))
                continue;
            var missing = await JudgeAsync(door, column, Reach.Missing, null, other);
            var foreign = await JudgeAsync(door, column, Reach.Foreign, own, other);
            if (foreign.Code != missing.Code || foreign.Refusal?.Text != missing.Refusal?.Text)
                Mismatches.Add($"{door.Name} as {column.Name}: foreign is {foreign.Code}, missing is {missing.Code}");
        }
    }

    // Of a door after which nothing stands any more one person goes through, and goes last.
    private IEnumerable<Column> ColumnsOf(Door door) => declared.IsLast(door)
        ? Column.All.Where(column => declared.Expect(door, column) != Expected.Let)
            .Append(Column.All.First(column => declared.Expect(door, column) == Expected.Let))
        : Column.All;

    /// <summary>The legal entity that has most of the kinds of objects which the door names, and the other one.</summary>
    private (LegalEntityId Own, LegalEntityId Other) HomeOf(Door door, IReadOnlySet<Type> kinds)
    {
        var own = store.Entities.MaxBy(entity => kinds.Count(kind => store.Subjects.Of(kind, entity) is not null));
        Unnamed.AddRange(kinds.Where(kind => store.Subjects.IsScoped(kind) && store.Subjects.Of(kind, own) is null)
            .Select(kind => $"{door.Name}: {kind.Name}"));
        understudied = kinds.Any(store.Subjects.IsStandIn);
        return (own, store.Entities.Single(entity => entity != own));
    }

    /// <param name="owner">Whose objects are named; null for ones that do not exist.</param>
    /// <param name="worker">The legal entity for which the person works.</param>
    private async Task<Call> JudgeAsync(Door door, Column column, Reach reach, LegalEntityId? owner, LegalEntityId worker)
    {
        var named = new HashSet<Guid>();
        Guid IdOf(Type kind)
        {
            var id = (owner is { } entity ? store.Subjects.Of(kind, entity) : null) ?? Guid.CreateVersion7();
            named.Add(id);
            return id;
        }

        var actor = store.As(column, worker);
        var call = await Call.RunAsync(store.Services, door, new Arguments(IdOf, actor).For(door.Method));
        Cells++;
        var wanted = declared.Expect(door, column);
        if (!wanted.Fits(call.Code) && !(understudied && reach == Reach.Own && call.IsBroken))
            Mismatches.Add($"{door.Name} as {column.Name} on {reach}: {call.Code}, declared {wanted}");
        if (!declared.IsForAll(door) && LeakOf(call.Value, named, worker) is { } leak)
            Mismatches.Add($"{door.Name} as {column.Name} on {reach} shows {leak} of another legal entity");
        return call;
    }

    private Guid? LeakOf(object? value, HashSet<Guid> named, LegalEntityId worker)
    {
        if (value is null)
            return null;
        string text;
        try
        {
            text = JsonSerializer.Serialize(value, value.GetType(), Plain);
        }
        catch (Exception trouble) when (trouble is NotSupportedException or InvalidOperationException)
        {
            return null;
        }

        return store.Subjects.ForeignIn(text, worker, named);
    }
}
