using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Shell;

namespace OpsPortal.Features.Exceptions;

/// <summary>The open cases that the person may see, for the rail; what is put aside does not count.</summary>
[Part]
internal sealed class ExceptionCount : IRoomCount
{
    public string Route => "/exceptions";

    public Task<int> CountAsync(Reading reading) =>
        ExceptionList.InView(ExceptionList.Seen(reading), CaseView.Open, reading.Now).CountAsync(reading.Ct);
}
