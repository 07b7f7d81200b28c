using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Close;
using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Milestones;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Compliance;

namespace OpsPortal.Features.Payouts;

/// <summary>Everything around the money that the release gate asks of, read once for a set of payables.</summary>
internal sealed record PayableSurroundings
{
    private static readonly ExceptionType[] Blocking =
    [
        ExceptionType.RemittanceMismatch, ExceptionType.ReturnOrReversal, ExceptionType.Dispute, ExceptionType.EarlyFraudWarning,
        ExceptionType.MissingPosting, ExceptionType.DuplicateConflict, ExceptionType.WrongRecipient, ExceptionType.UnknownOutcome,
        ExceptionType.DeadLetter,
        ExceptionType.PaidAfterFailure,
    ];

    public required Dictionary<InvoiceId, PayableInvoice> Invoices { get; init; }

    public required Dictionary<ContractId, PayableContract> Contracts { get; init; }

    public required Dictionary<MilestoneId, MilestoneState> Milestones { get; init; }

    public required Dictionary<PayeeId, PayablePayee> Payees { get; init; }

    public required ILookup<PayeeId, PayeeAccount> Accounts { get; init; }

    public required ILookup<PayeeId, GateFact> Gates { get; init; }

    public required ILookup<PayeeId, ComplianceHold> Holds { get; init; }

    public required ILookup<PayeeId, PayeeInvoice> HeldInvoices { get; init; }

    /// <summary>By the invoice, receipt and payee that each names.</summary>
    public required ILookup<Guid, ExceptionCase> Exceptions { get; init; }

    /// <summary>Why nothing of a company and currency is released, by open shortfalls of safe cash.</summary>
    public required IReadOnlyList<ExceptionCase> Shortfalls { get; init; }

    public required Dictionary<string, BatchFact> OpenLocks { get; init; }

    public required Dictionary<BuyerId, string> Buyers { get; init; }

    /// <summary>By company, the missed checkpoint that stops its payouts.</summary>
    public required Dictionary<LegalEntityId, string> MissedCheckpoints { get; init; }

    public static async Task<PayableSurroundings> ReadAsync(OpsDbContext db, IReadOnlyList<FundsLine> lines,
        Dictionary<InvoiceId, PayableInvoice> invoices, PayableScope scope, CancellationToken ct)
    {
        var payees = lines.Select(line => line.Payee).Distinct().ToList();
        var contractIds = invoices.Values.Select(i => i.ContractId).Distinct().ToList();
        var milestoneIds = invoices.Values.Where(i => i.MilestoneId is not null).Select(i => i.MilestoneId!.Value).ToList();
        var buyerIds = invoices.Values.Select(i => i.BuyerId).Distinct().ToList();
        return new PayableSurroundings
        {
            Invoices = invoices,
            Contracts = await db.Set<Contract>().Where(c => contractIds.Contains(c.Id)).Select(c => new PayableContract(
                c.Id, c.Number, c.ProgramId, c.MarketId)).ToDictionaryAsync(c => c.Id, ct),
            Milestones = await db.Set<Milestone>().Where(m => milestoneIds.Contains(m.Id))
                .Select(m => new { m.Id, m.State }).ToDictionaryAsync(m => m.Id, m => m.State, ct),
            Payees = await db.Set<Payee>().Where(p => payees.Contains(p.Id)).Select(p => new PayablePayee(
                p.Id, p.Name, p.Kind, p.IsActive, p.PausedReason)).ToDictionaryAsync(p => p.Id, ct),
            Accounts = (await db.Set<PayeeAccount>().AsNoTracking().Where(a => payees.Contains(a.PayeeId)).ToListAsync(ct))
                .ToLookup(a => a.PayeeId),
            Gates = await GateFacts.OfAsync(db, payees, ct),
            Holds = (await OpenHolds(db, payees).ToListAsync(ct)).ToLookup(h => h.PayeeId),
            HeldInvoices = (await db.Set<PayeeInvoice>().AsNoTracking()
                .Where(i => payees.Contains(i.PayeeId) && i.State == PayeeInvoiceState.Held).ToListAsync(ct)).ToLookup(i =>
                    i.PayeeId),
            Exceptions = ByName(await OpenExceptions(db, scope).ToListAsync(ct)),
            Shortfalls = await db.Set<ExceptionCase>().AsNoTracking().Where(e => e.State != ExceptionState.Resolved
                && e.Type == ExceptionType.SafeguardingShortfall).ToListAsync(ct),
            OpenLocks = await OpenLocksAsync(db, payees, scope.Except, ct),
            Buyers = await db.Set<Buyer>().Where(b => buyerIds.Contains(b.Id)).Select(b => new { b.Id, b.Name })
                .ToDictionaryAsync(b => b.Id, b => b.Name, ct),
            MissedCheckpoints = await MissedAsync(db, ct),
        };
    }

