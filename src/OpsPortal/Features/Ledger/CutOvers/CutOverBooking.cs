using System.Globalization;
using System.Text.Json;
using OpsPortal.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Ledger.CutOvers;
using ApplicationId = OpsPortal.Domain.Shared.ApplicationId;

namespace OpsPortal.Features.Ledger.CutOvers;

/// <summary>
/// Makes of each row what it is here: an open invoice under its former number, a settled receipt that can be applied, a paid
/// document with the receipt that a payee's money came from; and the entries of them all.
/// </summary>
internal sealed class CutOverBooking(Work work, CutOver cutOver, CutOverWorld world, CutOverBook book)
{
    private const int NetDays = 30;

    private readonly OpeningEntries entries = new(cutOver, world.Entity.TimeZone, work.RequestId);
    private readonly Instant at = world.Entity.TimeZone.AtStartOfDay(cutOver.Day).ToInstant();
    private readonly List<Outcome<EntryDraft>> drafts = [];
    private int contracts;

    /// <summary>What a document is here, before its contract is made.</summary>
    private sealed record Document(
        string Number, OpeningPlace Place, Currency Currency, long FormerGrossMinor, InvoiceAmounts Amounts, LocalDate IssuedOn,
        LocalDate DueOn, Action<Invoice, OpenedDocument> Post)
    {
        public PlanItemId Stage { get; } = new(Guid.CreateVersion7());
    }

    public IReadOnlyList<Outcome<EntryDraft>> Make()
    {
        drafts.AddRange(entries.Balances(book));
        var documents = book.Receivables.Select(Open).Concat(book.Held().Select(Collected));
        foreach (var group in documents.GroupBy(document => (document.Place, document.Currency)))
            Bring([.. group]);
        foreach (var one in book.Receipts)
            Receive(one);
        drafts.AddRange(book.PayeeItems.Where(item => item.Account == Account.RecoverableFromPayees)
            .Select(entries.Recoverable));
        drafts.AddRange(book.Payables.Select(entries.Payable));
        return drafts;
    }

    private Document Open(OpeningReceivable one)
    {
        var shares = book.SharesOf(one.Number).ToList();
        return new Document(
            one.Number, one.Place, one.Currency, one.GrossMinor, Amounts(one.OpenMinor, one.TaxMinor, shares), one.IssuedOn,
            one.DueOn, (_, made) =>
            {
                drafts.Add(entries.Receivable(one, made));
                if (shares.Count > 0)
                    drafts.Add(entries.Shares(one, shares, made));
            });
    }

    private Document Collected(IGrouping<string, OpeningPayeeItem> held)
    {
        var first = held.First();
        var amounts = Amounts(held.Sum(item => item.Minor), 0, held);
        return new Document(
            book.HeldNumber(held.Key), CutOverCheck.PlaceOf(book, first)!, first.Currency, amounts.GrossMinor, amounts,
            cutOver.Day, cutOver.Day, (invoice, made) =>
            {
                var receipt = Take(
                    CutOverDesk.HeldReference(world.Entity.Code, held.Key), new(amounts.GrossMinor, first.Currency), at,
                    invoice.Number);
                receipt.Apply(amounts.GrossMinor).EnsureDone();
                invoice.Apply(amounts.GrossMinor).EnsureDone();
                work.Db.Add(new Application(
                    new ApplicationId(Guid.CreateVersion7()), receipt.Id, invoice.Id, amounts.GrossMinor, ApplicationRule.ByHand,
                    at, work.Person.Id, "Collected in the former system"));
                drafts.Add(entries.Held(held, made, receipt.Id));
            });
    }

    private static InvoiceAmounts Amounts(long gross, long tax, IEnumerable<OpeningPayeeItem> shares)
    {
        var parts = shares.GroupBy(share => share.Payee).Select(group => (group.Key, group.Sum(share => share.Minor))).ToList();
        var payees = parts.Sum(part => part.Item2);
        return new InvoiceAmounts(gross, tax, gross - tax - payees, 0, payees, parts, Cleared.Nothing);
    }

