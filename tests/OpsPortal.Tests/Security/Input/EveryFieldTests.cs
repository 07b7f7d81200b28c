using OpsPortal.Tests.Security.Matrix;
using Xunit.Abstractions;

namespace OpsPortal.Tests.Security.Input;

/// <summary>Every use case with bad input in every field: refused in words, or kept as given; never an exception.</summary>
[Trait("Requirement", "SEC-5")]
public sealed class EveryFieldTests(ITestOutputHelper output)
{
    private const int Share = 3;

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task BadInput_InAnyField_IsRefusedInWordsOrKeptAsGiven(StoreKind kind)
    {
        var nothing = new NothingIsKept();
        await using var store = await MatrixStore.OnAsync(kind, nothing);
        nothing.Holds = true;
        var (seed, share) = InputRun.Read(Share);
        var fields = new EveryField(store, Declaration.Read(), new Random(seed), share);
        foreach (var door in Door.All)
            await fields.RunAsync(door);
        output.WriteLine(
            $"{kind}: corpus of {Corpus.Size}, {Door.All.Count} use cases, {fields.Fields} fields, {fields.Calls} calls, "
            + $"{fields.Done} done, {nothing.TextsReadBack} texts read back; seed {seed}.");
        Assert.Equal([], fields.Unstaged);
        Assert.True(fields.Faults.Count == 0, $"{fields.Faults.Count} faults:\n{string.Join("\n", fields.Faults)}");
        Assert.Equal([], nothing.Changed.Distinct());
        Assert.True(fields.Calls > 2_000, $"Only {fields.Calls} calls.");
    }
}
