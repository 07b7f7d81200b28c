using Microsoft.EntityFrameworkCore;
using OpsPortal.Api;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.PayeeInvoices;

/// <summary>Payees' invoices over HTTP: one is recorded and compared with the contract and the accepted work.</summary>
internal sealed class PayeeInvoicesApi : IEndpoints
{
    /// <param name="Contract">The contract's number.</param>
    /// <param name="Number">The payee's own number.</param>
    /// <param name="Milestone">The name of one of its milestones; absent for the contract as a whole.</param>
    internal sealed record Body(Guid Payee, string Contract, string Number, MoneyJson Amount, string? Milestone = null);

    internal sealed record Json(
        Guid Id, Guid Payee, string Number, MoneyJson Amount, PayeeInvoiceState State, IReadOnlyList<string> Failures);

    public void Map(IEndpointRouteBuilder app) =>
        app.Api().MapPost("/payee-invoices", RecordAsync).Idempotent().NeedsScope(ApiScope.PayeeInvoicesWrite)
            .WithName("RecordPayeeInvoice").Accepts<Body>("application/json").Produces<Json>(StatusCodes.Status201Created);

    private static async Task<IResult> RecordAsync(HttpContext http, RecordPayeeInvoice record)
    {
        var body = await http.ReadAsync<Body>();
        if (body.IsRefused)
            return ApiProblem.Of(body.Refusal, http);
        var (asked, actor) = (body.Value, http.ApiActor());
        actor.Answer!.Render = async (db, value, ct) => Answer(
            await db.Set<PayeeInvoice>().SingleAsync(invoice => invoice.Id == (Guid)value, ct));
        var recorded = await record.RunAsync(
            new RecordPayeeInvoice.Command(new(asked.Payee), asked.Contract, asked.Milestone ?? "", asked.Number,
                asked.Amount.Amount, asked.Amount.Currency), actor, http.RequestAborted);
        return recorded.Refusal is { } refusal ? ApiProblem.Of(refusal, http) : actor.Answer.Kept!;
    }

    private static ApiAnswer Answer(PayeeInvoice invoice) => ApiAnswer.Created(
        new Json(invoice.Id, invoice.PayeeId.Value, invoice.Number, MoneyJson.Of(invoice.AmountMinor, invoice.Currency),
            invoice.State, invoice.Failures), "/payees/invoices");
}