    private void Bring(IReadOnlyList<Document> documents)
    {
        var contract = Contract(documents);
        work.Db.Add(contract);
        foreach (var document in documents)
        {
            var stage = contract.Current.Items.Single(item => item.Id == document.Stage);
            var invoice = Invoice.Draft(
                new(Guid.CreateVersion7()), new(contract, contract.Current, stage, null, document.Amounts));
            stage.MakeBillable(work.Now).EnsureDone();
            stage.Lock(invoice.Id).EnsureDone();
            invoice.Issue(
                document.Number, work.Person.Id, world.Entity.TimeZone.AtStartOfDay(document.IssuedOn).ToInstant(),
                document.IssuedOn, document.DueOn).EnsureDone();
            invoice.ComeOver(cutOver.Id);
            document.Post(invoice, new OpenedDocument(contract.Id, stage.Id, invoice.Id));
            work.Db.Add(invoice);
            work.Audit("Brought invoice over", "invoice", invoice.Id.Value,
                after: $"{document.Number}, {invoice.Open} open, cut-over {cutOver.Id}");
        }
    }

    private Contract Contract(IReadOnlyList<Document> documents)
    {
        var first = documents[0];
        var plan = documents.Select(document => new PlannedItem(
            document.Stage, PlanItemKind.Instalment,
            $"{document.Number} of the former system, gross {new Money(document.FormerGrossMinor, document.Currency)}",
            AmountBasis.Fixed, document.Amounts.GrossMinor, DueOn: document.DueOn)).ToList();
        var payees = documents.SelectMany(document => document.Amounts.Shares).Select(share => share.Payee).Distinct();
        var commercials = new Commercials(
            new Money(plan.Sum(item => item.AmountMinor), first.Currency), 0, 0, Terms.Net(NetDays), default,
            [.. payees.Select(payee => new PayeeShare(payee, 1))], plan);
        var json = JsonSerializer.Serialize(new
        {
            cutOver = cutOver.Id.Value, documents = documents.Select(document => document.Number).ToList(),
        });
        var snapshot = new ContractSnapshot(
            json, ContractSnapshot.HashOf(json), "Former system",
            first.Place.Contract.Length > 0 ? first.Place.Contract : $"cut-over {cutOver.Id}", at, world.Entity.Name);
        var market = world.Markets.Values.Single(one => one.Id == first.Place.Market);
        return Domain.Contracts.Contract.BroughtOver(
            new(Guid.CreateVersion7()), NextNumber(),
            new ContractParties(cutOver.LegalEntityId, first.Place.Buyer, first.Place.Program, market), commercials, snapshot,
            new(Guid.CreateVersion7()), work.Person.Id, work.Now);
    }

    private string NextNumber()
    {
        string number;
        do
            number = world.Entity.Code + CutOverDesk.ContractWord + (++contracts).ToString("D4", CultureInfo.InvariantCulture);
        while (world.ContractNumbers.Contains(number));
        return number;
    }

    private void Receive(OpeningReceipt one)
    {
        var receipt = Take(
            CutOverDesk.ReceiptReference(world.Entity.Code, one.Reference), new(one.Minor, one.Currency),
            world.Entity.TimeZone.AtStartOfDay(one.On).ToInstant(), null);
        receipt.With(new PaymentWords
        {
            PayerName = one.Payer.Length > 0 ? one.Payer : null, Remittance = one.Reference, ValueDate = one.On,
        });
        drafts.Add(entries.UnappliedCash(one, receipt.Id));
        work.Audit("Brought receipt over", "receipt", receipt.Id.Value,
            after: $"{one.Reference}, {receipt.Unapplied} unapplied, cut-over {cutOver.Id}");
    }

    // The former system has received it: the money is ours to use.
    private Receipt Take(string reference, Money amount, Instant received, string? invoiceNumber)
    {
        var receipt = Receipt.Take(
            new(Guid.CreateVersion7()), cutOver.LegalEntityId, CutOverDesk.Provider, reference, Rail.Wire, amount, invoiceNumber,
            received).Value;
        receipt.Settle(received);
        work.Db.Add(receipt);
        return receipt;
    }
}
