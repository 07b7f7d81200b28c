using OpsPortal.Documents;
using OpsPortal.Documents.Pdf;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Identity;

namespace OpsPortal.Features.Invoices;

/// <summary>The invoice as a document: the entity's particulars, the arithmetic, and what is left of the contract.</summary>
internal sealed class InvoicePaper : IEndpoints
{
    public void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/invoices/{id:guid}/pdf", GetAsync).RequireAuthorization().ExcludeFromDescription();

    private static async Task<IResult> GetAsync(Guid id, HttpContext http, InvoiceDetail detail)
    {
        if (Sessions.ActorOf(http.User) is not { } actor)
            return Results.Text(SharedRefusals.SignedOut.Text, statusCode: StatusCodes.Status401Unauthorized);
        var read = await detail.RunAsync(new InvoiceId(id), actor, http.RequestAborted);
        if (read.IsRefused)
            return Results.Text(read.Refusal.Text, statusCode: StatusCodes.Status404NotFound);
        if (read.Value.Invoice.CutOverId is not null)
            return Results.Text(InvoicingRefusals.PaperElsewhere.Text, statusCode: StatusCodes.Status409Conflict);
        var name = $"{read.Value.Invoice.Number ?? "draft"}.pdf";
        return Results.File(PdfWriter.Write(Of(read.Value)), "application/pdf", name);
    }

    internal static PaperDocument Of(InvoiceDetail.Answer answer)
    {
        var invoice = answer.Invoice;
        string Amount(long minor) => new Money(minor, invoice.Currency).ToString();
        return new PaperDocument($"Invoice {invoice.Number}", answer.Entity.Name, invoice.IssuedOn ?? new LocalDate(2000, 1, 1),
        [
            new PaperHeading($"Invoice {invoice.Number}", IsTitle: true),
            new PaperValues(
            [
                ("From", $"{answer.Entity.Name}, {answer.Entity.Address}"),
                ("Tax number", answer.Entity.TaxNumber), ("Registration", answer.Entity.RegistrationNumber),
                ("To", $"{answer.Buyer.Name}, {answer.Buyer.Address}"), ("Buyer's VAT number", answer.Buyer.VatNumber),
                ("Contract", $"{answer.Contract.Number}, version {invoice.ContractVersionNumber}"),
                ("Issued", invoice.IssuedOn?.ToString("uuuu-MM-dd", null) ?? "not issued"),
                ("Due", invoice.DueOn?.ToString("uuuu-MM-dd", null) ?? ""),
            ]),
            new PaperTable(["Item", "Amount"], [0.7, 0.3], 1, Rows(invoice, Amount)),
            new PaperParagraph($"Left to bill of the contract after this invoice: {Amount(answer.ContractLeftMinor)}."),
            new PaperParagraph($"Please give {invoice.Number} as the reference of your payment."),
        ]);
    }

    private static IReadOnlyList<IReadOnlyList<string>> Rows(Invoice invoice, Func<long, string> amount) =>
    [
        [invoice.Name + ", tax included", amount(invoice.GrossMinor)],
        ["of which tax", amount(invoice.TaxMinor)],
        ["less cleared down payment", amount(-invoice.ClearedMinor)],
        ["To pay", amount(invoice.DueMinor)],
        ["Credited", amount(-invoice.CreditedMinor)],
        ["Open", amount(invoice.OpenMinor)],
    ];
}
