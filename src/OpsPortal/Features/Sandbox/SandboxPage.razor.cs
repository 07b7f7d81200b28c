using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Cash;
using OpsPortal.Providers.Sandbox;

namespace OpsPortal.Features.Sandbox;

public sealed partial class SandboxPage
{
    private SandboxView.Answer? answer;
    private string invoiceNumber = "";
    private string amountText = "";
    private string way = "well";
    private string? said;
    private bool resetting;
    private Rail rail = Rail.Card;

    private static readonly (Story Story, string Button, string Then)[] Stories =
    [
        (Story.PaidByCard, "Card payment, paid in full", "All that is open, at once."),
        (Story.PartPaid, "Card payment, part paid", "A third of what is open; the rest stays open."),
        (Story.Disorder, "Webhooks out of order", "The settlement is told before the payment."),
        (Story.NoReference, "Wire without a reference", "Names no invoice: it waits under Cash to be matched."),
        (Story.Fails, "Failing payment", "The card is refused; nothing is collected."),
    ];

    private static readonly (Stir Stir, string Button, string Then)[] Troubles =
    [
        (Stir.DropNextAnswer, "Lose the answer to the next payout", "Next time: it is taken, and the portal does not hear so."),
        (Stir.FailNextPayout, "Let the next payout fail", "Next time: the payee's bank turns it away."),
        (Stir.LetNextCollectionSucceed, "Let the next collection succeed", "Next time: dunning collects an overdue invoice."),
        (Stir.LoseNextWebhook, "Lose the next webhook", "Now: one that waits is never delivered; the portal fetches it."),
        (Stir.DuplicateLast, "Send the last webhook twice", "Now: the same event comes again and must change nothing."),
    ];

    private enum Story
    {
        PaidByCard,
        PartPaid,
        Disorder,
        NoReference,
        Fails,
    }

    [Inject]
    private SandboxView View { get; set; } = default!;

    [Inject]
    private PaySandbox Pay { get; set; } = default!;

    [Inject]
    private StirSandbox Stirring { get; set; } = default!;

    [Inject]
    private ReturnPaidOut PaidOut { get; set; } = default!;

    [Inject]
    private ResetDemo Reset { get; set; } = default!;

    protected override async Task LoadAsync()
    {
        answer = Shown(await View.RunAsync(Actor, Ct));
        if (answer is { Invoices.Count: > 0 } && answer.Invoices.All(invoice => invoice.Number != invoiceNumber))
            invoiceNumber = answer.Invoices[0].Number;
    }

    private async Task PayAsync()
    {
        var invoice = answer!.Invoices.Single(row => row.Number == invoiceNumber);
        long? minor = null;
        if (!string.IsNullOrWhiteSpace(amountText))
        {
            var amount = Money.ParseTyped(amountText.Trim(), invoice.Currency);
            if (amount.IsRefused)
            {
                Refusal = amount.Refusal;
                return;
            }

            minor = amount.Value.Minor;
        }

        await PayAsync(new PaySandbox.Command(
            invoiceNumber, minor, rail, new Mishap(way is "late" or "processing", way == "disorder", way == "processing")));
    }

    private Task StoryAsync(Story story)
    {
        var invoice = answer!.Invoices.Single(row => row.Number == invoiceNumber);
        return PayAsync(story switch
        {
            Story.PartPaid => new(invoice.Number, Math.Max(1, invoice.OpenMinor / 3), Rail.Card, new Mishap()),
            Story.Disorder => new(invoice.Number, null, Rail.Card, new Mishap(OutOfOrder: true)),
            Story.NoReference => new(invoice.Number, null, Rail.Wire, new Mishap(), NamedInvoice: ""),
            Story.Fails => new(invoice.Number, null, Rail.Card, new Mishap(), Fails: true),
            _ => new(invoice.Number, null, Rail.Card, new Mishap()),
        });
    }

    private async Task PayAsync(PaySandbox.Command command)
    {
        if (await RunAsync(() => Pay.RunAsync(command, Actor, Ct),
            reference => said = $"The provider took payment {reference}; its webhooks are on their way."))
            amountText = "";
    }

    private Task StirAsync(Stir stir, Guid? target) =>
        RunAsync(() => Stirring.RunAsync(stir, target, Actor, Ct), _ => said = SaidOf(stir));

    private static string SaidOf(Stir stir) => stir is Stir.DropNextAnswer or Stir.FailNextPayout or Stir.LetNextCollectionSucceed
        ? "Noted: nothing happens before the next one." : "Done at the provider; its webhook is on its way, unless it was lost.";

    private Task ReturnPaidOutAsync() => RunAsync(
        () => PaidOut.RunAsync(Actor, Ct),
        reference => said = $"The payer's bank takes {reference} back; its webhook is on its way.");

    private async Task ResetAsync()
    {
        _ = await RunAsync(() => Reset.RunAsync(Actor, Ct), _ => Navigation.NavigateTo("/account/sign-in", forceLoad: true));
    }
}
