using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Shell;

namespace OpsPortal.Features.Exceptions;

/// <summary>The open cases that the person may see, for the rail.</summary>
[Part]
internal sealed class ExceptionCount : IRoomCount
{
    public string Route => "/exceptions";

    public Task<int> CountAsync(Reading reading) =>
        ExceptionList.Seen(reading).CountAsync(found => found.State != ExceptionState.Resolved, reading.Ct);
}
