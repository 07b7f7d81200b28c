using OpsPortal.Access;
using OpsPortal.Tests.Security.Matrix;

namespace OpsPortal.Tests.Security.Input;

/// <summary>Puts each item of the corpus into each field of a use case, one at a time, as somebody who may call it, and says what
/// broke.</summary>
internal sealed class EveryField(MatrixStore store, Declaration declared, Random seed, int? share)
{
    private const int LongestRefusal = 2_000;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    public List<string> Faults { get; } = [];

    /// <summary>Use cases that break with ordinary input too, because nothing that they need stands in the store.</summary>
    public List<string> Unstaged { get; } = [];

    public int Fields { get; private set; }

    public int Calls { get; private set; }

    /// <summary>Calls that went through to the end.</summary>
    public int Done { get; private set; }

    public async Task RunAsync(Door door)
    {
        var fields = new FieldsOf(Corpus.Types);
        var actor = ActorFor(door);
        var ordinary = await Call.RunAsync(store.Services, door, Given(door, actor, fields));
        if (ordinary.IsBroken)
            Unstaged.Add($"{door.Name}: {ordinary.Code}");
        Fields += fields.Met.Count;
        foreach (var field in fields.Met)
        {
            foreach (var item in Corpus.For(field, seed, share))
                await TryAsync(door, actor, field, item, ordinary);
        }
    }

    private async Task TryAsync(Door door, Actor actor, Field field, Item item, Call ordinary)
    {
        var arguments = Given(door, actor, new FieldsOf(Corpus.Types, field.At, item.Value));
        Calls++;
        if (await Patience.FaultAsync(Limit, () => FaultAsync(door, arguments, ordinary)) is { } fault)
            Faults.Add($"{door.Name} {field.Name} = {item.Name}: {fault}");
    }

    private async Task<string?> FaultAsync(Door door, object?[] arguments, Call ordinary)
    {
        var call = await Call.RunAsync(store.Services, door, arguments);
        Done += call.Code == Call.Done ? 1 : 0;
        return call switch
        {
            { IsBroken: true } when call.Code != ordinary.Code => call.Code,
            { Refusal: { } refusal } when new[] { refusal.What, refusal.Why, refusal.Next }.Any(string.IsNullOrWhiteSpace) =>
                $"{refusal.Code} does not say what, why and what next",
            { Refusal: { } refusal } when refusal.Text.Length > LongestRefusal =>
                $"{refusal.Code} says {refusal.Text.Length} characters",
            { Refusal: { } refusal } when refusal.Text.Any(char.IsControl) => $"{refusal.Code} speaks control characters",
            _ => null,
        };
    }

    private object?[] Given(Door door, Actor actor, FieldsOf fields) => new Arguments(
        kind => store.Subjects.Of(kind, HomeOf(door)) ?? Guid.CreateVersion7(), actor, fields).For(door.Method);

    private LegalEntityId HomeOf(Door door)
    {
        var kinds = door.Kinds;
        return store.Entities.MaxBy(entity => kinds.Count(kind => store.Subjects.Of(kind, entity) is not null));
    }

    private Actor ActorFor(Door door) =>
        Column.All.FirstOrDefault(column => declared.Expect(door, column) == Expected.Let) is { } column
            ? store.As(column, HomeOf(door)) : Actor.System("input");
}
