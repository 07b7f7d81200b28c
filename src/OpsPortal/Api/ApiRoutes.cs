using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Features;
using OpsPortal.Access;
using OpsPortal.Data;

namespace OpsPortal.Api;

/// <summary>
/// How a room adds to the public API: <c>app.Api().MapGet("/things", ...).NeedsScope(ApiScope.ThingsRead)</c>, and
/// <c>.Idempotent()</c> on everything that changes something. The actor is <c>http.ApiActor()</c>.
/// </summary>
internal static partial class ApiRoutes
{
    private const string ActorItem = "api-actor";

    /// <summary>What a call may send unless it says otherwise by <c>TakesUpTo</c>.</summary>
    public const long MostBytes = 2 * 1024 * 1024;

    public static RouteGroupBuilder Api(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/v1").AllowAnonymous().DisableAntiforgery();
        group.AddEndpointFilter(GuardAsync);
        return group;
    }

    public static RouteHandlerBuilder NeedsScope(this RouteHandlerBuilder route, string scope) => route
        .WithMetadata(new ScopeNeeded(scope))
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status429TooManyRequests);

    /// <summary>A call that takes a file: its body is spooled to the disk and never held whole.</summary>
    public static RouteHandlerBuilder TakesUpTo(this RouteHandlerBuilder route, long bytes) => route
        .WithMetadata(new BodyLimit(bytes)).ProducesProblem(StatusCodes.Status413PayloadTooLarge);

    public static long MostBytesOf(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<BodyLimit>()?.Bytes ?? MostBytes;

    public static RouteHandlerBuilder Idempotent(this RouteHandlerBuilder route) => route
        .AddEndpointFilter<Idempotency>()
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    public static Actor ApiActor(this HttpContext http) => (Actor)http.Items[ActorItem]!;

    public static void SetApiActor(this HttpContext http, Actor actor) => http.Items[ActorItem] = actor;

    /// <summary>The body as the expected record, or the refusal that says where it is wrong.</summary>
    public static async Task<Outcome<T>> ReadAsync<T>(this HttpContext http)
        where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(http.Request.Body, ApiJson.Options, http.RequestAborted) is { } body
                ? body
                : ApiRefusals.BadJson("The body is null.");
        }
        catch (JsonException trouble)
        {
            var where = trouble.Path is null or "$" ? "" : $" (at {trouble.Path})";
            return ApiRefusals.BadJson($"{InnerTypes().Replace(trouble.Message.Split(" Path:")[0], "")}{where}");
        }
    }

    private static async ValueTask<object?> GuardAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        try
        {
            if (http.Request.ContentLength > MostBytesOf(http))
                return ApiProblem.Of(ApiRefusals.TooLarge(MostBytesOf(http)), http);
            if (MostBytesOf(http) > MostBytes
                && http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
                size.MaxRequestBodySize = MostBytesOf(http);
            var holder = await http.RequestServices.GetRequiredService<KeyRing>().FindAsync(http.Request, http.RequestAborted);
            if (holder is null)
                return ApiProblem.Of(ApiRefusals.NoKey, http);
            if (!holder.IsTakenOn)
                return ApiProblem.Of(ApiRefusals.NotTakenOn, http);
            if (!http.RequestServices.GetRequiredService<ApiPace>().Lets(holder.Key, http))
                return ApiProblem.Of(ApiRefusals.TooManyCalls, http);
            if (http.GetEndpoint()?.Metadata.GetMetadata<ScopeNeeded>() is { } needed && !holder.Scopes.Contains(needed.Scope))
                return ApiProblem.Of(ApiRefusals.NoScope(needed.Scope), http);
            http.SetApiActor(Actor.ForKey(holder.Person, holder.Key, RequestIds.Of(http)));
            return await next(context);
        }
        catch (BadHttpRequestException trouble) when (trouble.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return ApiProblem.Of(ApiRefusals.TooLarge(MostBytesOf(http)), http);
        }
        catch (UnkeepableException trouble)
        {
            return ApiProblem.Of(trouble.Refusal, http);
        }
        catch (Exception trouble) when (trouble is not OperationCanceledException || !http.RequestAborted.IsCancellationRequested)
        {
            LogTrouble(http.RequestServices.GetRequiredService<ILogger<Idempotency>>(), RequestIds.Of(http), trouble);
            return ApiProblem.Of(ApiRefusals.Trouble, http);
        }
    }

    // Clients need the field at fault, not the names of our types.
    [GeneratedRegex(" (contained in|during deserialization of|of|to) (the )?type '[^']*'|\\.NET | for type '[^']*'")]
    private static partial Regex InnerTypes();

    [LoggerMessage(Level = LogLevel.Error, Message = "Request {RequestId} of the API failed")]
    private static partial void LogTrouble(ILogger logger, string requestId, Exception trouble);

    private sealed record ScopeNeeded(string Scope);

    private sealed record BodyLimit(long Bytes);
}
