using OpsPortal.Domain.Access;
using OpsPortal.Tests.Security.Matrix;
using Xunit.Abstractions;

namespace OpsPortal.Tests.Security.Input;

/// <summary>Every endpoint with bad routes, queries, headers, bodies and content types: an answer below 500 in a bounded time,
/// and no page that broke.</summary>
[Trait("Requirement", "SEC-5")]
public sealed class EveryAddressTests(ITestOutputHelper output)
{
    private const string Key = "an input test's own key";
    private const int Share = 2;

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task BadInput_AtAnyAddress_IsAnsweredAsTheCallersFault(StoreKind kind)
    {
        await using var store = await MatrixStore.OnAsync(
            kind, new NothingIsKept(), new() { ["OpsPortal:DemoApiKey"] = Key, ["Api:CallsPerMinute"] = "1000000" });
        var declared = HttpDeclaration.Read();
        var clients = new Dictionary<Column, HttpClient>();
        using var anonymous = store.Host.CreateClient(new() { AllowAutoRedirect = false });
        using var program = store.Host.CreateClient(new() { AllowAutoRedirect = false });
        program.DefaultRequestHeaders.Add("Authorization", $"Bearer {Key}");

        async Task<HttpClient> ClientForAsync(HttpDoor door)
        {
            var wanted = declared[door.Name];
            if (wanted.Need == HttpNeed.Key)
                return program;
            if (wanted.Need == HttpNeed.Nothing || Ends(door))
                return anonymous;
            var column = Column.All.First(
                column => column is { Standing: Standing.SignedIn, Roles.Count: > 0 } && wanted.Lets(column));
            if (!clients.TryGetValue(column, out var client))
                clients[column] = client = await store.SignInAsync(column, store.Entities[0]);
            return client;
        }

        var (seed, share) = InputRun.Read(Share);
        var addresses = new EveryAddress(store, ClientForAsync, new Random(seed), share);
        var doors = HttpDoor.AllOf(store.Services);
        foreach (var door in doors)
            await addresses.RunAsync(door, IdFor(store, declared[door.Name].Kind));
        output.WriteLine($"{kind}: {doors.Count} endpoints, {addresses.Places} places, {addresses.Requests} requests, "
            + $"{addresses.Faults.Count} faults; seed {seed}.");
        output.WriteLine("Broken by an ordinary request too: " + string.Join(", ", addresses.Unstaged));
        foreach (var client in clients.Values)
            client.Dispose();
        Assert.True(addresses.Faults.Count == 0, string.Join("\n", addresses.Faults));
        Assert.True(addresses.Requests > 1_000, $"Only {addresses.Requests} requests.");
    }

    // These would sign the person out, and everything after them would be answered by the sign-in.
    private static bool Ends(HttpDoor door) => door.Pattern is "/account/sign-out" or "/account/session";

    private static Guid IdFor(MatrixStore store, Type? kind) =>
        (kind is null ? null : store.Subjects.Of(kind, store.Entities[0])) ?? Guid.CreateVersion7();
}
