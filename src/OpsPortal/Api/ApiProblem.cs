using System.Text.Json;

namespace OpsPortal.Api;

/// <summary>A refusal as an RFC 9457 problem. The type is stable; the words may change.</summary>
internal static class ApiProblem
{
    private static readonly Dictionary<string, int> Statuses = new(StringComparer.Ordinal)
    {
        ["api.no-key"] = StatusCodes.Status401Unauthorized,
        ["shared.signed-out"] = StatusCodes.Status401Unauthorized,
        ["api.key-not-taken-on"] = StatusCodes.Status403Forbidden,
        ["api.no-scope"] = StatusCodes.Status403Forbidden,
        ["shared.not-allowed"] = StatusCodes.Status403Forbidden,
        ["shared.not-found"] = StatusCodes.Status404NotFound,
        ["api.no-such-address"] = StatusCodes.Status404NotFound,
        ["api.idempotency-key-missing"] = StatusCodes.Status400BadRequest,
        ["api.bad-json"] = StatusCodes.Status400BadRequest,
        ["api.bad-cursor"] = StatusCodes.Status400BadRequest,
        ["api.bad-limit"] = StatusCodes.Status400BadRequest,
        ["api.too-large"] = StatusCodes.Status413PayloadTooLarge,
        ["shared.too-many-reads"] = StatusCodes.Status429TooManyRequests,
        ["api.too-many-calls"] = StatusCodes.Status429TooManyRequests,
        ["api.still-running"] = StatusCodes.Status409Conflict,
        ["shared.changed-meanwhile"] = StatusCodes.Status409Conflict,
        ["contracts.number-taken"] = StatusCodes.Status409Conflict,
        ["close.pack-not-signed"] = StatusCodes.Status409Conflict,
        ["close.pack-not-made"] = StatusCodes.Status409Conflict,
        ["close.pack-being-made"] = StatusCodes.Status409Conflict,
        ["close.pack-failed"] = StatusCodes.Status409Conflict,
        ["api.trouble"] = StatusCodes.Status500InternalServerError,
    };

    public static ApiAnswer Of(Refusal refusal, HttpContext http)
    {
        var status = StatusOf(refusal);
        var body = new Dictionary<string, object?>
        {
            ["type"] = $"urn:opsportal:problem:{refusal.Code}",
            ["title"] = refusal.What,
            ["status"] = status,
            ["detail"] = $"{refusal.Why} {refusal.Next}",
            ["code"] = refusal.Code,
            ["requestId"] = RequestIds.Of(http),
        };
        if (refusal.Field is not null)
            body["field"] = refusal.Field;
        return new ApiAnswer(status, JsonSerializer.Serialize(body, ApiJson.Options));
    }

    public static int StatusOf(Refusal refusal) => Statuses.GetValueOrDefault(refusal.Code,
        StatusCodes.Status422UnprocessableEntity);
}
