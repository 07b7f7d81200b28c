using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using OpsPortal.Access;

namespace OpsPortal.Identity;

/// <summary>How many files (tables, papers, packs, evidence) one person may take within an hour: more than work needs, and too
/// few to carry the books away by a program. Keys of the API have a pace of their own.</summary>
[Part]
internal sealed partial class FilePace : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    private readonly int most;
    private readonly PartitionedRateLimiter<PersonId> files;
    private readonly ILogger<FilePace> logger;

    public FilePace(IConfiguration configuration, ILogger<FilePace> logger)
    {
        this.logger = logger;
        most = configuration.GetValue("Sessions:FilesPerHour", 300);
        files = FixedWindow.Of<PersonId>(most, Window);
    }

    /// <summary>Whatever a signed-in person gets by an address of its own and is no page.</summary>
    public async Task PassAsync(HttpContext http, RequestDelegate next)
    {
        if (!IsFile(http) || Sessions.ActorOf(http.User) is not { } actor || Lets(actor.Person, http))
        {
            await next(http);
            return;
        }

        LogTooMany(actor.Person.Value, most);
        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        await http.Response.WriteAsync(AccountRefusals.TooManyFiles(most).Text, http.RequestAborted);
    }

    public void Dispose() => files.Dispose();

    private static bool IsFile(HttpContext http) => HttpMethods.IsGet(http.Request.Method)
        && http.GetEndpoint()?.Metadata is { } marks && marks.GetMetadata<IAuthorizeData>() is not null
        && marks.GetMetadata<ComponentTypeMetadata>() is null;

    private bool Lets(PersonId person, HttpContext http)
    {
        using var lease = files.AttemptAcquire(person);
        if (!lease.IsAcquired && lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
            http.Response.Headers.RetryAfter = ((int)wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return lease.IsAcquired;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Person {Person} asked for more than {Most} files within an hour")]
    private partial void LogTooMany(Guid person, int most);
}
