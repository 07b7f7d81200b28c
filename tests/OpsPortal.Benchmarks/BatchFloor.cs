using System.Diagnostics;
using Npgsql;

namespace OpsPortal.Benchmarks;

/// <summary>The rows of a batch written in one transaction, set-based, with the same columns and indexes: what is owed summed
/// from the journal, then batch, items with locks, sources, audit, entries, lines, intents, and the locks released.</summary>
internal static class BatchFloor
{
    private static readonly (string Table, string Of)[] Tables =
    [
        ("PayoutBatches", "\"Id\" = $1"), ("PayoutItems", "\"BatchId\" = $1"),
        ("PayoutSources", "\"ItemId\" IN (SELECT \"Id\" FROM \"PayoutItems\" WHERE \"BatchId\" = $1)"),
        ("AuditRows", "\"SubjectId\" = $1"), ("JournalEntries", "\"BatchId\" = $1"),
        ("JournalLines", "\"EntryId\" IN (SELECT \"Id\" FROM \"JournalEntries\" WHERE \"BatchId\" = $1)"),
        ("PayoutInstructions", "\"BatchId\" = $1"),
    ];

    public static async Task PrepareAsync(NpgsqlDataSource source)
    {
        foreach (var (table, _) in Tables)
            await RunAsync(source, $"""
                CREATE TABLE "floor_{table}" (LIKE "{table}" INCLUDING ALL);
                CREATE TABLE "stage_{table}" (LIKE "{table}");
                """);
        await RunAsync(source, "CREATE TABLE floor_funds (payee uuid, invoice uuid, receipt uuid, minor bigint)");
    }

    /// <summary>How many seconds the transaction takes for what the product has written of the batch.</summary>
    public static async Task<double> RunAsync(NpgsqlDataSource source, BatchId like, IReadOnlyList<PayeeId> payees)
    {
        await RunAsync(source, $"TRUNCATE floor_funds, {string.Join(", ", Tables.Select(one =>
            $"\"floor_{one.Table}\", \"stage_{one.Table}\""))}");
        foreach (var (table, of) in Tables)
            await RunAsync(source, $"INSERT INTO \"stage_{table}\" SELECT * FROM \"{table}\" WHERE {of}", like.Value);
        await RunAsync(source, "UPDATE \"stage_PayoutItems\" SET \"OpenLock\" = \"PayeeId\"::text");
        GC.Collect();
        await using var connection = await source.OpenConnectionAsync();
        var watch = Stopwatch.StartNew();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var batch = connection.CreateBatch();
        var funds = new NpgsqlBatchCommand(
            """
            INSERT INTO floor_funds SELECT "PayeeId", "InvoiceId", "ReceiptId", -sum("AmountMinor") FROM "JournalLines"
            WHERE "PayeeId" = ANY($1) GROUP BY 1, 2, 3, "Account"
            """);
        funds.Parameters.Add(new NpgsqlParameter { Value = payees.Select(payee => payee.Value).ToArray() });
        batch.BatchCommands.Add(funds);
        foreach (var (table, _) in Tables)
            batch.BatchCommands.Add(new NpgsqlBatchCommand($"INSERT INTO \"floor_{table}\" SELECT * FROM \"stage_{table}\""));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            "UPDATE \"floor_PayoutItems\" SET \"OpenLock\" = NULL, \"Revision\" = \"Revision\" + 1"));
        await batch.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
        return watch.Elapsed.TotalSeconds;
    }

    private static async Task RunAsync(NpgsqlDataSource source, string sql, Guid? batch = null)
    {
        await using var command = source.CreateCommand(sql);
        if (batch is { } id)
            command.Parameters.Add(new NpgsqlParameter { Value = id });
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync();
    }
}
