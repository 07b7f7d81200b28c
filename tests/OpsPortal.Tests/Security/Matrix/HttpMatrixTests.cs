using Xunit.Abstractions;

namespace OpsPortal.Tests.Security.Matrix;

/// <summary>Every page and endpoint over HTTP: without a name, and as each role on own, foreign and missing objects.</summary>
[Trait("Requirement", "SEC-1")]
public sealed class HttpMatrixTests(MatrixStore store, ITestOutputHelper output) : IClassFixture<MatrixStore>
{
    [Fact]
    public void EveryEndpoint_IsDeclared_AndNothingElse()
    {
        var declared = HttpDeclaration.Read();
        var served = HttpDoor.AllOf(store.Services).Select(door => door.Name).ToList();
        var wrong = served.Except(declared.Keys).Select(name => $"{name} is not declared")
            .Concat(declared.Keys.Except(served).Select(name => $"{name} is declared and is not served")).ToList();
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    [Fact]
    public async Task EveryCell_AnswersAsDeclared()
    {
        var doors = HttpDoor.AllOf(store.Services);
        using var anonymous = store.Host.CreateClient(new() { AllowAutoRedirect = false });
        var matrix = new HttpMatrix(store, HttpDeclaration.Read(), anonymous);
        foreach (var door in doors)
            await matrix.WithoutNameAsync(door);
        foreach (var column in Column.All.Where(column => column is { Standing: Standing.SignedIn, Roles.Count: > 0 }))
        {
            var clients = new Dictionary<LegalEntityId, HttpClient>();
            foreach (var entity in store.Entities)
                clients[entity] = await store.SignInAsync(column, entity);
            foreach (var door in doors)
                await matrix.AsAsync(door, column, clients);
            foreach (var client in clients.Values)
                client.Dispose();
        }

        Assert.True(matrix.Mismatches.Count == 0, string.Join("\n", matrix.Mismatches));
        output.WriteLine($"{doors.Count} endpoints, {matrix.Cells} cells, 0 mismatches.");
    }
}
