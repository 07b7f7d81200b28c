using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Milestones;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Close.Pack.Sections;

/// <summary>What was billed, for which accepted work, and how each amount is made up.</summary>
[Part]
internal sealed class InvoicesSection : IPackSection
{
    public int Order => 331;

    public string Code => "invoices";

    public string Title => "Invoices";

    public string Purpose =>
        "Every invoice that an entry of the month names or that has money open at its end, also those paid in full: the stage of "
        + "the contract, who accepted the work and when, and the arithmetic. Gross = tax + fee + payees' part, but a down "
        + "payment is split only when a later invoice clears it; due = gross less the down payment that it clears. The parts of "
        + "each payee stand in the CSV.";

    public IReadOnlyList<PackColumn> Columns { get; } =
    [
        new("Invoice", PackCell.Id), new("Contract", PackCell.Id), new("Stage", PackCell.Text),
        new("Work accepted", PackCell.Text), new("Issued on", PackCell.Date), new("Currency", PackCell.Currency),
        new("Gross", PackCell.Money), new("Tax", PackCell.Money), new("Fee", PackCell.Money),
        new("Payees' part", PackCell.Money), new("Cleared", PackCell.Money), new("Due", PackCell.Money),
        new("Due on", PackCell.Date, OnlyInCsv: true), new("Issued by", PackCell.Text, OnlyInCsv: true),
        new("Payees", PackCell.Text, OnlyInCsv: true), new("Clears", PackCell.Text, OnlyInCsv: true),
        new("Contract version", PackCell.Count, OnlyInCsv: true), new("Invoice id", PackCell.Id, OnlyInCsv: true),
        new("Milestone", PackCell.Id, OnlyInCsv: true), new("Plan item", PackCell.Id, OnlyInCsv: true),
        new("Payee ids", PackCell.Text, OnlyInCsv: true),
    ];

    public async IAsyncEnumerable<IReadOnlyList<string>> RowsAsync(
        CloseScope scope, [EnumeratorCancellation] CancellationToken ct)
    {
        var wanted = await PackSubjects.InvoicesAsync(scope, ct);
        var invoices = await wanted.AsNoTracking().ToListAsync(ct);
        var names = new Names(
            await PackBooks.PeopleAsync(scope, ct), await PackBooks.PayeesAsync(scope, ct),
            await scope.Db.Set<Contract>().AsNoTracking().Where(contract => contract.LegalEntityId == scope.LegalEntityId)
                .Select(contract => new { contract.Id, contract.Number }).ToDictionaryAsync(row => row.Id, row => row.Number, ct),
            invoices.ToDictionary(invoice => invoice.Id, invoice => invoice.Number ?? ""));
        var accepted = (await (from invoice in wanted
                               join milestone in scope.Db.Set<Milestone>()
                                   on invoice.MilestoneId equals (MilestoneId?)milestone.Id
                               from step in milestone.Steps
                               where step.What == "Approved"
                               select new { milestone.Id, step.At, step.By }).Distinct().ToListAsync(ct))
            .ToLookup(step => step.Id, step => (step.At, step.By));
        foreach (var invoice in invoices.OrderBy(invoice => invoice.Number, StringComparer.Ordinal)
            .ThenBy(invoice => invoice.Id.ToString(), StringComparer.Ordinal))
            yield return Cells(invoice, names, invoice.MilestoneId is { } work
                ? Accepted(accepted[work], invoice.IssuedAt ?? scope.Now, names.People) : "");
    }

