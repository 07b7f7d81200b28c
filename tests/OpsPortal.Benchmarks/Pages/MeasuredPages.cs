namespace OpsPortal.Benchmarks.Pages;

/// <summary>A page that is asked for.</summary>
/// <param name="Name">What it is called in the table.</param>
/// <param name="Path">Its address, or what stands before the id.</param>
/// <param name="Account">Who reads it.</param>
/// <param name="IdFrom">The question that yields the id; a page without one in the data is left out.</param>
internal sealed record MeasuredPage(string Name, string Path, string Account = "auditor", string? IdFrom = null);

/// <summary>The desk, every room of the rail, one page of each kind of record, and what stands behind the rooms.</summary>
internal static class MeasuredPages
{
    public static readonly IReadOnlyList<MeasuredPage> All =
    [
        new("desk", "/"), new("desk", "/", "finance"), new("desk", "/", "controller1"), new("desk", "/", "ops"),
        new("milestones", "/milestones"), new("milestone", "/milestones/", IdFrom: AnyOf("Milestones")),
        new("contracts", "/contracts"), new("contract", "/contracts/", IdFrom: AnyOf("Contracts")),
        new("invoices", "/invoices"), new("invoice", "/invoices/", IdFrom: AnyOf("Invoices")),
        new("ageing", "/invoices/ageing"),
        new("cash", "/cash"), new("receipt", "/cash/", IdFrom: AnyOf("Receipts")),
        new("matching rules", "/cash/matching"), new("bank files", "/cash/imports"),
        new("disputes", "/disputes"), new("dispute", "/disputes/", IdFrom: AnyOf("Disputes")),
        new("exceptions", "/exceptions"), new("exception", "/exceptions/", IdFrom: AnyOf("ExceptionCases")),
        new("incidents", "/exceptions/incidents"),
        new("eligibility", "/payouts/eligibility"), new("batches", "/payouts/batches"),
        new("batch", "/payouts/batches/", IdFrom: AnyOf("PayoutBatches")),
        new("payees", "/payees"), new("payee", "/payees/", IdFrom: AnyOf("Payees")),
        new("payee invoices", "/payees/invoices"),
        new("trial balance", "/ledger"), new("trial balance of another day", "/ledger?asOf=2026-07-15"),
        new("account", "/ledger/accounts/", IdFrom: """SELECT "Account" FROM "JournalLines" GROUP BY 1 ORDER BY count(*) DESC"""),
        new("entry", "/ledger/entries/", IdFrom: AnyOf("JournalEntries")), new("journals", "/ledger/journals"),
        new("roll-forward", "/ledger/roll-forward"), new("changes of owner", "/ledger/owner-changes"),
        new("ERP", "/erp"), new("ERP mapping", "/erp/mapping"),
        new("reconciliation", "/reconciliation"),
        new("reconciliation run", "/reconciliation/", IdFrom: AnyOf("ReconciliationRuns")),
        new("close", "/close"), new("month", "/close/", IdFrom: AMonth), new("checkpoints", "/close/checkpoints"),
        new("trace", "/trace"), new("trace of an invoice", "/trace?id=", IdFrom: """SELECT "Number" FROM "Invoices" LIMIT 1"""),
        new("events", "/events"), new("event", "/events/", IdFrom: AnyOf("InboxEvents")), new("outgoing", "/events/outgoing"),
        new("insights", "/insights"), new("insights of the books", "/insights/books"),
        new("admin", "/admin"), new("buyers", "/admin/buyers"), new("people", "/admin/people", "admin"),
        new("jobs", "/admin/jobs", "admin"), new("audit log", "/admin/audit"),
        new("audit log, searched in vain", "/admin/audit?q=approve"),
    ];

    private const string AMonth =
        """
        SELECT e."Code" || '/' || c."Year" || '-' || lpad(c."Month"::text, 2, '0') FROM "PeriodCloses" c
        JOIN "LegalEntities" e ON e."Id" = c."LegalEntityId" ORDER BY c."Year" DESC, c."Month" DESC
        """;

    private static string AnyOf(string table) => $"""SELECT "Id" FROM "{table}" ORDER BY "Id" DESC LIMIT 1""";
}
