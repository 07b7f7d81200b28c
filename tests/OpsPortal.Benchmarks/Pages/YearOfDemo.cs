namespace OpsPortal.Benchmarks.Pages;

/// <summary>
/// A year made of the demo's three months: every record again and again with ids, numbers and days of its own, under the same
/// companies, people and policies. Open work grows as the rest does, which is more than a company would leave open.
/// </summary>
internal static class YearOfDemo
{
    private const int DaysBack = 270;
    private const int FewerBy = 40;

    // What grows with the business; the rest of the tables is kept as the demo left it.
    private const string Grown =
        """
        AuditRows JournalEntries JournalLines GateRecords ErpCovers ErpDocuments ContractStages InboxEvents EventAttempts
        MilestoneSteps PlanItems MilestoneCriteria MilestoneEvidence Milestones ReleaseDecisions Invoices InvoiceShares Receipts
        Applications PayeeShares ContractVersions Contracts Approvals ExceptionCases ExceptionNotes PayoutSources PayoutItems
        PayoutInstructions PayoutBatches Payees PayeeAccounts Buyers CreditNotes Refunds Disputes MatchResults
        """;

    // What grows with the days.
    private const string GrownLess =
        """
        ReconciliationRuns ReconciliationRows ReconciliationBreaks BankFiles BankFileParts BankStatements BankLines
        ProviderReports ProviderReportFiles ProviderReportRows Notifications
        """;

    private const string Names =
        """
        Number NumberKey PostingKey EventId Key Reference ProviderReference ProviderObject InvoiceNumber Identity Hash Sha256
        OpenKey OpenLock DedupeKey ExternalId
        """;

    /// <summary>What to run once on the demo's database. No trigger and no foreign key is asked while it copies.</summary>
    public static string Sql(int copies) =>
        $"""
        DO $do$
        DECLARE t text; columns text; reads text;
          grown text[] := regexp_split_to_array('{Grown}', '\s+');
          less text[] := regexp_split_to_array('{GrownLess}', '\s+');
          names text[] := regexp_split_to_array('{Names}', '\s+');
        BEGIN
          SET LOCAL session_replication_role = replica;
          CREATE TEMP TABLE kept (id uuid PRIMARY KEY) ON COMMIT DROP;
          FOR t IN SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'Id'
              AND data_type = 'uuid' AND table_name <> ALL (grown || less) LOOP
            EXECUTE format('INSERT INTO kept SELECT "Id" FROM %I ON CONFLICT DO NOTHING', t);
          END LOOP;
          FOREACH t IN ARRAY grown || less LOOP
            SELECT string_agg(quote_ident(column_name), ','), string_agg(CASE
                WHEN data_type = 'uuid' THEN format('CASE WHEN r.%1$I IN (SELECT id FROM kept) THEN r.%1$I
                  ELSE (left(r.%1$I::text, 19) || left(md5(r.%1$I::text || k), 16))::uuid END', column_name)
                WHEN data_type = 'date' THEN format('r.%I - k %% {DaysBack}', column_name)
                WHEN data_type = 'bigint' AND column_name LIKE '%At'
                  THEN format('r.%I - (k %% {DaysBack}) * 864000000000', column_name)
                WHEN data_type = 'character varying' AND column_name = ANY (names)
                  THEN format('left(r.%I, %s) || ''~'' || k', column_name, character_maximum_length - 6)
                ELSE format('r.%I', column_name) END, ',')
              INTO columns, reads FROM information_schema.columns WHERE table_schema = 'public' AND table_name = t;
            EXECUTE format('INSERT INTO %1$I (%2$s) SELECT %3$s FROM generate_series(1, %4$s) k, %1$I r ON CONFLICT DO NOTHING',
              t, columns, reads, CASE WHEN t = ANY (less) THEN {copies} / {FewerBy} ELSE {copies} END);
          END LOOP;
          DELETE FROM "DailyBalances";
          DELETE FROM "DailyMovements";
        END $do$
        """;
}
