using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Close;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Milestones;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Close;
using OpsPortal.Features.Exceptions;
using OpsPortal.Features.Exceptions.Incidents;
using OpsPortal.Features.Ledger;
using OpsPortal.Features.Payouts;

namespace OpsPortal.Features.Trace;

/// <summary>The kinds of records whose changes are shown: what their reader must hold, and whether they may see this
/// one.</summary>
internal static class RecordKinds
{
    public static readonly IReadOnlyDictionary<string, (Permission Needs, Func<Reading, Guid, Task<bool>> Sees)> All =
        new Dictionary<string, (Permission Needs, Func<Reading, Guid, Task<bool>> Sees)>
    {
        ["contract"] = (Permission.SeeContracts, (r, id) => AnyAsync<Contract>(r, c => c.Id == new ContractId(id)
            && r.Person.LegalEntities.Contains(c.LegalEntityId))),
        ["milestone"] = (Permission.SeeMilestones, (r, id) => AnyAsync<Milestone>(r, m => m.Id == new MilestoneId(id)
            && r.Person.LegalEntities.Contains(m.LegalEntityId))),
        ["invoice"] = (Permission.SeeInvoices, (r, id) => AnyAsync<Invoice>(r, i => i.Id == new InvoiceId(id)
            && r.Person.LegalEntities.Contains(i.LegalEntityId))),
        ["receipt"] = (Permission.SeeCash, (r, id) => AnyAsync<Receipt>(r, c => c.Id == new ReceiptId(id)
            && r.Person.LegalEntities.Contains(c.LegalEntityId))),
        ["payee"] = (Permission.SeeParties, (r, id) => AnyAsync<Payee>(r, p => p.Id == new PayeeId(id)
            && r.Person.LegalEntities.Contains(p.LegalEntityId))),
        [Batches.Kind] = (Permission.SeePayouts, (r, id) => AnyAsync<PayoutBatch>(r, b => b.Id == new BatchId(id)
            && r.Person.LegalEntities.Contains(b.LegalEntityId))),
        [ManualJournals.Kind] = (Permission.SeeLedger, (r, id) => AnyAsync<ManualJournal>(r, j =>
            j.Id == new ManualJournalId(id)
            && r.Person.LegalEntities.Contains(j.LegalEntityId))),
        ["exception"] = (Permission.SeeExceptions, (r, id) =>
            ExceptionList.Seen(r).AnyAsync(found => found.Id == new ExceptionId(id), r.Ct)),
        [OneIncident.Kind] = (Permission.SeeExceptions, (r, id) => AnyAsync<Incident>(r, i => i.Id == new IncidentId(id)
            && (i.LegalEntityId == null || r.Person.LegalEntities.Contains(i.LegalEntityId.Value)))),
        [Closes.Kind] = (Permission.SeeClose, (r, id) => AnyAsync<PeriodClose>(r, c => c.Id == new PeriodCloseId(id)
            && r.Person.LegalEntities.Contains(c.LegalEntityId))),
    };

    private static Task<bool> AnyAsync<T>(Reading reading, Expression<Func<T, bool>> which)
        where T : class => reading.Db.Set<T>().AnyAsync(which, reading.Ct);
}