    /// <summary>What is asked once of a payee, whatever the invoice.</summary>
    public PayeeSurroundings Of(LegalEntityId entity, Currency currency, PayeeId payee) => new(entity, currency, payee, this);

    /// <summary>Open cases that name the invoice, the payee or a receipt beneath, each once, oldest first.</summary>
    public IReadOnlyList<ExceptionFact> CasesOf(InvoiceId invoice, PayeeId payee, IReadOnlyList<FundsLine> lines)
    {
        List<ExceptionCase> found = [.. Exceptions[invoice.Value], .. Exceptions[payee.Value]];
        foreach (var line in lines)
            if (line.Receipt is { } receipt)
                found.AddRange(Exceptions[receipt.Value]);
        return found.Count == 0 ? [] :
        [
            .. found.DistinctBy(one => one.Id).OrderBy(one => one.Id.Value).Select(one => new ExceptionFact(
                one.Id, one.Summary, one.Type is ExceptionType.Dispute or ExceptionType.EarlyFraudWarning)),
        ];
    }

    private static async Task<Dictionary<LegalEntityId, string>> MissedAsync(OpsDbContext db, CancellationToken ct)
    {
        var missed = await db.Set<Checkpoint>().AsNoTracking().Where(one => one.State == CheckpointState.Missed
                && db.Set<CheckpointSetting>().Any(setting => setting.LegalEntityId == one.LegalEntityId
                    && setting.Code == one.Code && setting.BlocksRelease))
            .OrderBy(one => one.DueAt).ToListAsync(ct);
        return missed.GroupBy(one => one.LegalEntityId).ToDictionary(group => group.Key, group =>
            $"The checkpoint \"{CheckpointCalendar.Of(group.First().Code).Name}\" for {DayWords.Of(group.First().Day)} "
                + "was missed.");
    }

    private static ILookup<Guid, ExceptionCase> ByName(IEnumerable<ExceptionCase> cases) => cases
        .SelectMany(found => new[] { found.InvoiceId?.Value, found.ReceiptId?.Value, found.PayeeId?.Value }.OfType<Guid>()
            .Select(id => (Id: id, Case: found)))
        .ToLookup(each => each.Id, each => each.Case);

    public static IQueryable<ComplianceHold> OpenHolds(OpsDbContext db, IReadOnlyList<PayeeId> payees) =>
        db.Set<ComplianceHold>().AsNoTracking()
        .Where(h => payees.Contains(h.PayeeId) && h.State == HoldState.Open);

    private static IQueryable<ExceptionCase> OpenExceptions(OpsDbContext db, PayableScope scope) =>
        db.Set<ExceptionCase>().AsNoTracking()
        .Where(e => e.State != ExceptionState.Resolved && Blocking.Contains(e.Type))
        .Where(e => e.LegalEntityId == null || scope.Entities.Contains(e.LegalEntityId.Value))
        .Where(e => e.InvoiceId != null || e.ReceiptId != null || e.PayeeId != null);

    /// <summary>By the lock on a payee's money, the batch that is not released yet.</summary>
    public static async Task<Dictionary<string, BatchFact>> OpenLocksAsync(
        OpsDbContext db, IReadOnlyList<PayeeId> payees, BatchId? except, CancellationToken ct)
    {
        var open = await db.Set<PayoutItem>().AsNoTracking()
            .Where(i => i.OpenLock != null && payees.Contains(i.PayeeId) && i.BatchId != except)
            .Join(db.Set<PayoutBatch>(), i => i.BatchId, b => b.Id, (i, b) => new { i.OpenLock, b.Id, b.Number })
            .ToListAsync(ct);
        return open.ToDictionary(row => row.OpenLock!, row => new BatchFact(row.Id, row.Number));
    }
}

/// <summary>What is asked of the invoice beneath a payable.</summary>
internal sealed record PayableInvoice(
    InvoiceId Id, string? Number, InvoiceState State, ContractId ContractId, MilestoneId? MilestoneId, BuyerId BuyerId);

/// <summary>What is asked of the contract beneath a payable.</summary>
internal sealed record PayableContract(ContractId Id, string Number, ProgramId ProgramId, MarketId MarketId);

/// <summary>What is asked of the payee beneath a payable.</summary>
internal sealed record PayablePayee(PayeeId Id, string Name, PayeeKind Kind, bool IsActive, string? PausedReason);