    private static string[] Cells(Invoice invoice, Names names, string accepted)
    {
        var shares = invoice.Shares.OrderBy(share => share.Number).ToList();
        return
        [
            names.Invoices[invoice.Id], names.Contracts.GetValueOrDefault(invoice.ContractId, ""), StageOf(invoice), accepted,
            PackText.Of(invoice.IssuedOn), invoice.Currency.Code, Money(invoice.GrossMinor), Money(invoice.TaxMinor),
            Money(invoice.FeeMinor), Money(invoice.PayeeMinor), Money(invoice.ClearedMinor), Money(invoice.DueMinor),
            PackText.Of(invoice.DueOn), invoice.IssuedBy is { } by ? names.People.GetValueOrDefault(by, "") : "",
            string.Join("; ", shares.Select(share =>
                $"{names.Payees.GetValueOrDefault(share.PayeeId, "")} {Money(share.AmountMinor)}")),
            string.Join("; ", (invoice.ClearedFrom ?? []).Select(part =>
                $"{names.Invoices.GetValueOrDefault(part.Advance, part.Advance.ToString())} {Money(part.GrossMinor)}")),
            PackText.Of(invoice.ContractVersionNumber), PackText.Of(invoice.Id.Value),
            PackText.Of(invoice.MilestoneId?.Value), PackText.Of(invoice.PlanItemId.Value),
            string.Join(" ", shares.Select(share => share.PayeeId.ToString())),
        ];

        string Money(long minor) => PackText.Of(minor, invoice.Currency);
    }

    private static string StageOf(Invoice invoice) =>
        invoice.Name.Length == 0 || invoice.Name == Words.Of(invoice.Kind) ? Words.Of(invoice.Kind)
            : $"{Words.Of(invoice.Kind)}: {invoice.Name}";

    // What was accepted anew after the invoice was issued does not change why it was billed.
    private static string Accepted(
        IEnumerable<(Instant At, PersonId? By)> steps, Instant billed, Dictionary<PersonId, string> people)
    {
        var last = steps.Where(step => step.At <= billed).OrderBy(step => step.At).LastOrDefault();
        return last.By is { } who ? $"{people.GetValueOrDefault(who, "")}, {PackText.Of(last.At)[..10]}" : "";
    }

    private sealed record Names(
        Dictionary<PersonId, string> People, Dictionary<PayeeId, string> Payees, Dictionary<ContractId, string> Contracts,
        Dictionary<InvoiceId, string> Invoices);
}

/// <summary>What reduced an invoice, and why.</summary>
[Part]
internal sealed class CreditNotesSection : IPackSection
{
    public int Order => 332;

    public string Code => "credit-notes";

    public string Title => "Credit notes";

    public string Purpose =>
        "Every credit note that an entry of the month names, with its reason in the words of who made it. Cash moves only with "
        + "the refund, which stands in the ledger export under the same credit note.";

    public IReadOnlyList<PackColumn> Columns { get; } =
    [
        new("Credit note", PackCell.Text), new("Invoice", PackCell.Id), new("Made at", PackCell.Instant),
        new("Made by", PackCell.Text), new("Why", PackCell.Text), new("Currency", PackCell.Currency),
        new("Amount", PackCell.Money), new("Tax in it", PackCell.Money),
        new("Credit note id", PackCell.Text, OnlyInCsv: true), new("Invoice id", PackCell.Id, OnlyInCsv: true),
    ];

    public async IAsyncEnumerable<IReadOnlyList<string>> RowsAsync(
        CloseScope scope, [EnumeratorCancellation] CancellationToken ct)
    {
        var people = await PackBooks.PeopleAsync(scope, ct);
        var ids = PackBooks.Entries(scope).Where(entry => entry.BookedOn >= scope.FirstDay && entry.CreditNoteId != null)
            .Select(entry => entry.CreditNoteId).Distinct();
        var rows = await (from note in scope.Db.Set<CreditNote>().AsNoTracking()
                          join id in ids on (CreditNoteId?)note.Id equals id
                          join invoice in scope.Db.Set<Invoice>() on note.InvoiceId equals invoice.Id
                          select new { note, invoice.Number }).ToListAsync(ct);
        foreach (var row in rows.OrderBy(row => row.note.Number, StringComparer.Ordinal))
            yield return
            [
                row.note.Number, row.Number ?? "", PackText.Of(row.note.MadeAt), people.GetValueOrDefault(row.note.MadeBy, ""),
                row.note.Reason, row.note.Currency.Code, PackText.Of(row.note.AmountMinor, row.note.Currency),
                PackText.Of(row.note.TaxMinor, row.note.Currency), PackText.Of(row.note.Id.Value),
                PackText.Of(row.note.InvoiceId.Value),
            ];
    }
}
