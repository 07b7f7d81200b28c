using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Milestones;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Invoices;

/// <summary>One invoice with all that explains it: particulars, arithmetic, cash, credits, entries, the four facts.</summary>
[UseCase]
internal sealed class InvoiceDetail(QueryRunner runner)
{
    internal sealed record Applied(
        ReceiptId Receipt, string Reference, long AmountMinor, Instant AppliedAt, Instant? AvailableAt, Instant? ReversedAt,
        string? Reason);

    internal sealed record Entry(EntryId Id, EventFamily Family, LocalDate BookedOn, string? Memo);

    internal sealed record Answer(
        Invoice Invoice, Contract Contract, LegalEntity Entity, Buyer Buyer, IReadOnlyList<Applied> Applications,
        IReadOnlyList<CreditNote> Credits, IReadOnlyList<Refund> Refunds, IReadOnlyList<PaymentInProgress> InProgress,
        IReadOnlyList<Entry> Entries, IReadOnlyDictionary<PayeeId, string> Payees, ClosingArithmetic? Arithmetic,
        long ContractLeftMinor,
        FourFacts Facts, Doings May, string? WriteOffAskedBy, Refusal? WhyNotClosed);

    /// <summary>What the person may do to the invoice in its state.</summary>
    /// <param name="Decider">The person, where they may decide refunds that others recorded.</param>
    internal sealed record Doings(IReadOnlySet<InvoiceAction> Actions, bool AskWriteOff, bool Refund, PersonId? Decider);

    public Task<Outcome<Answer>> RunAsync(InvoiceId id, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeInvoices, actor, reading => ReadAsync(reading, id), ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading, InvoiceId id)
    {
        var (db, ct) = (reading.Db, reading.Ct);
        if (await reading.SeenAsync<Invoice>(i => i.Id == id) is not { } invoice)
            return SharedRefusals.NotFound("invoice");
        var stand = (await BillingStand.ReadAsync(db, invoice.ContractId, ct))!;
        var applied = await AppliedAsync(reading, id);
        var shares = invoice.Shares.Select(share => share.PayeeId).ToList();
        return new Answer(
            invoice, stand.Contract, await db.Set<LegalEntity>().SingleAsync(e => e.Id == invoice.LegalEntityId, ct),
            await db.Set<Buyer>().SingleAsync(b => b.Id == invoice.BuyerId, ct), applied,
            await db.Set<CreditNote>().Where(note => note.InvoiceId == id).OrderBy(note => note.MadeAt).ToListAsync(ct),
            await db.Set<Refund>().Where(refund => refund.InvoiceId == id).OrderBy(refund => refund.RequestedAt).ToListAsync(ct),
            await InFlight.Of(db, id).ToListAsync(ct),
            await db.Set<JournalEntry>().Where(entry => entry.InvoiceId == id).OrderBy(entry => entry.BookedAt)
                .Select(entry => new Entry(entry.Id, entry.Family, entry.BookedOn, entry.Memo)).ToListAsync(ct),
            await db.Set<Payee>().Where(payee => shares.Contains(payee.Id))
                .ToDictionaryAsync(payee => payee.Id, payee => payee.Name, ct),
            invoice.Kind == PlanItemKind.Closing ? ArithmeticOf(stand, invoice) : null, LeftOf(stand),
                (await CollectedFacts.ReadAsync(db, [id], ct))
                    .Of(stand.Milestones.SingleOrDefault(m => m.Id == invoice.MilestoneId)?.State, invoice),
            DoingsOf(reading.Person, invoice), await AskedByAsync(reading, invoice),
            invoice.State == InvoiceState.Paid ? (await ClosingStands.ReadAsync(db, id, ct)).WhyNot(invoice) : null);
    }

    private static Doings DoingsOf(PersonProfile person, Invoice invoice) => new(
        InvoiceLifecycle.Moves.Where(move => move.From == invoice.State && person.May(move.May)).Select(move => move.Action)
            .ToHashSet(),
        person.May(Permission.VoidInvoice) && invoice.WriteOffWaiting is null
            && InvoiceLifecycle.Next(invoice.State, InvoiceAction.GiveUp) is not null,
        person.May(Permission.RefundPayment),
        person.May(RefundLifecycle.MayOf(RefundAction.Approve)) ? person.Id : null);

    private static async Task<string?> AskedByAsync(Reading reading, Invoice invoice) => invoice.WriteOffAskedBy is { } by
        ? await reading.Db.Set<Person>().Where(person => person.Id == by).Select(person => person.Name)
            .SingleOrDefaultAsync(reading.Ct)
        : null;

    private static Task<List<Applied>> AppliedAsync(Reading reading, InvoiceId id) => (
        from application in reading.Db.Set<Application>()
        join receipt in reading.Db.Set<Receipt>() on application.ReceiptId equals receipt.Id
        where application.InvoiceId == id
        orderby application.AppliedAt
        select new Applied(
            receipt.Id, receipt.BankReference ?? receipt.ProviderReference, application.AmountMinor, application.AppliedAt,
            receipt.AvailableAt, application.ReversedAt,
            application.ReversalReason ?? application.Reason)).ToListAsync(reading.Ct);

    private static ClosingArithmetic ArithmeticOf(BillingStand stand, Invoice closing)
    {
        var version = stand.Contract.Versions.Single(v => v.Number == closing.ContractVersionNumber);
        var earlier = stand.Stages.Where(i => i.Id != closing.Id && i.IssuedAt <= closing.IssuedAt).ToList();
        var later = version.TotalMinor - earlier.Sum(i => i.GrossMinor) - closing.GrossMinor;
        return ClosingArithmetic.Of(
            version.TotalMinor, [.. earlier.Select(i => ($"{i.Number}, {i.Name}", i.GrossMinor))], later,
            earlier.Sum(i => i.CreditedMinor), closing.ClearedMinor);
    }

    private static long LeftOf(BillingStand stand) => stand.Contract.Current.TotalMinor - stand.Stages.Sum(i => i.GrossMinor);
}
