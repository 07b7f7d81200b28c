using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.PayeeInvoices;

public sealed partial class PayeeInvoicesPage
{
    private PayeeInvoiceList.Answer? answer;
    private PayeeInvoice? releasing;
    private string payee = "";
    private string number = "";
    private string contract = "";
    private string milestone = "";
    private string amount = "";

    [SupplyParameterFromQuery(Name = "show")]
    private string? Show { get; set; }

    [Inject]
    private PayeeInvoiceList List { get; set; } = default!;

    [Inject]
    private RecordPayeeInvoice Recording { get; set; } = default!;

    [Inject]
    private ReleasePayeeInvoice Releasing { get; set; } = default!;

    private TablePage<PayeeInvoiceList.Row> Rows =>
        new(answer!.Rows, answer.Count, Place, PayeeInvoiceList.PageSize);

    protected override async Task LoadAsync()
    {
        answer = Shown(await List.RunAsync(Show == "held", Place, Actor, Ct));
        if (payee.Length == 0 && answer is { Payees.Count: > 0 })
            payee = answer.Payees[0].Id.ToString();
    }

    private static Tone ToneOf(PayeeInvoiceState state) => state switch
    {
        PayeeInvoiceState.Held => Tone.Bad,
        PayeeInvoiceState.Released => Tone.Warn,
        _ => Tone.Good,
    };

    private async Task RecordAsync()
    {
        _ = Guid.TryParse(payee, out var id);
        var command = new RecordPayeeInvoice.Command(new PayeeId(id), contract, milestone, number, amount);
        if (await RunAsync(() => Recording.RunAsync(command, Actor, Ct)))
            (number, amount) = ("", "");
    }

    private Task CheckAsync(Guid id) => RunAsync(() => Releasing.CheckAgainAsync(id, Actor, Ct));

    private async Task ReleaseAsync(string reason)
    {
        if (await RunAsync(() => Releasing.ReleaseAsync(releasing!.Id, reason, Actor, Ct)))
            releasing = null;
    }
}
