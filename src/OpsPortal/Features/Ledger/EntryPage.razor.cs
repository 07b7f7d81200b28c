using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Ledger;

public sealed partial class EntryPage
{
    private EntryDetail.Answer? answer;

    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    private EntryDetail Detail { get; set; } = default!;

    private string RuleWords => answer!.Rule is var rule && rule.IsExactReversal
        ? $"Exact reversal, version {answer.Entry.RuleVersion}"
        : rule.IsByHand ? $"By hand, approved by a second person, version {answer.Entry.RuleVersion}"
        : $"Debit {rule.Debit}; credit {rule.Credit}; version {answer.Entry.RuleVersion}";

    private IEnumerable<(string Name, string Value, string Href)> References
    {
        get
        {
            var entry = answer!.Entry;
            (string Name, string? Value)[] keys =
            [
                ("Contract", entry.ContractId?.ToString()), ("Plan item", entry.PlanItemId?.ToString()),
                ("Milestone", entry.MilestoneId?.ToString()), ("Invoice", entry.InvoiceId?.ToString()),
                ("Credit note", entry.CreditNoteId?.ToString()), ("Payment", entry.ReceiptId?.ToString()),
                ("Application", entry.ApplicationId?.ToString()), ("Provider object", entry.ProviderObject),
                ("Event", entry.EventId), ("Request", entry.RequestId), ("Batch", entry.BatchId?.ToString()),
                ("Payout item", entry.PayoutItemId?.ToString()), ("Dispute", entry.DisputeId?.ToString()),
                ("Hold", entry.HoldId?.ToString()), ("Reserve", entry.ReserveId?.ToString()),
            ];
            var links = keys.Where(key => key.Value is not null)
                .Select(key => (key.Name, NameOf(key.Value!) ?? key.Value!, $"/trace?id={Uri.EscapeDataString(key.Value!)}"));
            return entry.ReversalOf is { } reversed
                ? links.Append(("Reverses", reversed.ToString(), $"/ledger/entries/{reversed}"))
                : links;
        }
    }

    protected override async Task LoadAsync() => answer = Shown(await Detail.RunAsync(new EntryId(Id), Actor, Ct));

    private string? NameOf(string key) => Guid.TryParse(key, out var id) ? answer!.Names.GetValueOrDefault(id) : null;

    private string DimensionsOf(JournalLine line)
    {
        (string Name, string? Value)[] kept =
        [
            ("payee", line.PayeeId?.ToString()), ("invoice", line.InvoiceId?.ToString()), ("payment", line.ReceiptId?.ToString()),
            ("batch", line.BatchId?.ToString()), ("bank account", line.BankAccountId?.ToString()),
        ];
        return string.Join(", ", kept.Where(one => one.Value is not null)
            .Select(one => $"{one.Name} {NameOf(one.Value!) ?? one.Value![^6..]}"));
    }

    private static string AccountHref(JournalLine line) =>
        $"/ledger/accounts/{(int)line.Account}?entity={line.LegalEntityId}&currency={line.Currency}";
}
