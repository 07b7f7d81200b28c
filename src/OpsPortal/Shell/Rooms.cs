using OpsPortal.Domain.Access;

namespace OpsPortal.Shell;

/// <summary>One room of the portal: where it is, how it looks in the rail, and who may open it.</summary>
/// <param name="Group">The heading in the rail under which it stands.</param>
/// <param name="Name">The word in the rail and in the command palette.</param>
/// <param name="Route">Its address.</param>
/// <param name="Icon">The name of its drawing in <see cref="Icons"/>.</param>
/// <param name="Permission">What a person must hold to open it.</param>
/// <param name="About">One line for the list of rooms.</param>
internal sealed record Room(string Group, string Name, string Route, string Icon, Permission Permission, string About)
{
    /// <summary>True for rooms that exist in the demo only.</summary>
    public bool DemoOnly { get; init; }

    /// <summary>True for rooms that are opened from the list of rooms at <c>/admin</c> and not from the rail.</summary>
    public bool InAdmin => Group == Rooms.AdminGroup;
}

/// <summary>The table of rooms, in the order of the rail.</summary>
internal static class Rooms
{
    public const string AdminGroup = "Admin";

    public static readonly IReadOnlyList<Room> All =
    [
        new("Work", "Desk", "/", "desk", Permission.SeeDesk, "What waits for you."),
        new("Work", "Milestones", "/milestones", "flag", Permission.SeeMilestones,
            "Work that was done and waits to be accepted."),
        new("Work", "Contracts", "/contracts", "contract", Permission.SeeContracts, "Terms, versions and billing plans."),
        new("Work", "Invoices", "/invoices", "invoice", Permission.SeeInvoices,
            "What was billed, what is open and how old it is."),
        new("Work", "Cash", "/cash", "cash", Permission.SeeCash, "Receipts and what they were applied to."),
        new("Work", "Disputes", "/disputes", "flag", Permission.SeeCash, "Fraud warnings, inquiries and disputes by deadline."),
        new("Work", "Exceptions", "/exceptions", "alert", Permission.SeeExceptions, "What did not go by itself."),
        new("Pay out", "Eligibility", "/payouts/eligibility", "gate", Permission.SeePayouts,
            "Every payable and the gates before it."),
        new("Pay out", "Payouts", "/payouts/batches", "payout", Permission.SeePayouts, "Batches from draft to paid."),
        new("Pay out", "Payees", "/payees", "people", Permission.SeeParties, "Payees, their gates, bank details and balances."),
        new("Pay out", "Payee invoices", "/payees/invoices", "invoice", Permission.SeePayouts,
            "What payees bill us, against contract and accepted work."),
        new("Books", "Ledger", "/ledger", "ledger", Permission.SeeLedger, "Trial balance, accounts and entries."),
        new("Books", "ERP", "/erp", "handover", Permission.SeeErp,
            "The journal handed over, what the ERP said, and the mapping."),
        new("Books", "Reconciliation", "/reconciliation", "balance", Permission.SeeReconciliation,
            "Our books against providers, banks and the ERP."),
        new("Books", "Close", "/close", "seal", Permission.SeeClose, "Months, their checklists, tie-outs and signatures."),
        new("Books", "Trace", "/trace", "trace", Permission.Trace, "The whole chain of any id."),
        new("Books", "Events", "/events", "event", Permission.SeeEvents, "What providers told us, raw and as understood."),
        new("Books", "Insights", "/insights", "insights", Permission.SeeInsights,
            "Measures with targets, trends and the rows behind."),
        new("Set-up", "Admin", "/admin", "gear", Permission.SeeDesk, "People, policies, jobs and master data."),
        new("Set-up", "Sandbox", "/sandbox", "sandbox", Permission.UseSandbox,
            "The provider's side of the table.") { DemoOnly = true },
        new(AdminGroup, "People", "/admin/people", "people", Permission.SeePeople,
            "Who may do what; invitations, roles and locks."),
        new(AdminGroup, "Legal entities", "/admin/entities", "building", Permission.SeeEntities,
            "Our companies, their particulars and bank accounts."),
        new(AdminGroup, "Buyers", "/admin/buyers", "people", Permission.SeeParties, "Who pays us."),
        new(AdminGroup, "Programs, markets, tax", "/admin/markets", "globe", Permission.SeeEntities,
            "Programs, markets and their tax rates."),
        new(AdminGroup, "Policies", "/admin/policies", "policy", Permission.SeePolicies,
            "Release gates and approval rules, in versions."),
        new(AdminGroup, "Rails", "/admin/rails", "cash", Permission.SeeCash,
            "Windows, holidays, ways back and bounds of each way of paying."),
        new(AdminGroup, "Exception types", "/admin/exception-types", "alert", Permission.SeePolicies,
            "Owner, stand-in, time and ladder of each kind of case, in versions."),
        new(AdminGroup, "Dunning", "/admin/dunning", "clock", Permission.SeePolicies,
            "When overdue invoices are reminded of and collected."),
        new(AdminGroup, "API keys", "/admin/keys", "key", Permission.SeeKeys,
            "Programs that may talk to us, and what they may do."),
        new(AdminGroup, "Jobs", "/admin/jobs", "clock", Permission.SeeJobs, "Last runs, next runs, failures; run now."),
        new(AdminGroup, "Audit log", "/admin/audit", "seal", Permission.SeeAudit, "Who did what, sealed into a chain."),
    ];

    /// <summary>The rooms that a person with these powers may open.</summary>
    public static IEnumerable<Room> OpenTo(IReadOnlySet<Permission> permissions, bool demo) =>
        All.Where(room => permissions.Contains(room.Permission) && (demo || !room.DemoOnly)
            && (room.Route != "/admin" || AnyAdmin(permissions)));

    private static bool AnyAdmin(IReadOnlySet<Permission> permissions) =>
        All.Any(room => room.InAdmin && permissions.Contains(room.Permission));
}
