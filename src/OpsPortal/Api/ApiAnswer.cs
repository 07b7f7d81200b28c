using System.Text.Json;

namespace OpsPortal.Api;

/// <summary>An answer of the public API as it goes out: status, JSON, and where a new object is found.</summary>
internal sealed record ApiAnswer(int Status, string Json, string? Location = null) : IResult
{
    public static ApiAnswer Ok(object value) => new(StatusCodes.Status200OK, JsonSerializer.Serialize(value, ApiJson.Options));

    public static ApiAnswer Created(object value, string location) =>
        new(StatusCodes.Status201Created, JsonSerializer.Serialize(value, ApiJson.Options), location);

    /// <summary>A read's value, or its refusal as a problem.</summary>
    public static IResult Of<T>(Outcome<T> outcome, HttpContext http)
        where T : notnull =>
        outcome.Refusal is { } refusal ? ApiProblem.Of(refusal, http) : Ok(outcome.Value);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = Status;
        if (Location is not null)
            httpContext.Response.Headers.Location = Location;
        httpContext.Response.ContentType = Status < 400 ? "application/json" : "application/problem+json";
        await httpContext.Response.WriteAsync(Json, httpContext.RequestAborted);
    }
}
