using Xunit.Abstractions;

namespace OpsPortal.Tests.Security.Matrix;

/// <summary>Every use case, by everybody, on their own, foreign and missing objects.</summary>
[Trait("Requirement", "SEC-1")]
[Trait("Requirement", "SEC-2")]
public sealed class UseCaseMatrixTests(MatrixStore store, ITestOutputHelper output) : IClassFixture<MatrixStore>
{
    [Fact]
    public void EveryUseCase_IsDeclared_AndNothingElse()
    {
        var declared = Declaration.Read().Doors;
        var found = Door.All.Select(door => door.Name).ToList();
        var wrong = found.Except(declared).Select(name => $"{name} is not declared")
            .Concat(declared.Except(found).Select(name => $"{name} is declared and is not there")).ToList();
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    [Fact]
    public async Task EveryCell_AnswersAsDeclared()
    {
        var declared = Declaration.Read();
        var matrix = new UseCaseMatrix(store, declared);
        foreach (var door in Door.All.OrderBy(declared.IsLast))
            await matrix.RunAsync(door);
        Assert.True(matrix.Mismatches.Count == 0, string.Join("\n", matrix.Mismatches));
        Assert.Equal([], matrix.Unnamed);
        Assert.True(matrix.Cells > 5_500, $"Only {matrix.Cells} cells.");
        output.WriteLine($"{declared.Doors.Count} use cases, {matrix.Cells} cells, 0 mismatches.");
    }
}
