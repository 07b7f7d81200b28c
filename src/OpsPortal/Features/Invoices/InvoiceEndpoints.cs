using System.Text;
using OpsPortal.Identity;

namespace OpsPortal.Features.Invoices;

/// <summary>Documents of the invoices room over HTTP.</summary>
internal sealed class InvoiceEndpoints : IEndpoints
{
    public void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/invoices/trace.csv", TraceAsync).RequireAuthorization().ExcludeFromDescription();

    private static async Task<IResult> TraceAsync(HttpContext http, InvoiceTrace trace)
    {
        if (Sessions.ActorOf(http.User) is not { } actor)
            return Results.Unauthorized();
        var csv = await trace.RunAsync(actor, http.RequestAborted);
        return csv.Refusal is { } refusal
            ? Results.Text(refusal.Text, statusCode: StatusCodes.Status403Forbidden)
            : Results.File(Encoding.UTF8.GetBytes(csv.Value), "text/csv; charset=utf-8", "invoice-trace.csv");
    }
}
