using System.Net;
using System.Text.RegularExpressions;
using OpsPortal.Access;

namespace OpsPortal.Tests.Security.Matrix;

/// <summary>Runs every declared cell over HTTP and says where what came back is not what is declared.</summary>
internal sealed partial class HttpMatrix(
    MatrixStore store, IReadOnlyDictionary<string, HttpDeclaration> declared, HttpClient anonymous)
{
    public List<string> Mismatches { get; } = [];

    public int Cells { get; private set; }

    /// <summary>Nobody who is not signed in gets anything, unless the door is open to everybody.</summary>
    public async Task WithoutNameAsync(HttpDoor door)
    {
        var (status, target, _) = await AskAsync(anonymous, door.Method, PathOf(door, Guid.CreateVersion7()));
        var fits = declared[door.Name].Need switch
        {
            HttpNeed.Nothing => (int)status < 500,
            HttpNeed.Key => status == HttpStatusCode.Unauthorized,
            _ when door.Method == "GET" => target.Contains("/account/sign-in", StringComparison.Ordinal),
            _ => (int)status is >= 300 and < 500,
        };
        if (!fits)
            Mismatches.Add($"{door.Name} without a name: {(int)status} {target}");
    }

    /// <summary>What a role gets on own, foreign and missing objects.</summary>
    public async Task AsAsync(HttpDoor door, Column column, IReadOnlyDictionary<LegalEntityId, HttpClient> clients)
    {
        var wanted = declared[door.Name];
        if (wanted.Need is HttpNeed.Nothing or HttpNeed.Key)
            return;
        var kind = wanted.Kind;
        var own = store.Entities.FirstOrDefault(
            entity => kind is null || store.Subjects.Of(kind, entity) is not null, store.Entities[0]);
        var other = store.Entities.Single(entity => entity != own);
        var id = kind is null ? Guid.CreateVersion7() : store.Subjects.Of(kind, own) ?? Guid.CreateVersion7();
        Judge(door, column, wanted, await AskAsync(clients[own], door.Method, PathOf(door, id)));
        if (kind is null || !store.Subjects.IsScoped(kind) || door.Method != "GET")
            return;
        var foreign = await AskAsync(clients[other], "GET", PathOf(door, id));
        var missing = await AskAsync(clients[other], "GET", PathOf(door, Guid.CreateVersion7()));
        Cells++;
        if (foreign.Status != missing.Status || foreign.Target.Split('?')[0] != missing.Target.Split('?')[0])
            Mismatches.Add($"{door.Name} as {column.Name}: foreign is {(int)foreign.Status}, missing is {(int)missing.Status}");
        if (store.Subjects.ForeignIn(foreign.Body, other, [id]) is { } shown)
            Mismatches.Add($"{door.Name} as {column.Name} shows {shown} of another legal entity");
    }

    private void Judge(
        HttpDoor door, Column column, HttpDeclaration wanted, (HttpStatusCode Status, string Target, string Body) answer)
    {
        Cells++;
        var found = answer.Status == HttpStatusCode.OK || (wanted.Kind is { } kind && store.Subjects.IsStandIn(kind));
        var nothing = answer.Status is HttpStatusCode.NotFound or HttpStatusCode.BadRequest && wanted.MayFindNothing;
        var refused = answer.Status is HttpStatusCode.Forbidden or HttpStatusCode.NotFound
            || answer.Target.Contains("/account/refused", StringComparison.Ordinal);
        var fits = door.Method != "GET" ? (int)answer.Status >= 300
            : wanted.Lets(column) ? found || nothing
            : refused || nothing;
        if (!fits || (int)answer.Status >= 500)
            Mismatches.Add($"{door.Name} as {column.Name}: {(int)answer.Status} {answer.Target}, declared {wanted.Detail}");
    }

    private static async Task<(HttpStatusCode Status, string Target, string Body)> AskAsync(
        HttpClient client, string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        if (method != "GET")
            request.Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        using var answer = await client.SendAsync(request);
        return (answer.StatusCode, answer.Headers.Location?.ToString() ?? "", await answer.Content.ReadAsStringAsync());
    }

    // A word in an address that is not an id is one that is in no store.
    private static string PathOf(HttpDoor door, Guid id) => Parameter().Replace(door.Pattern, part =>
        part.Groups["rule"].Value switch
        {
            "guid" => id.ToString(),
            "int" => "1010",
            var rule when rule.StartsWith("regex(^(csv|xlsx)", StringComparison.Ordinal) => "csv",
            var rule when rule.StartsWith("regex", StringComparison.Ordinal) => "json",
            _ => "nothing-here",
        });

    [GeneratedRegex(@"\{(?<name>[^:}]+)(:(?<rule>regex\([^)]*\)\$\)|[a-z]+))?\}")]
    private static partial Regex Parameter();
}
