using Npgsql;

namespace OpsPortal.Benchmarks;

/// <summary>One query that joins what is known of each payable, a few plain rules over its rows, and verdicts written by
/// arrays into a table without an index.</summary>
internal static class EligibilityFloor
{
    private const int Together = 10_000;

    private const string Facts =
        """
        SELECT f.payee, f.invoice, f.settled, i."State", y."IsActive", y."PausedReason" IS NULL,
            a."CallBackBy" IS NOT NULL, g.clear, e.cases
        FROM (SELECT "PayeeId" payee, "InvoiceId" invoice, -sum("AmountMinor") FILTER (WHERE "Account" = @held) settled
            FROM "JournalLines" WHERE "PayeeId" IS NOT NULL GROUP BY 1, 2) f
        JOIN "Invoices" i ON i."Id" = f.invoice
        JOIN "Contracts" c ON c."Id" = i."ContractId"
        JOIN "Payees" y ON y."Id" = f.payee
        JOIN "PayeeAccounts" a ON a."PayeeId" = f.payee
        LEFT JOIN (SELECT "PayeeId" payee, count(*) clear FROM "GateRecords" GROUP BY 1) g ON g.payee = f.payee
        LEFT JOIN (SELECT "InvoiceId" invoice, count(*) cases FROM "ExceptionCases" GROUP BY 1) e ON e.invoice = f.invoice
        """;

    public static async Task PrepareAsync(NpgsqlDataSource source)
    {
        await using var table = source.CreateCommand(
            "CREATE TABLE floor_verdicts (payee uuid, invoice uuid, eligible bigint, reasons text)");
        await table.ExecuteNonQueryAsync();
    }

    public static async Task<Verdicts> JudgeAsync(NpgsqlDataSource source)
    {
        var (count, clear, minor) = (0, 0, 0L);
        await foreach (var verdict in ReadAsync(source))
            (count, clear, minor) = (count + 1, clear + (verdict.Eligible > 0 ? 1 : 0), minor + verdict.Eligible);
        return new Verdicts(count, clear, minor);
    }

    public static async Task<Verdicts> KeepAsync(NpgsqlDataSource source)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var (some, count, clear, minor) = (new List<Verdict>(Together), 0, 0, 0L);
        await foreach (var verdict in ReadAsync(source))
        {
            some.Add(verdict);
            (count, clear, minor) = (count + 1, clear + (verdict.Eligible > 0 ? 1 : 0), minor + verdict.Eligible);
            if (some.Count == Together)
                await WriteAsync(connection, some);
        }

        await WriteAsync(connection, some);
        await transaction.CommitAsync();
        return new Verdicts(count, clear, minor);
    }

    private static async IAsyncEnumerable<Verdict> ReadAsync(NpgsqlDataSource source)
    {
        await using var query = source.CreateCommand(Facts);
        query.Parameters.AddWithValue("held", await HeldAsync(source));
        await using var reader = await query.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var settled = reader.IsDBNull(2) ? 0 : reader.GetInt64(2);
            var reasons = new List<string>();
            if (settled <= 0)
                reasons.Add("No cash has been collected for this share.");
            if (reader.GetString(3) == "Void")
                reasons.Add("The invoice was voided.");
            if (!reader.GetBoolean(4))
                reasons.Add("The payee is deactivated.");
            if (!reader.GetBoolean(5))
                reasons.Add("The payee is paused.");
            if (!reader.GetBoolean(6))
                reasons.Add("The bank details wait for a call-back.");
            if (reader.IsDBNull(7) || reader.GetInt64(7) < 4)
                reasons.Add("A gate is not clear.");
            if (!reader.IsDBNull(8))
                reasons.Add("A case is open.");
            yield return new Verdict(reader.GetGuid(0), reader.GetGuid(1), reasons.Count == 0 ? settled : 0,
                string.Join(' ', reasons));
        }
    }

    /// <summary>How the account of held and settled money is written in the store.</summary>
    private static async Task<object> HeldAsync(NpgsqlDataSource source)
    {
        await using var first = source.CreateCommand(
            """SELECT "Account" FROM "JournalLines" WHERE "PayeeId" IS NOT NULL AND "ReceiptId" IS NOT NULL LIMIT 1""");
        return (await first.ExecuteScalarAsync())!;
    }

    private static async Task WriteAsync(NpgsqlConnection connection, List<Verdict> some)
    {
        await using var insert = new NpgsqlCommand(
            "INSERT INTO floor_verdicts SELECT * FROM unnest($1, $2, $3, $4)", connection);
        insert.Parameters.Add(new NpgsqlParameter { Value = some.ConvertAll(one => one.Payee).ToArray() });
        insert.Parameters.Add(new NpgsqlParameter { Value = some.ConvertAll(one => one.Invoice).ToArray() });
        insert.Parameters.Add(new NpgsqlParameter { Value = some.ConvertAll(one => one.Eligible).ToArray() });
        insert.Parameters.Add(new NpgsqlParameter { Value = some.ConvertAll(one => one.Reasons).ToArray() });
        await insert.ExecuteNonQueryAsync();
        some.Clear();
    }

    private sealed record Verdict(Guid Payee, Guid Invoice, long Eligible, string Reasons);
}
